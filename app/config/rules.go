package config

import (
	"strings"
	"time"

	"paihao/queue"
)

func defaultRules() queue.Rules {
	return queue.Rules{
		Near: 3, ReturnAfter: 3, Later: 3,
		MissAfter: time.Minute, CallsBeforeMiss: 2, ExpireMissed: 30 * time.Minute, UndoWithin: 10 * time.Second,
		Priority: queue.Ratio{Priority: 1, Ordinary: 2}, MaxPriorityDelay: 30 * time.Minute, LongWait: 45 * time.Minute,
		OneTicketEach: true, KeepTicketsDays: 365, KeepBindingsDays: 1,
	}
}

func (s *Settings) rulesKeys() key {
	x := &s.Rules
	return section("rules",
		whole("near", &x.Near, 0, 50),
		whole("return_after", &x.ReturnAfter, 0, 50),
		whole("later", &x.Later, 1, 50),
		span("miss_after", &x.MissAfter, 0, time.Hour, true),
		whole("calls_before_miss", &x.CallsBeforeMiss, 1, 10),
		truth("auto_miss", &x.AutoMiss),
		span("expire_missed", &x.ExpireMissed, 0, 24*time.Hour, true),
		span("undo_within", &x.UndoWithin, 0, 10*time.Minute, true),
		ratioKey("priority_ratio", &x.Priority),
		span("max_priority_delay", &x.MaxPriorityDelay, 0, 8*time.Hour, true),
		truth("one_ticket_each", &x.OneTicketEach),
		whole("max_waiting", &x.MaxWaiting, 0, 100000),
		span("cooldown", &x.Cooldown, 0, 24*time.Hour, true),
		choice("numbers_full", &x.StopNumbers, map[string]bool{"widen": false, "stop": true}),
		whole("keep_tickets_days", &x.KeepTicketsDays, 0, 3650),
		whole("keep_bindings_days", &x.KeepBindingsDays, 0, 365),
		span("long_wait", &x.LongWait, time.Minute, 24*time.Hour, true),
		choice("on_unfollow", &x.CancelOnUnfollow, map[string]bool{"keep": false, "cancel": true}),
	)
}

// ratioKey takes a text such as "1:2": that many priority tickets for that many ordinary ones.
func ratioKey(name string, p *queue.Ratio) key {
	return leaf(name, wantRatio, func(v value) bool {
		first, second, _ := strings.Cut(v.text, ":")
		priority, okPriority := count(first, 20)
		ordinary, okOrdinary := count(second, 20)
		if !v.isText() || !okPriority || !okOrdinary {
			return false
		}
		*p = queue.Ratio{Priority: priority, Ordinary: ordinary}
		return true
	})
}
