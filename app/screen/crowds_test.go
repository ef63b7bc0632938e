package screen_test

import (
	"fmt"
	"time"

	"paihao/queue"
)

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

// burst is the largest hall, in which the first so many counters call at once.
func burst(n int) queue.View {
	v := crowded()
	v.Calls = nil
	for i := range n {
		v = call(v, fmt.Sprintf("%c033", 'A'+i%12), v.Counters[i].ID, morning)
	}
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
