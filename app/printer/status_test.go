package printer

import (
	"errors"
	"testing"
)

func TestStatus(t *testing.T) {
	for _, tt := range []struct {
		name string
		n, b byte
		want Status
		err  error
	}{
		{"well", askPaper, 0x12, Status{Known: true}, nil},
		{"near the end", askPaper, 0x1E, Status{Known: true, Low: true}, nil},
		{"paper end", askPaper, 0x7E, Status{Known: true, Low: true, NoPaper: true}, ErrNoPaper},
		{"stopped without paper", askOffline, 0x32, Status{Known: true, NoPaper: true}, ErrNoPaper},
		{"cover", askOffline, 0x16, Status{Known: true, Cover: true}, ErrSilent},
		{"fault", askOffline, 0x52, Status{Known: true, Fault: true}, ErrSilent},
		{"off line", askPrinter, 0x1A, Status{Known: true, Offline: true}, ErrSilent},
		{"a drawer that is open", askPrinter, 0x16, Status{Known: true}, nil},
		{"the feed button", askOffline, 0x1A, Status{Known: true}, nil},
	} {
		var s Status
		b, ok := answer([]byte{0x00, 0xFF, 0x10, tt.b}) // what it tells unasked comes before
		if s.take(tt.n, b); !ok || s != tt.want || !errors.Is(s.Err(), tt.err) {
			t.Errorf("%s: got %+v, %v, want %+v, %v", tt.name, s, s.Err(), tt.want, tt.err)
		}
	}
	if _, ok := answer([]byte("HTTP/1.1 400 Bad")); ok {
		t.Error("the words of another server are an answer")
	}
	if _, ok := answer([]byte("\x12 and much more of another kind")); ok {
		t.Error("what looks like an answer among many bytes is one")
	}
}

// FuzzStatus: whatever a printer sends, only bytes of the right shape are answers, and nothing is known without one.
func FuzzStatus(f *testing.F) {
	f.Add([]byte{0x12}, byte(askPaper))
	f.Add([]byte("\x14\x00\x00\x0f\x7e"), byte(askOffline))
	f.Fuzz(func(t *testing.T, sent []byte, n byte) {
		var s Status
		b, ok := answer(sent)
		if ok && b&0x93 != 0x12 {
			t.Errorf("% x: got the answer %x", sent, b)
		}
		if ok {
			s.take(n, b)
		}
		if s.Known != ok || !ok && s.Err() != nil {
			t.Errorf("% x: got %+v of an answer %t", sent, s, ok)
		}
	})
}
