package queue

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"
)

// What of a file's summary makes no sense is left out, and the rest stays.
func TestSoundLessons(t *testing.T) {
	good := Sum{N: 3, T: 1000}
	for _, c := range []struct {
		name, file string
		want       Summary
	}{
		{"nothing", `{}`, Summary{}},
		{"what no program has written", `{"walks":7}`, Summary{}},
		{"nor that", `[1]`, Summary{}},
		{"sums", `{"walks":{"n":3,"t":1000},"gaps":{"n":-1},"misses":{"n":1,"t":-5},"left":{"t":9000000000000000000}}`, Summary{Walks: good}},
		{"services", `{"served":{"a":{"n":3,"t":45000},"b":{"n":-3}}}`, Summary{Served: map[string]Sum{"a": {N: 3, T: 45000}}}},
		{"services shorter than any that counts", `{"served":{"a":{"n":3,"t":1000},"b":{"n":4294967296}}}`, Summary{}},
		{"longer than a week", `{"served":{"a":{"n":1,"t":604800001}},"misses":{"n":1,"t":72057594037927936}}`, Summary{}},
		{"a shape", `{"shape":[1,2]}`, Summary{Shape: []int64{1, 2}}},
		{"a shape below zero", `{"shape":[1,-2]}`, Summary{}},
		{"more hours than a day has", fmt.Sprintf(`{"urgent":%s}`, mustText(make([]int, 25))), Summary{}},
		{"services that nobody saw begin", `{"unbegun":-7}`, Summary{}},
		{"priority tickets", `{"urgent_of":{"a":3,"b":-3}}`, Summary{UrgentOf: map[string]int64{"a": 3}}},
		{"misfits", `{"misfits":[1,-1]}`, Summary{}},
		{"shifts", `{"counters":{"1":{"shifts":[{"from":5,"to":9},{"from":9,"to":5},{"from":0,"to":9000000000}],"breaks":[300,-1,9999]}}}`, Summary{
			Counters: map[string]CounterSummary{"1": {Shifts: []Shift{{From: 5, To: 9}}, Breaks: []int64{300}}},
		}},
	} {
		var file Summary
		if err := json.Unmarshal([]byte(c.file), &file); err != nil {
			t.Fatal(err)
		}
		if got := mustText(file.read()); got != mustText(&c.want) {
			t.Errorf("%s: got %s, want %s", c.name, got, mustText(&c.want))
		}
		if got := mustText(&file); got != c.file {
			t.Errorf("%s: written again, it is %s", c.name, got)
		}
	}
}

func mustText(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// bankDay is what a full day of a bank of so many services and counters has taught.
func bankDay(services, counters int) (*Venue, *Summary) {
	v := &Venue{Zone: time.UTC}
	s := &Summary{
		Served: map[string]Sum{}, Counters: map[string]CounterSummary{}, UrgentOf: map[string]int64{}, Misfits: &misfits{30: 123},
		Shape: make([]int64, shapeBins), Walks: Sum{700, 21000000}, Gaps: Sum{600, 9000000}, Misses: Sum{40, 3600000},
		Left: Sum{50, 900000000}, Urgent: make([]int64, 24), Scores: map[string]Score{},
	}
	for i := range services {
		id := fmt.Sprintf("service-%d", i)
		v.Services = append(v.Services, Service{ID: id, Minutes: 5, Digits: 3})
		s.Served[id], s.UrgentOf[id] = Sum{60, 18000000}, 7
		s.Urgent[10] += 7
		s.Scores[id] = Score{Tickets: 60, Error: 5 * time.Minute, Bias: -time.Minute, Width: 15 * time.Minute, Late: 0.16666666, Inside: 0.7142857}
	}
	for i := range counters {
		id := fmt.Sprintf("counter-%d", i)
		c := Counter{ID: id}
		for k := range 3 {
			c.Services = append(c.Services, v.Services[(i+k)%services].ID)
		}
		v.Counters = append(v.Counters, c)
		s.Counters[id] = CounterSummary{
			Shifts: []Shift{{From: 32400 + int64(i), To: 43200}, {From: 46800, To: 61200, Empty: true}}, Breaks: []int64{300, 610, 425},
		}
	}
	return v, s
}

// A day's summary is small.
func TestSummaryIsSmall(t *testing.T) {
	_, s := bankDay(4, 6)
	if n := len(mustText(s)); n > 4<<10 {
		t.Errorf("the summary of a bank of 6 counters takes %d bytes, want 4 KB at the most", n)
	}
	if _, s = bankDay(12, 30); len(mustText(s)) > 10<<10 {
		t.Errorf("that of a hall of 30 takes %d bytes, want 10 KB at the most", len(mustText(s)))
	}
}
