package queue

import "slices"

// rivals lists for each service the other ones that all its counters serve.
func rivals(v *Venue) map[string][]string {
	all := map[string][]string{}
	for _, s := range v.Services {
		for _, other := range v.Services {
			if s.ID != other.ID && v.together(s.ID, other.ID) {
				all[s.ID] = append(all[s.ID], other.ID)
			}
		}
	}
	return all
}

// halls gives the services that counters join, each with all it is joined to over others, the name of one of them.
func halls(v *Venue) map[string]string {
	of := map[string]string{}
	for _, s := range v.Services {
		of[s.ID] = s.ID
	}
	for _, c := range v.Counters {
		for _, id := range c.Services {
			one, other := of[c.Services[0]], of[id]
			for s, hall := range of {
				if hall == other {
					of[s] = one
				}
			}
		}
	}
	return of
}

// together tells whether each counter of the service, and there is one, serves the other service too.
func (v *Venue) together(service, other string) bool {
	served := false
	for _, c := range v.Counters {
		if slices.Contains(c.Services, service) {
			if !slices.Contains(c.Services, other) {
				return false
			}
			served = true
		}
	}
	return served
}

// hurry notes that a ticket may have gone before those of a hall, if it is a priority one.
func (s *session) hurry(t *Ticket, hall string) {
	if t.Class == Priority {
		i, _ := slices.BinarySearch(s.hurried[hall], t.came())
		s.hurried[hall] = slices.Insert(s.hurried[hall], i, t.came())
	}
}

// unhurry takes that back.
func (s *session) unhurry(t *Ticket, hall string) {
	if i, found := slices.BinarySearch(s.hurried[hall], t.came()); found && t.Class == Priority {
		if s.hurried[hall] = slices.Delete(s.hurried[hall], i, i+1); len(s.hurried[hall]) == 0 {
			delete(s.hurried, hall) // as if none had ever been there
		}
	}
}

// beenIn tells whether a ticket waited in a hall before a step.
func (s *session) beenIn(t *Ticket, hall string, step uint64) bool {
	return slices.ContainsFunc(t.Steps, func(x Step) bool { return x.Seq < step && x.Service != "" && s.halls[x.Service] == hall })
}
