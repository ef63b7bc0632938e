//go:build !race

package screen

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"paihao/assets"
	"paihao/queue"
)

// strange are names and numbers that a venue may give, or that somebody may try.
var strange = []string{
	"", "A012", "A1000", "3号窗口", "不动产登记与交易综合受理窗口（夜间及节假日）",
	strings.Repeat("长", 40), strings.Repeat("W", 40), strings.Repeat("综合Service ", 5), "Counter for foreign residents and visitors",
	strings.Repeat("👩‍👩‍👧‍👦", 10), strings.Repeat("🎉", 40), "🇨🇳🏳️‍🌈", "𠮷𪚥龘㐀",
	"مركز خدمة المواطنين في الحي الشمالي", "מרכז שירות לתושבי השכונה הצפונית", "شباك 3号窗口",
	"é" + strings.Repeat("\u0301", 30), strings.Repeat("Z\u0310\u0322", 20), "\u202eabc\u202c\n\t\x00\x1b[31m", "\u200d\u200b\ufeff", "\xff\xfe", "1\u20e3",
}

// hall is a hall in which all is called name, and all tickets number. kind chooses how many counters there are, what they
// do, and what does not work.
func hall(name, number string, kind uint8) queue.View {
	at := time.Date(2026, 11, 20, 9, 26, 36, 0, time.UTC)
	v := queue.View{Snapshot: queue.Snapshot{
		Revision: 1, Day: testDay, At: at, Venue: name, VenueEN: name, Rules: queue.Rules{ReturnAfter: 3},
	}, Health: queue.Health{Writable: true, Trial: kind&1 != 0}}
	counters := []int{1, 3, 6, 8, 12, 30}[kind%6]
	for i := range 1 + int(kind)%12 {
		wait := &queue.Range{Low: 95 * time.Minute, High: 120 * time.Minute}
		v.Services = append(v.Services, queue.ServiceView{
			ID: fmt.Sprint(i), Name: name, NameEN: name, Prefix: name, Waiting: 10 * i, Wait: wait, Open: i%3 != 1, OpensAt: at.Add(time.Hour),
		})
		v.Missed = append(v.Missed, queue.Standing{Number: number})
		if kind%5 > 0 {
			code := queue.Code{Purpose: queue.Join, Service: fmt.Sprint(i), URL: "https://example.com/" + fmt.Sprint(i), ExpiresAt: at.Add(time.Hour)}
			v.Codes = append(v.Codes, code)
		}
	}
	for i := range counters {
		c := queue.CounterView{ID: fmt.Sprint(i), Name: name, NameEN: name, State: queue.CounterOpen, Services: []string{"0"}}
		ticket := fmt.Sprint("t", i)
		switch i % 5 {
		case 1:
			c.State = queue.CounterPaused
		case 2:
			c.State = queue.CounterClosed
		case 3:
		default:
			c.Current = &queue.Standing{ID: ticket, Number: number, State: queue.Called, CalledAt: at}
		}
		v.Counters = append(v.Counters, c)
		if kind%7 != 0 {
			call := queue.Call{Seq: uint64(100 - i), Ticket: ticket, Number: number, Service: "0", Counter: c.ID, At: at}
			v.Calls = append(v.Calls, call)
		}
	}
	return v
}

// drawn is a screen of a size that shows a view, in the languages and with the counters that kind chooses.
func drawn(size fyne.Size, v queue.View, kind uint8) *Screen {
	o := Options{Now: func() time.Time { return v.At }}
	switch kind % 4 {
	case 1:
		o.Languages = []assets.Language{assets.EN}
	case 2:
		o.Languages = []assets.Language{assets.EN, assets.ZH}
	case 3:
		o.Counters = []string{v.Counters[0].ID}
	}
	s := New(o)
	s.Content().Resize(size)
	s.Show(v)
	return s
}
