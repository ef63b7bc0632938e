package queue_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"paihao/queue"
)

// A time that no store can hold is refused to whoever names it, and harms nobody else: WeChat's numbers come from outside.
func TestTimesBeyondAllYears(t *testing.T) {
	h := mustStaffed(t)
	far := time.Unix(1<<40, 0)
	for name, met := range map[string]queue.Meeting{"window": {Window: queue.Window{Until: far, Left: 1}}, "follow": {Follow: true, Followed: far}} {
		c := queue.Command{Verb: queue.Meet, Customer: customer("ann"), Meeting: &met}
		if _, err := h.Do(t.Context(), c); !errors.Is(err, queue.ErrInvalid) {
			t.Errorf("a %s of the year %d: got %v, want %v", name, far.Year(), err, queue.ErrInvalid)
		}
	}
	for name, c := range map[string]queue.Code{"without an id": {Purpose: queue.Channel}, "of another age": {ID: "1", Purpose: queue.Channel, ExpiresAt: far}} {
		if err := h.KeepCodes(t.Context(), c); !errors.Is(err, queue.ErrInvalid) {
			t.Errorf("a code %s: got %v, want %v", name, err, queue.ErrInvalid)
		}
	}
	if !h.View().Health.Writable {
		t.Error("the store counts as broken")
	}
}

// What was kept stays as it was, in both books, when the caller uses the list of codes for something else.
func TestKeepCodesCopies(t *testing.T) {
	h := mustStaffed(t)
	codes := make([]queue.Code, 5000) // so many that the writer is still at them when the caller has the answer
	for i := range codes {
		codes[i] = h.lasting(queue.Code{ID: fmt.Sprint(i), Purpose: queue.SignIn})
	}
	h.mustKeep(codes...)
	clear(codes)
	if where := h.Apart(); where != "" {
		t.Errorf("the writer's book differs from the readers' at %s", where)
	}
}
