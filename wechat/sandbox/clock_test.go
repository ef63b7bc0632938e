package sandbox_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

// clock is a time that the test sets.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Unix(1_760_000_000, 0)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

func (c *clock) add(d time.Duration) { c.set(c.now().Add(d)) }

func mustClocked(t *testing.T) (*sandbox.Sandbox, *clock) {
	t.Helper()
	c := newClock()
	o := options(wire(success))
	o.Now = c.now
	return mustNew(t, o), c
}

// The platform's answers carry the sandbox's own time, whatever the machine's clock says.
func TestAnswersTellTheTime(t *testing.T) {
	s, c := mustClocked(t)
	for what, r := range map[string]*http.Request{
		"a result":        httptest.NewRequest("POST", sandbox.PathToken, strings.NewReader(tokenBody(appID, secret))),
		"a refusal":       httptest.NewRequest("POST", sandbox.PathQRCode, nil),
		"an unknown path": httptest.NewRequest("POST", "/cgi-bin/no/such", nil),
	} {
		c.add(36 * time.Hour)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if at, err := http.ParseTime(w.Header().Get("Date")); err != nil || !at.Equal(c.now()) {
			t.Errorf("%s is dated %v (%v), want %v", what, at, err, c.now())
		}
	}
}
