package queue_test

import (
	"testing"
	"time"

	"paihao/queue"
)

func TestCode(t *testing.T) {
	c := queue.Code{Purpose: queue.Join, Service: "general", CreatedAt: noon, ExpiresAt: noon.Add(10 * time.Hour)}
	if got, want := c.RenewAt(), noon.Add(8*time.Hour); !got.Equal(want) {
		t.Errorf("RenewAt: got %v, want %v, at 80 %% of its life", got, want)
	}
	for at, want := range map[time.Duration]bool{0: true, 10*time.Hour - 1: true, 10 * time.Hour: false} {
		if got := c.Valid(noon.Add(at)); got != want {
			t.Errorf("Valid after %v: got %v, want %v", at, got, want)
		}
	}
}

// Codes outlive restarts and days; a new one takes the place of the last of its purpose and service.
func TestKeepCodes(t *testing.T) {
	h := mustStaffed(t)
	code := func(service, url string) queue.Code {
		return queue.Code{ID: service, Purpose: queue.Join, Service: service, URL: url, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)}
	}
	if err := h.KeepCodes(t.Context(), code("company", "1"), code("general", "2")); err != nil {
		t.Fatalf("KeepCodes: %v", err)
	}
	if err := h.KeepCodes(t.Context(), code("company", "3")); err != nil {
		t.Fatalf("KeepCodes: %v", err)
	}
	h.clock.turn(24 * time.Hour)
	h.mustReopen()
	want := []queue.Code{code("general", "2"), code("company", "3")} // as the services stand in the settings
	if got := h.View().Codes; mustText(t, got) != mustText(t, want) {
		t.Errorf("codes of the view: got %s, want %s", mustText(t, got), mustText(t, want))
	}
	h.Look(func(b *queue.Book) {
		if c, ok := b.Code("company"); !ok || c.URL != "3" {
			t.Errorf("Code: got %v %v, want url 3", c, ok)
		}
		if c, ok := b.Code("social"); ok {
			t.Errorf("Code of a service without one: got %v, want none", c)
		}
	})
}
