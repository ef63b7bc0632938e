package queue_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
	"testing"

	"paihao/queue"
)

// A keyed hash is HMAC-SHA-256, however many are made at a time and after how long ones.
func TestSecret(t *testing.T) {
	key := []byte("0123456789abcdef0123456789abcdef")
	s := queue.NewSecret(key)
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			for i := range 100 {
				text := fmt.Sprintf("%d.%s", n, strings.Repeat("号", i*(n+1)%300))
				want := hmac.New(sha256.New, key)
				want.Write([]byte("use\x00" + text))
				if got := s.Mac("use\x00", text); !hmac.Equal(got[:], want.Sum(nil)) {
					t.Errorf("mac of %d bytes: got %x, want %x", len(text), got, want.Sum(nil))
				}
			}
		})
	}
	all.Wait()
	if got, other := s.Mac("a"), queue.NewSecret([]byte("another")).Mac("a"); got == other {
		t.Errorf("another secret: got the same %x", got)
	}
}
