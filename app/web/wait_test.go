package web_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"paihao/queue"
)

// mustBinding keeps a code that waits, in a hall on a wire.
func (w *wire) mustBinding(life time.Duration) {
	w.t.Helper()
	now := time.Now()
	err := w.hall.KeepCodes(w.t.Context(), queue.Code{
		ID: "code", Purpose: queue.BindAccount, Account: "crm", User: "7", Scene: "s", Ticket: "t", URL: "u",
		CreatedAt: now, ExpiresAt: now.Add(life),
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func mustText(t *testing.T, resp *http.Response) string {
	t.Helper()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(text))
}

// Who waits hears of the scan at once, however long the server lets others wait for a whole answer.
func TestWaitForAScan(t *testing.T) {
	inBubble(t, func(t *testing.T, w *wire) {
		w.mustBinding(time.Hour)
		begin := time.Now()
		time.AfterFunc(40*time.Second, func() {
			_, err := w.hall.Do(t.Context(), queue.Command{Verb: queue.Bind, Code: "account/code", Customer: queue.Customer{App: "wx", OpenID: "o"}})
			if err != nil {
				t.Error(err)
			}
		})
		got := mustText(t, w.mustAsk(http.MethodGet, "bindings/qrcode/code?wait=60s"))
		if passed := time.Since(begin); got != `{"state":"bound"}` || passed < 40*time.Second || passed > 40*time.Second+200*time.Millisecond {
			t.Errorf("after %v: %s, want bound after 40 s", passed, got)
		}
	})
}

// A wait that nobody scans in ends as it was asked to, and what is decided already is told at once.
func TestWaitInVain(t *testing.T) {
	inBubble(t, func(t *testing.T, w *wire) {
		w.mustBinding(time.Hour)
		for _, wait := range []time.Duration{time.Second, 25 * time.Second} {
			begin := time.Now()
			got := mustText(t, w.mustAsk(http.MethodGet, "bindings/qrcode/code?wait="+wait.String()))
			if passed := time.Since(begin); got != `{"state":"waiting"}` || passed != wait {
				t.Errorf("after %v: %s, want waiting after %v", passed, got, wait)
			}
		}
	})
}

// What is decided is told at once; what comes to its end during the wait is told within the queue's next look at the time.
func TestWaitForAnExpiry(t *testing.T) {
	inBubble(t, func(t *testing.T, w *wire) {
		w.mustBinding(10 * time.Second)
		for _, c := range []struct{ least, most time.Duration }{{10 * time.Second, 16 * time.Second}, {0, 0}} {
			begin := time.Now()
			got := mustText(t, w.mustAsk(http.MethodGet, "bindings/qrcode/code?wait=60s"))
			if passed := time.Since(begin); got != `{"state":"expired"}` || passed < c.least || passed > c.most {
				t.Errorf("after %v: %s, want expired after %v to %v", passed, got, c.least, c.most)
			}
		}
	})
}

// The end of the server ends the wait, with an answer.
func TestWaitAtTheEnd(t *testing.T) {
	inBubble(t, func(t *testing.T, w *wire) {
		w.mustBinding(time.Hour)
		begin := time.Now()
		closed := make(chan struct{})
		time.AfterFunc(5*time.Second, func() {
			defer close(closed)
			mustClose(t, w.server)
		})
		got := mustText(t, w.mustAsk(http.MethodGet, "bindings/qrcode/code?wait=60s"))
		if passed := time.Since(begin); got != `{"state":"waiting"}` || passed > 6*time.Second {
			t.Errorf("after %v: %s, want an answer when the server closes after 5 s", passed, got)
		}
		<-closed
	})
}

// Who waits for a code that is taken back, or for a ticket that is over, hears of it at once.
func TestWaitForTheEndOfACode(t *testing.T) {
	inBubble(t, func(t *testing.T, w *wire) {
		w.mustBinding(time.Hour)
		out, err := w.hall.Do(t.Context(), queue.Command{Verb: queue.Take, Service: "general"})
		if err != nil {
			t.Fatal(err)
		}
		now := time.Now()
		if err := w.hall.KeepCodes(t.Context(), queue.Code{
			ID: "paper", Purpose: queue.BindTicket, For: out.Ticket.ID, CreatedAt: now, ExpiresAt: now.Add(time.Hour),
		}); err != nil {
			t.Fatal(err)
		}
		for path, c := range map[string]queue.Command{
			"bindings/qrcode/code":                 {Verb: queue.Disconnect, Account: "crm", User: "7"},
			"tickets/" + out.Ticket.ID + "/qrcode": {Verb: queue.Cancel, Ticket: out.Ticket.ID},
		} {
			begin := time.Now()
			time.AfterFunc(2500*time.Millisecond, func() {
				if _, err := w.hall.Do(t.Context(), c); err != nil {
					t.Error(err)
				}
			})
			got := mustText(t, w.mustAsk(http.MethodGet, path+"?wait=60s"))
			if passed := time.Since(begin); got != `{"state":"expired"}` || passed > 2500*time.Millisecond+200*time.Millisecond {
				t.Errorf("%s after %v: %s, want expired after 2.5 s", path, passed, got)
			}
		}
	})
}
