package screen_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"paihao/queue"
)

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

// firstCalls is the hall early in the day, after so many calls.
func firstCalls(n int) queue.View {
	v := sample()
	v.Calls, v.Missed = v.Calls[:n], nil
	return v
}

// ended is the hall after the hours for tickets, with people who wait.
func ended() queue.View {
	v := sample()
	for i := range v.Services {
		shut(&v.Services[i], queue.ByHours, time.Date(2026, 11, 21, 9, 0, 0, 0, zone))
	}
	return v
}

// burst is the largest hall, in which the first so many counters call at once.
func burst(n int) queue.View {
	v := crowded()
	v.Calls = nil
	for i := range n {
		v = call(v, fmt.Sprintf("%c033", 'A'+i%12), v.Counters[i].ID, morning)
	}
	return v
}
