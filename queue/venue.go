package queue

import (
	"fmt"
	"slices"
	"time"
)

// Venue is the hall as its owner set it up: what can be queued for, where, and by which rules.
type Venue struct {
	Name      string         // as customers know the place
	NameEN    string         // the same in English, may be empty
	Zone      *time.Location // the venue's own time zone; business days and printed times follow it
	DayStarts time.Duration  // time of day at which a business day begins, 0 to under 24 h
	Rules     Rules
	Services  []Service
	Counters  []Counter
	Tells     []NoticeKind // what customers are told of, beside Near and YourTurn, which staff want to know went untold
}

// Rules are the venue's settings of the queue. A rule that is zero does nothing, but where it says otherwise.
type Rules struct {
	Near             int           // people ahead at which a customer is told to come; 0 tells nobody
	ReturnAfter      int           // how many waiting tickets go before one that came back after a miss
	Later            int           // how many go before one whose customer asks for more time
	MissAfter        time.Duration // least time between the first call and a miss
	CallsBeforeMiss  int           // least number of calls before a miss
	AutoMiss         bool          // a ticket is missed by itself as soon as it may be
	ExpireMissed     time.Duration // a missed ticket that nobody brings back by then expires
	UndoWithin       time.Duration // how long a step on a ticket can be taken back
	Priority         Ratio         // how priority tickets go between ordinary ones
	MaxPriorityDelay time.Duration // nobody waits longer than this for priority tickets that came later; 0: they go before nobody
	OneTicketEach    bool          // one open ticket per WeChat customer
	MaxWaiting       int           // most tickets that wait in the whole venue
	Cooldown         time.Duration // between a customer's own cancelling and their next ticket
	StopNumbers      bool          // after the last number of all digits none is given out; else numbers get a digit more
	KeepTicketsDays  int           // how long past days are kept; 0 for ever
	CancelOnUnfollow bool          // who leaves the account gives up their open tickets; else these keep their places
	LongWait         time.Duration // staff are told when who comes now would wait longer, see ServiceView.Long; 0: never
	KeepBindingsDays int           // how many ended days the customers' bindings are kept for, one at the least
}

// Ratio is how many priority tickets may go before ordinary ones that came earlier: Priority of them for each Ordinary.
type Ratio struct{ Priority, Ordinary int }

// Party is the number of people that a service's tables are for; zero for a service that does not ask.
type Party struct {
	Min int `json:"min"`
	Max int `json:"max"`
}

// fits tells whether a party of n people may take the service. One that does not ask takes any.
func (p Party) fits(n int) bool { return p == (Party{}) || p.Min <= n && n <= p.Max }

// Service (业务) is what a customer queues for.
type Service struct {
	ID, Name, NameEN string
	Prefix           string // stands before the number; services that share a prefix share its count
	Digits           int    // least number of digits of a number, 1 to 6
	Minutes          int    // usual minutes one customer takes, until the day has shown its own
	Hours            Hours  // when tickets are given out; calling goes on after
	Quota            int    // most tickets of a business day; 0 is no limit
	Party            Party
}

// Counter (窗口) is where customers are called to.
type Counter struct {
	ID, Name, NameEN string
	Services         []string // ids of the services it calls from
}

// Validate refuses a venue the queue could not run: no service, no counter, an id twice, a counter of an unknown service,
// a service that takes no time, a long wait of less than none.
func (v *Venue) Validate() error {
	if v.Zone == nil {
		return fmt.Errorf("venue: no time zone")
	}
	if len(v.Services) == 0 || len(v.Counters) == 0 {
		return fmt.Errorf("venue: needs a service and a counter")
	}
	if v.Rules.LongWait < 0 {
		return fmt.Errorf("venue: a long wait of %v", v.Rules.LongWait)
	}
	services := map[string]bool{}
	for _, s := range v.Services {
		if s.ID == "" || services[s.ID] {
			return fmt.Errorf("venue: service id %q is empty or stands twice", s.ID)
		}
		if s.Minutes < 1 || s.Digits < 1 || s.Digits > 6 {
			return fmt.Errorf("venue: service %q takes %d minutes and has numbers of %d digits", s.ID, s.Minutes, s.Digits)
		}
		services[s.ID] = true
	}
	counters := map[string]bool{}
	for _, c := range v.Counters {
		if c.ID == "" || counters[c.ID] {
			return fmt.Errorf("venue: counter id %q is empty or stands twice", c.ID)
		}
		counters[c.ID] = true
		for _, id := range c.Services {
			if !services[id] {
				return fmt.Errorf("venue: counter %q names unknown service %q", c.ID, id)
			}
		}
	}
	return nil
}

// BusinessDay is the day that t belongs to, as 2006-01-02: a night's small hours count to the day before.
func (v *Venue) BusinessDay(t time.Time) string {
	t = t.In(v.Zone)
	y, m, d := t.Date()
	if t.Before(v.startOf(y, m, d)) {
		d--
	}
	return time.Date(y, m, d, 12, 0, 0, 0, time.UTC).Format(time.DateOnly) // noon: some zones have nights without midnight
}

// startOf is when the business day of a date begins.
func (v *Venue) startOf(y int, m time.Month, d int) time.Time {
	return time.Date(y, m, d, 0, 0, int(v.DayStarts/time.Second), 0, v.Zone)
}

// dayStart is when the business day of a date such as 2006-01-02 begins.
func (v *Venue) dayStart(date string) time.Time {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return time.Time{}
	}
	return v.startOf(t.Date())
}

// Service finds a service by its id.
func (v *Venue) Service(id string) (Service, bool) {
	i := slices.IndexFunc(v.Services, func(s Service) bool { return s.ID == id })
	if i < 0 {
		return Service{}, false
	}
	return v.Services[i], true
}

// Counter finds a counter by its id.
func (v *Venue) Counter(id string) (Counter, bool) {
	i := slices.IndexFunc(v.Counters, func(c Counter) bool { return c.ID == id })
	if i < 0 {
		return Counter{}, false
	}
	return v.Counters[i], true
}
