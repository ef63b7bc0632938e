package look_test

import (
	"testing"
	"time"

	"paihao/app/look"
)

func TestWhen(t *testing.T) {
	zone := time.FixedZone("CST", 8*60*60)
	now := time.Date(2026, 12, 31, 12, 10, 0, 0, zone)
	tests := []struct {
		at     time.Time
		zh, en string
	}{
		{time.Date(2026, 12, 31, 13, 30, 0, 0, zone), "13:30", "13:30"},
		{time.Date(2026, 12, 31, 5, 30, 0, 0, time.UTC), "13:30", "13:30"},
		{time.Date(2027, 1, 1, 9, 0, 0, 0, zone), "明天 09:00", "tomorrow 09:00"},
		{time.Date(2026, 12, 31, 16, 0, 0, 0, time.UTC), "明天 00:00", "tomorrow 00:00"},
		{time.Date(2027, 1, 4, 9, 0, 0, 0, zone), "1月4日 09:00", "4 Jan 09:00"},
	}
	for _, tt := range tests {
		if zh, en := look.When(tt.at, now); zh != tt.zh || en != tt.en {
			t.Errorf("When(%v) = %q, %q, want %q, %q", tt.at, zh, en, tt.zh, tt.en)
		}
	}
}
