package desk_test

import (
	"cmp"
	"context"
	"sync"
	"testing"
	"time"

	"paihao/queue"
)

// minter is an attendant that makes codes as a test wants it.
type minter struct {
	mu    sync.Mutex
	asked []string // tickets, with a + where another code was wanted
	made  int
	err   error
	gate  chan struct{}
	late  *scene // how the hall is by then, of which the desk has not heard
	gated bool   // there is a gate from the beginning
	lasts time.Duration

	printed  []string // tickets
	printErr error
	hand     *sync.Mutex // of the stage: answers come after what the test's hand does
}

func (a *minter) TicketCode(ctx context.Context, ticket string, renew bool) (queue.Code, error) {
	a.mu.Lock()
	if renew {
		ticket += "+"
	}
	a.asked = append(a.asked, ticket)
	gate := a.gate
	a.mu.Unlock()
	if gate != nil {
		select {
		case <-gate:
		case <-ctx.Done():
			return queue.Code{}, ctx.Err()
		}
	}
	a.hand.Lock()
	defer a.hand.Unlock()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.err != nil {
		return queue.Code{}, a.err
	}
	a.made++
	ends := morning.Add(cmp.Or(a.lasts, 4*time.Minute+32*time.Second))
	return queue.Code{Purpose: queue.BindTicket, URL: "http://weixin.qq.com/q/example.com/0123456789abcdef", ExpiresAt: ends}, nil
}

func (a *minter) CallStaff(context.Context, string) error { return nil }
func (a *minter) StaffCome(context.Context) error         { return nil }

// PrintSlip writes down whose slip is printed.
func (a *minter) PrintSlip(_ context.Context, ticket string) error {
	a.hand.Lock()
	defer a.hand.Unlock()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.printed = append(a.printed, ticket)
	return a.printErr
}
func (a *minter) TryVoice(context.Context) error { return nil }

func (a *minter) want(t *testing.T, want ...string) {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.asked) != len(want) {
		t.Errorf("codes were asked for %q, want %q", a.asked, want)
	}
	for i := range min(len(want), len(a.asked)) {
		if a.asked[i] != want[i] {
			t.Errorf("codes were asked for %q, want %q", a.asked, want)
		}
	}
	a.asked = nil
}
