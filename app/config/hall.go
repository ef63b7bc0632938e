package config

import "paihao/queue"

// Service (业务) is one [[service]].
type Service struct {
	ID           string      // ^[a-z0-9][a-z0-9-]{0,19}$
	Name         string      // 1 to 40 characters
	NameEN       string      // up to 40, may be empty
	Prefix       string      // 0 to 3 of A–Z and 0–9
	Digits       int         // least digits of a number, 1 to 6
	Minutes      int         // usual minutes one customer takes, 1 to 240
	SharedPrefix bool        // another service may have the same prefix and share its count
	Quota        int         // most tickets of a business day, up to 99999; 0 is no limit
	Hours        queue.Hours // when tickets are given out; never over the start of the business day
	Party        queue.Party // people at its tables, 1 to 99; zero for a service that does not ask
}

// Limits of a hall.
const (
	mostServices = 12
	mostCounters = 30
)

// Hall is the venue in the queue's own terms; queue.Venue.Validate accepts it.
func (s *Settings) Hall() queue.Venue {
	v := queue.Venue{
		Name: s.Venue.Name, NameEN: s.Venue.NameEN, Zone: s.Venue.Timezone, DayStarts: s.Venue.DayStarts,
		Rules: s.Rules, Counters: s.Counters, Tells: s.tells(),
	}
	for _, x := range s.Services {
		v.Services = append(v.Services, queue.Service{
			ID: x.ID, Name: x.Name, NameEN: x.NameEN, Prefix: x.Prefix, Digits: x.Digits, Minutes: x.Minutes,
			Hours: x.Hours, Quota: x.Quota, Party: x.Party,
		})
	}
	return v
}

func serviceKeys(s *Service) []key {
	*s = Service{Digits: 3, Minutes: 5}
	return []key{
		text("id", &s.ID, wantID, isID).must(),
		text("name", &s.Name, wantName, isName).must(),
		text("name_en", &s.NameEN, wantNameEN, isNameEN),
		text("prefix", &s.Prefix, wantPrefix, isPrefix),
		whole("digits", &s.Digits, 1, 6),
		whole("minutes", &s.Minutes, 1, 240),
		truth("shared_prefix", &s.SharedPrefix),
		whole("quota", &s.Quota, 0, 99999),
		hoursKey(&s.Hours),
		partyKey(&s.Party),
	}
}

func counterKeys(c *queue.Counter) []key {
	return []key{
		text("id", &c.ID, wantID, isID).must(),
		text("name", &c.Name, wantName, isName).must(),
		text("name_en", &c.NameEN, wantNameEN, isNameEN),
		texts("services", &c.Services, 1, mostServices, wantServices, isID).must(),
	}
}
