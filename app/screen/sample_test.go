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
	return "http://weixin.qq.com/q/02example-" + service + "-AbCdEfGhIjKlMn"
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
	return v
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

func idle() queue.View {
	v := sample()
	v.Calls, v.Missed = nil, nil
	for i := range v.Services {
		v.Services[i].Waiting, v.Services[i].Wait = 0, between(0, 0)
	}
	return v
}

// trial has a code for every service, and WeChat out of reach.
func trial() queue.View {
	v := sample()
	v.Health.Trial, v.Health.WeChat = true, queue.WeChatUnreachable
	shut(&v.Services[3], queue.ByStaff, time.Time{})
	v.Codes = codes(v)
	return v
}

// lunch has a code for every service, but tickets for one alone.
func lunch() queue.View {
	v := sample()
	v.Codes = codes(v)
	shut(&v.Services[1], queue.ByHours, time.Date(2026, 11, 20, 13, 30, 0, 0, zone))
	shut(&v.Services[2], queue.ByQuota, time.Date(2026, 11, 21, 9, 0, 0, 0, zone))
	shut(&v.Services[3], queue.ByStaff, time.Time{})
	return v
}

// full is the hall when the disk has room for calls alone.
func full() queue.View {
	v := sample()
	v.Health.Full = true
	for i := range v.Services {
		shut(&v.Services[i], queue.ByDisk, time.Time{})
	}
	return v
}

// over is the hall after the day was ended.
func over() queue.View {
	v := sample()
	v.Closed, v.Missed = true, nil
	for i := range v.Services {
		shut(&v.Services[i], queue.ByDay, time.Date(2026, 11, 21, 9, 0, 0, 0, zone))
		v.Services[i].Waiting, v.Services[i].Wait = 0, between(0, 0)
	}
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
