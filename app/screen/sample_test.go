package screen_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
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

func idle() queue.View {
	v := sample()
	v.Calls, v.Missed = nil, nil
	rise(&v)
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
	rise(&v)
	for i := range v.Services {
		shut(&v.Services[i], queue.ByDay, time.Date(2026, 11, 21, 9, 0, 0, 0, zone))
		v.Services[i].Waiting, v.Services[i].Wait = 0, between(0, 0)
	}
	return v
}

// paused is the hall when its counters have a break.
func paused() queue.View {
	v := sample()
	for i := range v.Counters {
		v.Counters[i].State = queue.CounterPaused
	}
	rise(&v)
	for i := range v.Services {
		v.Services[i].Wait = nil
	}
	return v
}

// stopped is the hall when the day's tickets are all given out.
func stopped() queue.View {
	v := sample()
	for i := range v.Services {
		shut(&v.Services[i], queue.ByQuota, time.Date(2026, 11, 21, 9, 0, 0, 0, zone))
	}
	return v
}

// away is the hall without WeChat, with codes that have some time left.
func away(left time.Duration) queue.View {
	v := sample()
	v.Health.WeChat = queue.WeChatUnreachable
	v.Codes[0].ExpiresAt = morning.Add(left)
	return v
}

// crowded is the largest hall: 12 services and 30 counters.
func crowded() queue.View {
	v := sample()
	v.Services, v.Counters = v.Services[:0:0], nil
	names := []struct{ zh, en string }{
		{"综合业务", "General services"},
		{"社保医保", "Social insurance"},
		{"户籍证件", "ID & household"},
		{"不动产", "Property"},
		{"企业登记", "Companies"},
		{"税务", "Tax"},
		{"公积金", "Housing fund"},
		{"出入境", "Exit & entry"},
		{"婚姻登记", "Marriage"},
		{"车驾管", "Vehicles"},
		{"法律援助", "Legal aid"},
		{"残疾人服务", "Disability services"},
	}
	for i, n := range names {
		v.Services = append(v.Services, queue.ServiceView{
			ID: fmt.Sprint("s", i), Name: n.zh, NameEN: n.en, Prefix: string(rune('A' + i)), Waiting: 3 * i, Wait: between(5*i, 5*i+10), Open: true,
		})
	}
	v.Services[0].ID, v.Services[1].ID, v.Services[2].ID, v.Services[3].ID = "general", "social", "id", "property"
	shut(&v.Services[3], queue.ByQuota, time.Time{})
	for i := 1; i <= 30; i++ {
		c := queue.CounterView{ID: fmt.Sprint(i), Name: fmt.Sprintf("%d号窗口", i), NameEN: fmt.Sprintf("Counter %d", i), State: queue.CounterOpen}
		if number := fmt.Sprintf("%c%03d", 'A'+i%12, 4+i%9); i <= 20 {
			c.Current = &queue.Standing{ID: number, Number: number, State: queue.Serving}
		}
		v.Counters = append(v.Counters, c)
	}
	v.Counters[2].Current = &queue.Standing{ID: "A012", Number: "A012", State: queue.Called}
	v.Counters[6].State, v.Counters[7].State = queue.CounterPaused, queue.CounterClosed
	v.Missed = nil
	for i := range 20 {
		v.Missed = append(v.Missed, missed(fmt.Sprintf("%c%03d", 'A'+i%12, i+1), "general"))
	}
	v.Codes = codes(v)
	return v
}

// eight is a hall of eight counters, two of which are not open.
func eight() queue.View {
	v := sample()
	for i, state := range map[int]queue.CounterState{7: queue.CounterPaused, 8: queue.CounterClosed} {
		v.Counters = append(v.Counters, queue.CounterView{
			ID: fmt.Sprint(i), Name: fmt.Sprintf("%d号窗口", i), NameEN: fmt.Sprintf("Counter %d", i), State: state,
		})
	}
	slices.SortFunc(v.Counters, func(a, b queue.CounterView) int { return strings.Compare(a.ID, b.ID) })
	shut(&v.Services[3], queue.ByQuota, time.Time{})
	return v
}

// oneCode is a hall with one code for all services, beside those that each had before.
func oneCode() queue.View {
	v := sample()
	v.Codes = append(codes(v), queue.Code{
		Purpose: queue.Join, URL: joinURL("all"), CreatedAt: morning.Add(-time.Hour), ExpiresAt: morning.Add(time.Hour),
	})
	return v
}

const longSentence = "请提前准备好身份证原件和复印件，过号不作废，回来后到窗口报到即可，没有微信的客人可在前台取纸质号，一样排队叫号"

// longNames is a hall whose names are as long as they may be.
func longNames() queue.View {
	v := lunch()
	v.Venue, v.VenueEN = "青禾新区政务服务和公共资源交易中心（北区第二分中心）综合受理大厅", "Qinghe New District Government Services and Public Resources Trading Centre, North Hall"
	for i := range v.Services {
		v.Services[i].Name += "（含异地委托代办与加急）"
		v.Services[i].NameEN += " incl. urgent and by proxy"
	}
	for i := range v.Counters {
		v.Counters[i].Name = fmt.Sprintf("%d号综合受理无障碍服务专窗", i+1)
		v.Counters[i].NameEN = fmt.Sprintf("Barrier-free general counter %d", i+1)
	}
	v.Calls[0].Number = "VIP10012"
	v.Counters[2].Current = &queue.Standing{ID: "A012", Number: "VIP10012", Service: "general", State: queue.Called}
	v.Missed[0].Number = "VIP10007"
	v.Health.Trial = true
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
