package screen

import (
	"slices"

	"paihao/queue"
)

// filter is the part of the hall that a screen shows: some services, some counters, or all where a list is empty.
type filter struct{ services, counters []string }

// cut gives what a view says of the part. Of chosen services only those remain that one of the chosen counters serves, and
// the other way round. What cannot be told for a part, means and all totals but of those who wait, is left out.
func (f filter) cut(v queue.View) queue.View {
	if len(f.services) == 0 && len(f.counters) == 0 {
		return v
	}
	whole := v
	v.Services = keep(v.Services, func(s queue.ServiceView) bool { return f.service(s.ID, whole) })
	v.Counters = keep(v.Counters, func(c queue.CounterView) bool { return f.counter(c) })
	v.Calls = keep(v.Calls, func(c queue.Call) bool { return f.ticket(c.Service, c.Counter, whole) })
	v.Missed = keep(v.Missed, func(t queue.Standing) bool { return f.ticket(t.Service, t.Counter, whole) })
	v.Held = keep(v.Held, func(t queue.Standing) bool { return f.ticket(t.Service, t.Counter, whole) })
	v.Codes = keep(v.Codes, func(c queue.Code) bool { return c.Service == "" || f.service(c.Service, whole) })
	v.Means, v.Totals = queue.Means{}, map[queue.State]int{}
	for _, s := range v.Services {
		v.Totals[queue.Waiting] += s.Waiting
	}
	return v
}

func keep[T any](list []T, wanted func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(t T) bool { return !wanted(t) })
}

// service tells whether a service is one of the part: it is chosen, and a chosen counter serves it.
func (f filter) service(id string, v queue.View) bool {
	if !chosen(f.services, id) {
		return false
	}
	return len(f.counters) == 0 || slices.ContainsFunc(v.Counters, func(c queue.CounterView) bool {
		return chosen(f.counters, c.ID) && slices.Contains(c.Services, id)
	})
}

// counter tells whether a counter is one of the part: it is chosen, and serves a chosen service.
func (f filter) counter(c queue.CounterView) bool {
	return chosen(f.counters, c.ID) && (len(f.services) == 0 || slices.ContainsFunc(c.Services, func(id string) bool {
		return slices.Contains(f.services, id)
	}))
}

// ticket tells whether a ticket is one of the part: of a chosen service, and where it has been called, to a chosen counter.
// One that no counter has called yet belongs to all that serve it.
func (f filter) ticket(service, counter string, v queue.View) bool {
	if counter == "" {
		return f.service(service, v)
	}
	return chosen(f.services, service) && chosen(f.counters, counter)
}

func chosen(list []string, id string) bool { return len(list) == 0 || slices.Contains(list, id) }
