//go:build !race

package wechat_test

import (
	"net/http"
	"testing"
)

// The race detector empties pools at random, so this is not measured under it.
func TestCallbackAllocations(t *testing.T) {
	for _, tt := range []struct {
		name string
		r    *http.Request
		most float64
	}{
		{"plain", post(plainQuery(), scanXML), 10},
		{"safe", postSealed(t, key, appID, scanXML), 11},
	} {
		if got := testing.AllocsPerRun(500, replay(t, tt.r)); got > tt.most {
			t.Errorf("%s: %v allocations, want at most %v", tt.name, got, tt.most)
		}
	}
}
