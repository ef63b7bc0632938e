package queue_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"paihao/queue"
)

// Whatever somebody types into a search box: it is refused only when it is too long, finds nothing twice, and every number
// by itself in small letters.
func FuzzSearch(f *testing.F) {
	for _, text := range []string{"", "a001", "Ａ０", "\xff", " 0 ", "一", strings.Repeat("0", 33), "ſ", "\u0130"} {
		f.Add(text)
	}
	h := mustHall(f, venue())
	f.Cleanup(h.mustClose)
	for _, service := range []string{"general", "company", "social"} {
		h.mustTake(service, "")
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := h.Line(t.Context(), queue.Query{Search: text, Count: queue.MaxPage})
		if long := utf8.RuneCountInString(text) > queue.MaxSearch; long != errors.Is(err, queue.ErrInvalid) || !long && err != nil {
			t.Fatalf("%q: got %v, too long %v", text, err, long)
		}
		if p.Total != len(p.Tickets) || p.Total > 3 {
			t.Fatalf("%q: got %d of %d tickets", text, len(p.Tickets), p.Total)
		}
		for _, s := range p.Tickets {
			again, err := h.Line(t.Context(), queue.Query{Search: strings.ToLower(s.Number), Count: 1})
			if err != nil || again.Tickets[0].ID != s.ID {
				t.Fatalf("%q found %s, which is not found by its number: %v", text, s.Number, err)
			}
		}
	})
}
