package queue_test

import (
	"time"

	"pgregory.net/rapid"

	"paihao/queue"
)

func drawVenue(r *rapid.T) queue.Venue {
	v := venue()
	v.Rules = drawRules(r)
	v.Tells = rapid.SampledFrom([][]queue.NoticeKind{
		{queue.Issued, queue.YouMiss, queue.YouBack, queue.Lapsed, queue.Feedback}, {}, {queue.Issued, queue.Lapsed}, {queue.YouMiss, queue.YouBack, queue.Feedback},
	}).Draw(r, "tells")
	hours := rapid.SampledFrom([]string{"", "", "09:00-18:00", "10:00-12:30,13:00-20:00"}).Draw(r, "hours")
	v.Services[0].Hours = mustHours(r, hours)
	v.Services[0].Digits = rapid.SampledFrom([]int{1, 3}).Draw(r, "digits")
	v.Services[1].Digits = v.Services[0].Digits // they share a prefix
	v.Services[0].Quota = rapid.SampledFrom([]int{0, 0, 6}).Draw(r, "quota")
	v.Services[1].Party, v.Services[2].Party = queue.Party{Min: 1, Max: 2}, queue.Party{Min: 2, Max: 6}
	if v.Rules.ReturnAfter == 0 || v.Rules.Priority.Ordinary == 0 { // who goes before all stands before their line; nothing is said about other lines
		v.Services, v.Counters = v.Services[:1], v.Counters[:1]
		v.Counters = append(v.Counters, queue.Counter{ID: "2", Services: []string{"general"}})
	} else if rapid.Bool().Draw(r, "twins") {
		v.Counters[0].Services = v.Counters[1].Services
	}
	return v
}

func drawRules(r *rapid.T) queue.Rules {
	sometimes := func(name string, d time.Duration) time.Duration {
		return rapid.SampledFrom([]time.Duration{0, d}).Draw(r, name)
	}
	return queue.Rules{
		Near:            rapid.IntRange(0, 3).Draw(r, "near"),
		ReturnAfter:     rapid.IntRange(0, 3).Draw(r, "return after"),
		Later:           rapid.IntRange(0, 3).Draw(r, "later"),
		MissAfter:       time.Minute,
		CallsBeforeMiss: rapid.IntRange(1, 2).Draw(r, "calls before miss"),
		AutoMiss:        rapid.IntRange(0, 3).Draw(r, "auto miss") == 3,
		ExpireMissed:    sometimes("expire missed", 20*time.Minute),
		UndoWithin:      rapid.SampledFrom([]time.Duration{10 * time.Second, 2 * time.Minute, time.Hour}).Draw(r, "undo within"),
		Priority: rapid.SampledFrom([]queue.Ratio{
			{Priority: 1, Ordinary: 2}, {}, {Priority: 1, Ordinary: 1}, {Priority: 2, Ordinary: 1}, {Priority: 1, Ordinary: 0},
		}).Draw(r, "ratio"),
		MaxPriorityDelay: rapid.SampledFrom([]time.Duration{time.Hour, 0, 10 * time.Minute}).Draw(r, "delay"),
		OneTicketEach:    rapid.Bool().Draw(r, "one ticket each"),
		MaxWaiting:       rapid.SampledFrom([]int{0, 0, 5}).Draw(r, "max waiting"),
		Cooldown:         sometimes("cooldown", 5*time.Minute),
		StopNumbers:      rapid.Bool().Draw(r, "stop numbers"),
		KeepTicketsDays:  rapid.SampledFrom([]int{0, 400}).Draw(r, "keep tickets"), // for less see TestRetention
		CancelOnUnfollow: rapid.Bool().Draw(r, "cancel on unfollow"),
		KeepBindingsDays: rapid.IntRange(0, 2).Draw(r, "keep bindings"),
	}
}

func mustHours(f failer, text string) queue.Hours {
	f.Helper()
	h, err := queue.ParseHours(text)
	if err != nil {
		f.Fatalf("ParseHours: %v", err)
	}
	return h
}
