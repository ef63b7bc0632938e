package queue_test

import (
	"time"

	"paihao/queue"
)

// measured is a time that the clerk took with the watch, if that was to be believed at both ends.
type measured struct {
	ms   int64
	sure bool
}

// measure notes what has passed. A watch that ran back has measured nothing.
func (k *clerk) measure(passed time.Duration, doubt bool) measured {
	return measured{max(0, passed.Milliseconds()), !doubt && !k.watch.doubt}
}

// means counts the whole page again.
func (k *clerk) means() queue.Means {
	var waits, services []int64
	for _, t := range k.page().slips {
		if len(t.shouts) > 0 && t.waited.sure {
			waits = append(waits, t.waited.ms)
		}
		if t.state == queue.Done && t.served.sure {
			services = append(services, t.served.ms)
		}
	}
	return queue.Means{Wait: average(waits), Service: average(services)}
}

func average(list []int64) time.Duration {
	sum := int64(0)
	for _, ms := range list {
		sum += ms
	}
	if len(list) == 0 {
		return 0
	}
	return time.Duration(sum/int64(len(list))) * time.Millisecond
}
