package assets_test

import (
	"testing"
	"time"

	"paihao/assets"
)

func TestRange(t *testing.T) {
	tests := []struct {
		low, high time.Duration
		zh, en    string
		minutes   bool
	}{
		{0, 5 * time.Minute, "0–5", "0–5", true},
		{10 * time.Minute, 20 * time.Minute, "10–20", "10–20", true},
		{10 * time.Minute, 10 * time.Minute, "10–11", "10–11", true},
		{170 * time.Minute, 200 * time.Minute, "170–200", "170–200", true},
		{3 * time.Hour, 4 * time.Hour, "3 小时以上", "Over 3 h", false},
		{10_000 * time.Minute, 12_000 * time.Minute, "166 小时以上", "Over 166 h", false},
	}
	for _, tt := range tests {
		zh, minutes := assets.Range(assets.ZH, tt.low, tt.high)
		en, _ := assets.Range(assets.EN, tt.low, tt.high)
		if zh != tt.zh || en != tt.en || minutes != tt.minutes {
			t.Errorf("Range(%v, %v) = %q, %q, minutes %v, want %q, %q, %v", tt.low, tt.high, zh, en, minutes, tt.zh, tt.en, tt.minutes)
		}
	}
}
