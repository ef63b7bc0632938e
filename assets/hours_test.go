package assets_test

import (
	"testing"
	"time"

	"paihao/assets"
)

func TestManyHours(t *testing.T) {
	tests := []struct {
		low  time.Duration
		want int
	}{
		{0, 0},
		{-time.Hour, 0},
		{175 * time.Minute, 0},
		{3*time.Hour - 1, 0},
		{3 * time.Hour, 3},
		{560 * time.Minute, 9},
		{7 * 24 * time.Hour, 168},
	}
	for _, tt := range tests {
		if got := assets.ManyHours(tt.low); got != tt.want {
			t.Errorf("ManyHours(%v) = %d, want %d", tt.low, got, tt.want)
		}
	}
}
