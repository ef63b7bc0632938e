package core

import (
	"strconv"
	"strings"
	"testing"

	"paihao/queue"
)

// The longest hall is offered in one answer that WeChat shows whole, with every number in it.
func TestLongestOffer(t *testing.T) {
	s := mustStage(t, memory(), oneCode, func(s *stage) {
		s.venue.Services = nil
		for i := range 12 {
			s.venue.Services = append(s.venue.Services, queue.Service{
				ID: string(rune('a' + i)), Name: strings.Repeat("长", 40), NameEN: strings.Repeat("𠮷", 40), Prefix: string(rune('A' + i)), Digits: 3, Minutes: 240,
				Quota: 1, Party: queue.Party{Min: 98, Max: 99},
			})
		}
		s.venue.Counters = []queue.Counter{{ID: "1", Name: "一", Services: []string{"a"}}}
	})
	for i := range 11 {
		s.mustDo(queue.Command{Verb: queue.Take, Service: string(rune('a' + i)), Customer: customer(i + 1)})
	}
	s.mustDo(queue.Command{Verb: queue.Take, Service: "l", Customer: customer(50)})
	text := s.scansAll(60)
	for i := range 12 {
		tells(t, "the list", text, "\n"+strconv.Itoa(i+1)+". 长")
	}
	if len(text) > longestText || !strings.Contains(text, "…") {
		t.Errorf("the list of %d bytes is %s", len(text), text)
	}
}
