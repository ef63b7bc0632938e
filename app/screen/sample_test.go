package screen_test

import (
	"context"
	"fmt"
	"slices"
	"time"

	"paihao/queue"
)

var zone = time.FixedZone("CST", 8*60*60)

// morning is the moment of the pictures.
var morning = time.Date(2026, 11, 20, 9, 26, 36, 0, zone)

func minutes(n int) time.Duration        { return time.Duration(n) * time.Minute }
func between(low, high int) *queue.Range { return &queue.Range{Low: minutes(low), High: minutes(high)} }

func joinURL(service string) string {
	return "https://example.com/q/02" + service + "-AbCdEfGhIjKlMnOp"
}

// sample is the hall of the pictures, after its calls but the last have been seen.
func sample() queue.View {
	v := queue.View{
		Snapshot: queue.Snapshot{
			Revision: 100, Day: "2026-11-20", At: morning,
			Venue: "青禾社区便民服务中心", VenueEN: "Qinghe Community Service Centre",
			Rules: queue.Rules{Near: 3, ReturnAfter: 3},
			Services: []queue.ServiceView{
				{ID: "general", Name: "综合业务", NameEN: "General services", Prefix: "A", Waiting: 7, Wait: between(10, 20), Open: true},
				{ID: "social", Name: "社保医保", NameEN: "Social insurance", Prefix: "B", Waiting: 12, Wait: between(25, 40), Open: true},
				{ID: "id", Name: "户籍证件", NameEN: "ID & household", Prefix: "C", Waiting: 3, Wait: between(10, 15), Open: true},
				{ID: "property", Name: "不动产", NameEN: "Property", Prefix: "D", Waiting: 5, Wait: between(15, 25), Open: true},
			},
			Missed: []queue.Standing{missed("A007", "general"), missed("B005", "social"), missed("C002", "id")},
		},
		Codes: []queue.Code{{
			Purpose: queue.Join, Service: "general", URL: joinURL("general"),
			CreatedAt: morning.Add(-time.Hour), ExpiresAt: morning.Add(24 * time.Hour),
		}},
		Health: queue.Health{Writable: true, WeChat: queue.WeChatWell},
	}
	for i := 1; i <= 6; i++ {
		v.Counters = append(v.Counters, queue.CounterView{
			ID: fmt.Sprint(i), Name: fmt.Sprintf("%d号窗口", i), NameEN: fmt.Sprintf("Counter %d", i), State: queue.CounterOpen,
			Services: served[i-1],
		})
	}
	calls := []struct{ number, service, counter string }{
		{"A012", "general", "3"},
		{"B009", "social", "1"},
		{"C004", "id", "5"},
		{"A011", "general", "2"},
		{"D003", "property", "6"},
		{"B008", "social", "4"},
		{"A010", "general", "3"},
	}
	for i, c := range calls {
		v.Calls = append(v.Calls, queue.Call{
			Seq: uint64(len(calls) - i), Ticket: c.number, Number: c.number, Service: c.service, Counter: c.counter,
			At: morning.Add(-time.Duration(i+2) * time.Minute),
		})
	}
	seat(&v)
	return v
}

// seat puts the tickets of the calls at their counters. The newest one has not come yet.
func seat(v *queue.View) {
	for i := range v.Counters {
		at := slices.IndexFunc(v.Calls, func(c queue.Call) bool { return c.Counter == v.Counters[i].ID })
		if at < 0 {
			continue
		}
		c, state := v.Calls[at], queue.Serving
		if at == 0 {
			state = queue.Called
		}
		v.Counters[i].Current = &queue.Standing{ID: c.Ticket, Number: c.Number, Service: c.Service, State: state, CalledAt: c.At}
	}
}

// rise lets everybody at a counter go.
func rise(v *queue.View) {
	for i := range v.Counters {
		v.Counters[i].Current = nil
	}
}

// served are the services of each counter.
var served = [][]string{
	{"social"}, {"general"}, {"general"}, {"general", "social"}, {"id"}, {"general", "social", "id", "property"},
}

func missed(number, service string) queue.Standing {
	return queue.Standing{ID: number, Number: number, Service: service, State: queue.Missed}
}

// call puts a new call before the others, made just now.
func call(v queue.View, number, counter string, now time.Time) queue.View {
	c := queue.Call{Seq: 1, Ticket: number, Number: number, Service: "general", Counter: counter, At: now}
	if len(v.Calls) > 0 {
		c.Seq = v.Calls[0].Seq + 1
	}
	v.Calls = append([]queue.Call{c}, v.Calls...)
	v.Counters = slices.Clone(v.Counters)
	for i, k := range v.Counters {
		if k.ID == counter {
			v.Counters[i].Current = &queue.Standing{ID: number, Number: number, Service: "general", State: queue.Called, CalledAt: now}
		}
	}
	v.Revision++
	v.At = now
	return v
}

// renumbered calls and shows nobody but a number.
func renumbered(v queue.View, number string) queue.View {
	v = call(v, number, "3", morning)
	v.Calls = v.Calls[:1]
	return v
}

func shut(s *queue.ServiceView, why queue.Reason, opens time.Time) {
	s.Open, s.Reason, s.OpensAt = false, why, opens
}

func codes(v queue.View) []queue.Code {
	var codes []queue.Code
	for _, s := range v.Services {
		codes = append(codes, queue.Code{
			Purpose: queue.Join, Service: s.ID, URL: joinURL(s.ID),
			CreatedAt: morning.Add(-time.Hour), ExpiresAt: morning.Add(time.Hour),
		})
	}
	return codes
}

// news is a queue of which only Watch works.
type news chan queue.View

func (n news) Do(context.Context, queue.Command) (queue.Outcome, error) {
	return queue.Outcome{}, queue.ErrClosed
}
func (n news) Watch(context.Context) <-chan queue.View { return n }

func (n news) Line(context.Context, queue.Query) (queue.Page, error) { return queue.Page{}, nil }

func (n news) Ticket(context.Context, string) (queue.Standing, error) {
	return queue.Standing{}, queue.ErrNoTicket
}
