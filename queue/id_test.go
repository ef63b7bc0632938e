package queue

import (
	"bytes"
	"crypto/rand"
	"regexp"
	"testing"
	"time"
)

// The example of RFC 9562, appendix A.6: 2022-02-22 14:22:22 −05:00. Its 12 bits after the version are the count here.
func TestIDLayout(t *testing.T) {
	random := []byte{0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f}
	s := ids{random: bytes.NewReader(random), ms: 0x017F22E279B0, count: 0xCC2}
	got, err := s.next(time.UnixMilli(0x017F22E279B0))
	if want := "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"; got != want || err != nil {
		t.Errorf("next: got %s, %v, want %s", got, err, want)
	}
}

// Ids rise whatever the clock does: many in one millisecond, back by an hour, before 1970.
func TestIDsRise(t *testing.T) {
	shape := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	s := ids{random: rand.Reader}
	noon := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	last := ""
	for _, now := range []time.Time{time.Unix(-5, 0), noon, noon.Add(-time.Hour), noon.Add(time.Hour)} {
		for range 10_000 {
			id, err := s.next(now)
			if err != nil || id <= last || !shape.MatchString(id) {
				t.Fatalf("next at %v: got %q, %v, want a UUIDv7 above %q", now, id, err, last)
			}
			last = id
		}
	}
}

func TestIDWithoutRandomness(t *testing.T) {
	s := ids{random: bytes.NewReader(nil)}
	if id, err := s.next(time.Now()); err == nil {
		t.Errorf("next: got %s, want an error", id)
	}
}
