package storetest

import (
	"cmp"
	"slices"

	"paihao/queue"
)

// history is all changes a store took, in order. It is slow and plain on purpose: it is what stores are compared with.
type history []queue.Change

// saved is what a store that took the changes gives, but for revision, secret and tidiness.
func (h history) saved() (s queue.Saved) {
	before := ""
	for _, c := range h {
		if !c.At.IsZero() {
			s.At = c.At
		}
		s.Days = merge(s.Days, c.Days, dayDate)
		if n := len(c.Days); n > 0 && c.Days[n-1].Date != s.Day {
			before, s.Day = s.Day, c.Days[n-1].Date
			s.Operations = slices.DeleteFunc(s.Operations, func(o queue.Operation) bool { return o.Day != s.Day && o.Day != before })
		}
		s.Tickets = merge(s.Tickets, c.Tickets, dated(ticketDay, ticketID))
		s.Bindings = merge(s.Bindings, c.Bindings, bindingID)
		s.Bindings = slices.DeleteFunc(s.Bindings, func(b queue.Binding) bool { return slices.Contains(c.Unbound, b.ID) })
		s.Contacts = merge(s.Contacts, c.Contacts, contactID)
		s.Contacts = slices.DeleteFunc(s.Contacts, func(k queue.Contact) bool { return slices.Contains(c.Forgotten, k.ID) })
		s.Notices = merge(s.Notices, c.Notices, dated(noticeDay, noticeID))
		s.Codes = merge(s.Codes, c.Codes, queue.Code.Key)
		s.Codes = slices.DeleteFunc(s.Codes, func(k queue.Code) bool { return slices.Contains(c.Revoked, k.Key()) })
		s.Counters = merge(s.Counters, c.Counters, counterID)
		s.Services = merge(s.Services, c.Services, serviceID)
		if c.Operation != nil {
			s.Operations = merge(s.Operations, []queue.Operation{*c.Operation}, dated(operationDay, operationID))
		}
		s.Days = slices.DeleteFunc(s.Days, func(d queue.Day) bool { return slices.Contains(c.Dropped, d.Date) })
		s.Tickets = slices.DeleteFunc(s.Tickets, func(t queue.Ticket) bool { return slices.Contains(c.Dropped, t.Day) })
		s.Notices = slices.DeleteFunc(s.Notices, func(n queue.Notice) bool { return slices.Contains(c.Dropped, n.Day) })
	}
	s.Tickets = slices.DeleteFunc(s.Tickets, func(t queue.Ticket) bool { return t.Day != s.Day })
	s.Notices = slices.DeleteFunc(s.Notices, func(n queue.Notice) bool { return n.Day != s.Day })
	s.Operations = slices.DeleteFunc(s.Operations, func(o queue.Operation) bool { return o.Day != s.Day && o.Day != before })
	s.Days, s.Past = given(s.Days, s.Day, before)
	return s
}

// given parts all days into those that are given, and the dates of the others.
func given(all []queue.Day, current, before string) (days []queue.Day, past []string) {
	earlier := 0
	for _, d := range slices.Backward(all) {
		if d.Date < current {
			earlier++
		}
		if earlier <= queue.DaysGiven || d.Date == before {
			days = append(days, d)
		} else {
			past = append(past, d.Date)
		}
	}
	slices.Reverse(days)
	slices.Reverse(past)
	return days, past
}

// merge puts records into a list that rises by id, each in the place of the one of the same id.
func merge[R any](list, records []R, id func(R) string) []R {
	for _, r := range records {
		i, found := slices.BinarySearchFunc(list, id(r), func(r R, key string) int { return cmp.Compare(id(r), key) })
		if found {
			list[i] = r
		} else {
			list = slices.Insert(list, i, r)
		}
	}
	return list
}

func ticketID(t queue.Ticket) string         { return t.ID }
func bindingID(b queue.Binding) string       { return b.ID }
func contactID(c queue.Contact) string       { return c.ID }
func noticeID(n queue.Notice) string         { return n.ID }
func counterID(c queue.CounterRecord) string { return c.ID }
func serviceID(s queue.ServiceRecord) string { return s.ID }
func dayDate(d queue.Day) string             { return d.Date }
func operationID(o queue.Operation) string   { return o.ID }
func ticketDay(t queue.Ticket) string        { return t.Day }
func noticeDay(n queue.Notice) string        { return n.Day }
func operationDay(o queue.Operation) string  { return o.Day }

// dated is the id of a record among those of all days.
func dated[R any](day, id func(R) string) func(R) string {
	return func(r R) string { return day(r) + "\x00" + id(r) }
}
