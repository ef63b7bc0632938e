package config_test

import (
	"testing"
	"time"

	"paihao/app/config"
	"paihao/queue"
)

// rulesOf is what comes of one line in [rules].
func rulesOf(line string) (queue.Rules, error) {
	s, err := config.Parse("a.toml", []byte(bare+"[rules]\n"+line+"\n"), config.Options{Environ: alone})
	if err != nil {
		return queue.Rules{}, err
	}
	return s.Hall().Rules, nil
}

func TestRatios(t *testing.T) {
	for text, want := range map[string]queue.Ratio{
		"1:1": {Priority: 1, Ordinary: 1}, "1:20": {Priority: 1, Ordinary: 20}, "20:1": {Priority: 20, Ordinary: 1}, "7:10": {Priority: 7, Ordinary: 10},
	} {
		if got, err := rulesOf(`priority_ratio = "` + text + `"`); err != nil || got.Priority != want {
			t.Errorf("%q: got %+v, %v, want %+v", text, got.Priority, err, want)
		}
	}
	for _, text := range []string{"", "1", ":", "1:", ":2", "0:1", "1:0", "21:1", "1:21", "1:2:3", "1/2", "01:2", "1: 2", "+1:2", "-1:2", "a:b"} {
		_, err := rulesOf(`priority_ratio = "` + text + `"`)
		if m := mistakesOf(t, err); len(m) != 1 || m[0].Key != "rules.priority_ratio" || m[0].Line != 5 {
			t.Errorf("%q: got %v, want the ratio refused", text, err)
		}
	}
}

// TestRulesAtTheirBounds sets each rule to its least and its most.
func TestRulesAtTheirBounds(t *testing.T) {
	for _, c := range []struct {
		line string
		got  func(queue.Rules) any
		want any
	}{
		{`near = 0`, func(r queue.Rules) any { return r.Near }, 0},
		{`near = 50`, func(r queue.Rules) any { return r.Near }, 50},
		{`later = 1`, func(r queue.Rules) any { return r.Later }, 1},
		{`later = 50`, func(r queue.Rules) any { return r.Later }, 50},
		{`miss_after = "1h"`, func(r queue.Rules) any { return r.MissAfter }, time.Hour},
		{`calls_before_miss = 10`, func(r queue.Rules) any { return r.CallsBeforeMiss }, 10},
		{`auto_miss = true`, func(r queue.Rules) any { return r.AutoMiss }, true},
		{`expire_missed = "0"`, func(r queue.Rules) any { return r.ExpireMissed }, time.Duration(0)},
		{`expire_missed = "24h"`, func(r queue.Rules) any { return r.ExpireMissed }, 24 * time.Hour},
		{`undo_within = "0s"`, func(r queue.Rules) any { return r.UndoWithin }, time.Duration(0)},
		{`undo_within = "10m"`, func(r queue.Rules) any { return r.UndoWithin }, 10 * time.Minute},
		{`max_priority_delay = "0"`, func(r queue.Rules) any { return r.MaxPriorityDelay }, time.Duration(0)},
		{`max_priority_delay = "8h"`, func(r queue.Rules) any { return r.MaxPriorityDelay }, 8 * time.Hour},
		{`max_waiting = 100000`, func(r queue.Rules) any { return r.MaxWaiting }, 100000},
		{`cooldown = "24h"`, func(r queue.Rules) any { return r.Cooldown }, 24 * time.Hour},
		{`numbers_full = "widen"`, func(r queue.Rules) any { return r.StopNumbers }, false},
		{`numbers_full = "stop"`, func(r queue.Rules) any { return r.StopNumbers }, true},
		{`long_wait = "0"`, func(r queue.Rules) any { return r.LongWait }, time.Duration(0)},
		{`long_wait = "1m"`, func(r queue.Rules) any { return r.LongWait }, time.Minute},
		{`long_wait = "24h"`, func(r queue.Rules) any { return r.LongWait }, 24 * time.Hour},
		{`keep_tickets_days = 0`, func(r queue.Rules) any { return r.KeepTicketsDays }, 0},
		{`keep_tickets_days = 3650`, func(r queue.Rules) any { return r.KeepTicketsDays }, 3650},
		{`keep_bindings_days = 0`, func(r queue.Rules) any { return r.KeepBindingsDays }, 0},
		{`keep_bindings_days = 365`, func(r queue.Rules) any { return r.KeepBindingsDays }, 365},
	} {
		if r, err := rulesOf(c.line); err != nil || c.got(r) != c.want {
			t.Errorf("%s: got %v, %v, want %v", c.line, c.got(r), err, c.want)
		}
	}
}
