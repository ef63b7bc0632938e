package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"paihao/queue"
)

// state is one revision. A record is kept as JSON, so that nobody else holds a part of it; its key is its kind, its day
// where it has one, and its id. Nothing of what was deleted is in it, so it is always tidy.
type state struct {
	revision    uint64
	at          time.Time
	day, before string
	records     map[[3]string]string
}

// add reads one record into the list it belongs to.
func (st *state) add(saved *queue.Saved, key [3]string) error {
	text, day := st.records[key], key[1]
	switch key[0] {
	case "ticket":
		return read(&saved.Tickets, text, day == st.day)
	case "binding":
		return read(&saved.Bindings, text, true)
	case "contact":
		return read(&saved.Contacts, text, true)
	case "notice":
		return read(&saved.Notices, text, day == st.day)
	case "code":
		return read(&saved.Codes, text, true)
	case "counter":
		return read(&saved.Counters, text, true)
	case "service":
		return read(&saved.Services, text, true)
	case "day":
		return nil // see given
	default:
		return read(&saved.Operations, text, day == st.day || day == st.before)
	}
}

// dates lists the days that are kept, rising.
func (st *state) dates() (list []string) {
	for key := range st.records {
		if key[0] == "day" {
			list = append(list, key[2])
		}
	}
	slices.Sort(list)
	return list
}

// given lists the days whose records Load gives.
func (st *state) given() []string {
	dates := st.dates()
	i, _ := slices.BinarySearch(dates, st.day)
	return append([]string{st.day, st.before}, dates[max(0, i-queue.DaysGiven):]...)
}

// days gives the records of those that are wanted, rising.
func (st *state) days(wanted func(date string) bool) (list []queue.Day, err error) {
	for _, date := range st.dates() {
		err = errors.Join(err, read(&list, st.records[[3]string{"day", "-", date}], wanted(date)))
	}
	return list, err
}

func read[R any](list *[]R, text string, wanted bool) error {
	if !wanted {
		return nil
	}
	var r R
	err := json.Unmarshal([]byte(text), &r)
	*list = append(*list, r)
	return err
}

// take writes the records of one change.
func (st *state) take(c queue.Change) error {
	if !c.At.IsZero() {
		st.at = c.At
	}
	if n := len(c.Days); n > 0 {
		st.turn(c.Days[n-1].Date)
	}
	errs := []error{
		put(st, "day", c.Days, dayDate, undated),
		put(st, "ticket", c.Tickets, ticketID, ticketDay),
		put(st, "binding", c.Bindings, bindingID, undated),
		put(st, "contact", c.Contacts, contactID, undated),
		put(st, "notice", c.Notices, noticeID, noticeDay),
		put(st, "code", c.Codes, codeKey, undated),
		put(st, "counter", c.Counters, counterID, undated),
		put(st, "service", c.Services, serviceID, undated),
	}
	st.delete("binding", c.Unbound)
	st.delete("contact", c.Forgotten)
	st.delete("code", c.Revoked)
	if c.Operation != nil {
		list := []queue.Operation{*c.Operation}
		errs = append(errs, put(st, "operation", list, operationID, operationDay))
	}
	return errors.Join(append(errs, st.drop(c.Dropped))...)
}

// codeKey is the key of a code; one without an id has none, as any other record.
func codeKey(c queue.Code) string {
	if c.ID == "" {
		return ""
	}
	return c.Key()
}

func (st *state) delete(kind string, ids []string) {
	for _, id := range ids {
		delete(st.records, [3]string{kind, "-", id})
	}
}

// turn makes a day the current one. Operations are kept of it and of the one before.
func (st *state) turn(date string) {
	if date == st.day {
		return
	}
	st.before, st.day = st.day, date
	maps.DeleteFunc(st.records, func(key [3]string, _ string) bool {
		return key[0] == "operation" && key[1] != st.day && key[1] != st.before
	})
}

// drop deletes days with their tickets and notices.
func (st *state) drop(dates []string) error {
	if slices.Contains(dates, st.day) {
		return errors.New("the current day is to be dropped")
	}
	maps.DeleteFunc(st.records, func(key [3]string, _ string) bool {
		ofDay := key[0] == "ticket" || key[0] == "notice"
		return ofDay && slices.Contains(dates, key[1]) || key[0] == "day" && slices.Contains(dates, key[2])
	})
	return nil
}

// undated is the day in the key of records that belong to none.
func undated[R any](R) string { return "-" }

func put[R any](st *state, kind string, list []R, id, day func(R) string) error {
	for _, r := range list {
		key := [3]string{kind, day(r), id(r)}
		if key[1] == "" || key[2] == "" {
			return fmt.Errorf("a %s without id or day", kind)
		}
		text, err := json.Marshal(r)
		if err != nil {
			return err
		}
		st.records[key] = string(text)
	}
	return nil
}
