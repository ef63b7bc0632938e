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

// resting is the hall when its counters have a break, and one of them still waits for its customer.
func resting() queue.View {
	v := paused()
	v.Counters[2].Current = sample().Counters[2].Current
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
