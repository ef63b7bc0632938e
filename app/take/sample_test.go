package take_test

import (
	"fmt"
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
	return "http://weixin.qq.com/q/02example-" + service + "-AbCdEfGhIjKlMn"
}

func join(service string) queue.Code {
	return queue.Code{Purpose: queue.Join, Service: service, URL: joinURL(service), ExpiresAt: morning.Add(24 * time.Hour)}
}

// sample is the hall of the pictures: one code for all, one service whose numbers are all taken.
func sample() queue.View {
	v := queue.View{
		Snapshot: queue.Snapshot{
			Revision: 100, Day: "2026-11-20", At: morning,
			Venue: "青禾社区便民服务中心", VenueEN: "Qinghe Community Service Centre",
			Services: []queue.ServiceView{
				{ID: "general", Name: "综合业务", NameEN: "General services", Prefix: "A", Waiting: 7, Wait: between(10, 20), Open: true},
				{ID: "social", Name: "社保医保", NameEN: "Social insurance", Prefix: "B", Waiting: 12, Wait: between(25, 40), Open: true},
				{ID: "id", Name: "户籍证件", NameEN: "ID & household", Prefix: "C", Waiting: 3, Wait: between(10, 15), Open: true},
				{ID: "property", Name: "不动产", NameEN: "Property", Prefix: "D", Waiting: 5, Wait: between(15, 25), Open: true},
			},
		},
		Codes:  []queue.Code{join("")},
		Health: queue.Health{Writable: true, WeChat: queue.WeChatWell},
	}
	for i := 1; i <= 3; i++ {
		v.Counters = append(v.Counters, queue.CounterView{
			ID: fmt.Sprint(i), Name: fmt.Sprintf("%d号窗口", i), NameEN: fmt.Sprintf("Counter %d", i), State: queue.CounterOpen,
		})
	}
	shut(&v.Services[3], queue.ByQuota, time.Date(2026, 11, 21, 9, 0, 0, 0, zone))
	return v
}

func shut(s *queue.ServiceView, why queue.Reason, opens time.Time) {
	s.Open, s.Reason, s.OpensAt = false, why, opens
}

// ticket is what somebody gets who takes a number for the first service.
func ticket() queue.Standing {
	return queue.Standing{
		ID: "id-", Number: "A020", Service: "general", State: queue.Waiting, Day: "2026-11-20", Ahead: 7, Wait: between(10, 20),
		Origin: queue.FromTouch, IssuedAt: morning,
	}
}

// with is a view that was changed.
func with(v queue.View, change func(v *queue.View)) queue.View {
	change(&v)
	return v
}

// shutAll is the hall when nothing is given out.
func shutAll(why queue.Reason, opens time.Time) queue.View {
	return with(sample(), func(v *queue.View) {
		for i := range v.Services {
			shut(&v.Services[i], why, opens)
		}
	})
}

// each has a code for every service and none for all.
func each() queue.View {
	return with(sample(), func(v *queue.View) {
		v.Codes = nil
		for _, s := range v.Services {
			v.Codes = append(v.Codes, join(s.ID))
		}
	})
}

// two has two services, with a code for each.
func two() queue.View {
	return with(each(), func(v *queue.View) { v.Services = v.Services[:2] })
}

// restaurant has tables for parties of three sizes.
func restaurant() queue.View {
	return with(sample(), func(v *queue.View) {
		v.Venue, v.VenueEN = "小满餐厅", "Xiaoman Restaurant"
		v.Services = []queue.ServiceView{
			{ID: "small", Name: "小桌", NameEN: "Small table", Prefix: "A", Party: queue.Party{Min: 1, Max: 2}, Waiting: 3, Wait: between(5, 10), Open: true},
			{ID: "middle", Name: "中桌", NameEN: "Table for four", Prefix: "B", Party: queue.Party{Min: 3, Max: 4}, Waiting: 6, Wait: between(15, 25), Open: true},
			{ID: "large", Name: "大桌", NameEN: "Round table", Prefix: "C", Party: queue.Party{Min: 6, Max: 10}, Open: true, Wait: between(0, 0)},
		}
		v.Codes = nil
	})
}

// crowd has as many services as a hall may have.
func crowd(n int) queue.View {
	return with(sample(), func(v *queue.View) {
		v.Services = nil
		for i := range n {
			v.Services = append(v.Services, queue.ServiceView{
				ID: fmt.Sprint("s", i), Name: fmt.Sprintf("业务%d", i+1), NameEN: fmt.Sprintf("Service %d", i+1), Prefix: string(rune('A' + i)),
				Waiting: i * 37, Wait: between(i*5, i*5+10), Open: true,
			})
		}
	})
}

// long has names as offices give them, each with a code.
func long() queue.View {
	return with(each(), func(v *queue.View) {
		v.Services[0].Name, v.Services[0].NameEN = "不动产登记与交易过户（二手房）", "Registration of second-hand homes"
		v.Services[1].Name, v.Services[1].NameEN = "不动产登记与交易过户（新建房）", "Registration of newly built homes"
		v.Services[2].Name, v.Services[2].NameEN = "城乡居民基本医疗保险参保", "Basic medical insurance for residents"
		v.Services[3].Open = true
	})
}

// odd has the longest and strangest names that people give.
func odd() queue.View {
	return with(sample(), func(v *queue.View) {
		v.Venue = strings.Repeat("青禾社区便民服务中心", 6)
		v.VenueEN = strings.Repeat("Qinghe Community Service Centre ", 6)
		v.Health.Trial = true
		v.Services[0].Name, v.Services[0].NameEN = strings.Repeat("不动产登记与交易过户综合受理", 5), strings.Repeat("Registration of real estate ", 5)
		v.Services[0].Waiting, v.Services[0].Wait = 9999, between(1440, 2880)
		v.Services[1].Name, v.Services[1].NameEN = "👩‍👩‍👧‍👦🎉🇨🇳 社保", "👩‍👩‍👧‍👦🎉🇨🇳"
		v.Services[2].Name, v.Services[2].NameEN = "مركز خدمة المواطنين والمقيمين في المدينة", "שירות לתושבי העיר ולאורחיה"
		v.Services[2].Prefix, v.Services[3].Name, v.Services[3].NameEN = "WWWW", "\u202e龘靐齉爩\n换行\t制表", ""
		v.Counters[2].Name, v.Counters[2].NameEN = strings.Repeat("三楼东侧综合受理第三窗口", 4), strings.Repeat("Counter three on the third floor ", 4)
	})
}
