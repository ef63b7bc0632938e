package desk_test

import (
	"fmt"
	"slices"
	"time"

	"paihao/queue"
)

var (
	shanghai = time.FixedZone("CST", 8*3600)
	morning  = time.Date(2026, 11, 20, 9, 26, 36, 0, shanghai)
)

func ago(minutes, seconds int) time.Time {
	return morning.Add(-time.Duration(minutes)*time.Minute - time.Duration(seconds)*time.Second)
}

func waiting(number, service string, minutes, low, high int, o queue.Origin, bound bool) queue.Standing {
	return queue.Standing{
		ID: "id-" + number, Number: number, Service: service, State: queue.Waiting, IssuedAt: ago(minutes, 5), Origin: o, Bound: bound,
		Wait: &queue.Range{Low: time.Duration(low) * time.Minute, High: time.Duration(high) * time.Minute},
	}
}

// scene is a moment of the hall: what a view shows, and the line, of which it shows nothing.
type scene struct {
	queue.View
	Line []queue.Standing
	Past []queue.Standing // other tickets of the day
}

// view is what the queue publishes then.
func (s scene) view() queue.View {
	s.Counters = slices.Clone(s.Counters)
	for i := range s.Counters {
		c := &s.Counters[i]
		n := slices.IndexFunc(s.Line, func(t queue.Standing) bool { return slices.Contains(c.Services, t.Service) })
		if c.Next = nil; n >= 0 {
			c.Next = &s.Line[n]
		}
	}
	return s.View
}

// tickets are all that anybody can ask for.
func (s scene) tickets() []queue.Standing {
	all := slices.Concat(s.Line, s.Missed, s.Held, s.Past)
	for _, c := range s.Counters {
		if c.Current != nil {
			all = append(all, *c.Current)
		}
	}
	return all
}

// hall is the venue of one morning: nobody is at counter 3, ten wait for it.
func hall() scene {
	v := scene{}
	v.Health = queue.Health{Writable: true, WeChat: queue.WeChatWell}
	v.Revision, v.Day, v.At, v.Venue = 55, "2026-11-20", morning, "云杉政务服务大厅"
	v.Rules = queue.Rules{
		Near: 3, ReturnAfter: 3, MissAfter: time.Minute, CallsBeforeMiss: 2, OneTicketEach: true,
		Priority: queue.Ratio{Priority: 1, Ordinary: 2}, UndoWithin: 10 * time.Second,
	}
	v.Services = []queue.ServiceView{
		{ID: "general", Name: "综合业务", Prefix: "A", Waiting: 7, Open: true},
		{ID: "social", Name: "社会保险", Prefix: "B", Waiting: 12, Open: true},
		{ID: "family", Name: "户籍证件", Prefix: "C", Waiting: 3, Open: true},
		{ID: "estate", Name: "不动产", Prefix: "D", Waiting: 5, Open: true},
	}
	v.Counters = []queue.CounterView{
		{ID: "1", Name: "1号窗口", State: queue.CounterOpen, Services: []string{"social", "estate"}},
		{ID: "2", Name: "2号窗口", State: queue.CounterClosed, Services: []string{"social"}},
		{ID: "3", Name: "3号窗口", State: queue.CounterOpen, Services: []string{"general", "family"}},
	}
	v.Line = []queue.Standing{
		waiting("B011", "social", 15, 0, 0, queue.FromWeChat, true),
		waiting("A013", "general", 14, 0, 0, queue.FromWeChat, true),
		waiting("C005", "family", 12, 0, 5, queue.FromDesk, false),
		waiting("A014", "general", 12, 5, 10, queue.FromWeChat, true),
		waiting("A015", "general", 11, 5, 10, queue.FromDesk, false),
		waiting("C006", "family", 9, 5, 10, queue.FromWeChat, true),
		waiting("A016", "general", 8, 10, 15, queue.FromWeChat, true),
		waiting("A017", "general", 6, 10, 15, queue.FromAPI, false),
		waiting("A018", "general", 3, 10, 20, queue.FromWeChat, true),
		waiting("C007", "family", 2, 10, 15, queue.FromWeChat, true),
		waiting("A019", "general", 0, 10, 20, queue.FromWeChat, true),
	}
	v.Line[6].Notices = []queue.NoticeView{{Kind: queue.Near, State: queue.Refused, Reason: "no_follower", At: ago(1, 0)}}
	v.Totals = map[queue.State]int{queue.Waiting: 27, queue.Called: 1, queue.Serving: 5, queue.Done: 16, queue.Missed: 3, queue.Cancelled: 2}
	for _, n := range []string{"A007", "B005", "C002"} {
		v.Missed = append(v.Missed, queue.Standing{ID: "id-" + n, Number: n, State: queue.Missed, Service: "general", Origin: queue.FromWeChat, IssuedAt: ago(40, 0)})
	}
	return v
}

// called is the hall with A012 called to counter 3, 47 seconds and n calls ago.
func called(n int) scene {
	v := hall()
	v.Score = scored("2026-11-19")
	v.Counters[2].Current = &queue.Standing{
		ID: "id-A012", Number: "A012", Service: "general", State: queue.Called, Counter: "3", Origin: queue.FromWeChat, Bound: true,
		IssuedAt: ago(18, 34), CalledAt: ago(0, 47), Calls: n,
		Notices: []queue.NoticeView{
			{Kind: queue.Near, State: queue.Delivered, Way: queue.ByTemplate, At: ago(3, 49)},
			{Kind: queue.YourTurn, State: queue.Accepted, Way: queue.ByService, At: ago(0, 47)},
			{Kind: queue.YourTurn, State: queue.Sending, At: ago(0, 1)},
		},
	}
	return v
}

// serving is the hall with A012 being served at counter 3.
func serving() scene {
	v := called(2)
	t := v.Counters[2].Current
	t.State, t.StartedAt, t.CalledAt = queue.Serving, ago(4, 12), ago(5, 0)
	t.Notices = t.Notices[:2]
	t.Notices[1].State, t.Notices[1].Reason = queue.Refused, "no_follower"
	return v
}

// told is the hall with A012 called to counter 3 after it was missed once, while WeChat does not know this machine.
func told() scene {
	v := called(1)
	v.Counters[2].Current.Notices = []queue.NoticeView{
		{Kind: queue.Issued, State: queue.Accepted, Way: queue.BySubscribe, At: ago(18, 33)},
		{Kind: queue.Near, State: queue.Refused, Way: queue.ByTemplate, Reason: "unknown", At: ago(11, 49)},
		{Kind: queue.YourTurn, State: queue.Delivered, Way: queue.ByTemplate, At: ago(9, 47)},
		{Kind: queue.YouMiss, State: queue.Delivered, Way: queue.ByMini, At: ago(8, 2)},
		{Kind: queue.YouBack, State: queue.Refused, Way: queue.ByMini, Reason: "no_grant", At: ago(6, 0)},
		{Kind: queue.YourTurn, State: queue.Pending, At: ago(0, 47)},
	}
	v.Health.WeChat, v.Health.Cause, v.Health.Address, v.Health.Since = queue.WeChatRefused, "address", "203.0.113.7", ago(1, 0)
	return v
}

// held is the hall with two tickets set aside, a priority ticket and a table for four in line.
func held() scene {
	v := hall()
	for _, n := range []string{"A009", "C003"} {
		v.Held = append(v.Held, queue.Standing{ID: "id-" + n, Number: n, State: queue.Held, Service: "general", Origin: queue.FromDesk, IssuedAt: ago(30, 0)})
	}
	v.Totals[queue.Held], v.Totals[queue.Expired] = 2, 1
	v.Line[1].Class, v.Line[2].Party = queue.Priority, 4
	return v
}

// lunch is the hall when one service has stopped, one is at lunch, one has no more numbers today and one asks for people.
func lunch() scene {
	v := held()
	v.Services[0].Open, v.Services[0].Reason = false, queue.ByStaff
	v.Services[1].Open, v.Services[1].Reason, v.Services[1].OpensAt = false, queue.ByHours, morning.Add(4*time.Hour+3*time.Minute+24*time.Second)
	v.Services[2].Open, v.Services[2].Reason, v.Services[2].OpensAt = false, queue.ByQuota, morning.Add(24*time.Hour)
	v.Services[3].Party = queue.Party{Min: 2, Max: 4}
	return v
}

// troubled is the hall on a day with all troubles but the last.
func troubled() scene {
	v := held()
	v.Health.Full, v.Health.Doubt, v.Health.Overdue = true, true, true
	for i := range v.Services {
		v.Services[i].Open, v.Services[i].Reason = false, queue.ByDisk
	}
	return v
}

// over is the hall after the day was ended.
func over() scene {
	v := hall()
	v.Closed, v.Line, v.Missed = true, nil, nil
	v.Score = scored(v.Day)
	v.Totals = map[queue.State]int{queue.Done: 21, queue.Cancelled: 2, queue.Expired: 31}
	for i := range v.Services {
		s := &v.Services[i]
		s.Waiting, s.Open, s.Reason, s.OpensAt = 0, false, queue.ByDay, morning.Add(24*time.Hour)
	}
	return v
}

// scored is how good the estimates of a day were.
func scored(day string) *queue.DayScore {
	return &queue.DayScore{Day: day, Score: queue.Score{Tickets: 182, Error: 186 * time.Second, Inside: 0.7199}}
}

// empty is the hall before anybody came, on a day after a weekend.
func empty() scene {
	v := hall()
	v.Score = scored("2026-11-13")
	v.Line, v.Missed, v.Totals = nil, nil, nil
	for i := range v.Services {
		v.Services[i].Waiting = 0
	}
	return v
}

// crowd is a hall where 1200 wait for one service.
func crowd() scene {
	v := hall()
	v.Line = nil
	for i := range 1200 {
		v.Line = append(v.Line, waiting(fmt.Sprintf("A%03d", i+100), "general", 20, 5, 10, queue.FromWeChat, true))
	}
	v.Services[0].Waiting = 1200
	return v
}

// missed is the hall with the first page of a long day's missed, seen from an idle counter.
func missed() scene {
	v := hall()
	v.Missed = nil
	for i := range 12 {
		n := fmt.Sprintf("B%03d", 40-i)
		v.Missed = append(v.Missed, queue.Standing{ID: "id-" + n, Number: n, State: queue.Missed, Service: "social", Origin: queue.FromMini, IssuedAt: ago(40, 0)})
	}
	v.Totals[queue.Missed] = 12
	return v
}

// trial is a crowd in trial mode, while WeChat cannot be reached.
func trial() scene {
	v := crowd()
	v.Health.Trial, v.Health.WeChat, v.Health.Since = true, queue.WeChatUnreachable, ago(6, 0)
	return v
}

// readOnly is the hall after the store has failed.
func readOnly() scene {
	v := called(2)
	v.Health.Writable = false
	return v
}
