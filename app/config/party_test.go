package config_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"paihao/app/config"
	"paihao/queue"
)

func TestParties(t *testing.T) {
	for text, want := range map[string]queue.Party{
		"": {}, "1": {Min: 1, Max: 1}, "5": {Min: 5, Max: 5}, "1-2": {Min: 1, Max: 2}, "3-3": {Min: 3, Max: 3}, "1-99": {Min: 1, Max: 99},
	} {
		s, err := config.Parse("a.toml", []byte(tables(t, text)), config.Options{Environ: alone})
		if err != nil || s.Services[0].Party != want || s.Hall().Services[0].Party != want {
			t.Errorf("%q: got %+v, %v, want %+v in the settings and the hall", text, s.Services, err, want)
		}
	}
	for _, text := range []string{"0", "100", "0-2", "2-1", "1-100", "1-", "-2", "-", "1-2-3", "01", "+1", "1 - 2", "1–2", "two", " "} {
		_, err := config.Parse("a.toml", []byte(tables(t, text)), config.Options{Environ: alone})
		if m := mistakesOf(t, err); len(m) != 1 || m[0].Key != "service[1].party" {
			t.Errorf("%q: got %v, want the party refused", text, err)
		}
	}
}

// TestPartyGaps: a size in between that nobody serves is worth a warning, each gap its own.
func TestPartyGaps(t *testing.T) {
	for _, c := range []struct{ parties, gaps []string }{
		{[]string{""}, nil},
		{[]string{"2-4"}, nil},
		{[]string{"1-2", "3-4", "5-8"}, nil},
		{[]string{"5-8", "1-2", "", "3-4"}, nil},
		{[]string{"1-4", "3-6"}, nil},
		{[]string{"1-8", "2-3", "9"}, nil},
		{[]string{"1-8", "2-3", "10"}, []string{"9"}},
		{[]string{"1-2", "4-5"}, []string{"3"}},
		{[]string{"9-12", "1-2", "5"}, []string{"3-4", "6-8"}},
	} {
		var want []string
		for _, gap := range c.gaps {
			want = append(want, "没有一个业务的桌子给 "+gap+" 人 · no service has tables for a party of "+gap)
		}
		if got := warningsOf(mustParse(t, tables(t, c.parties...))); !slices.Equal(got, want) {
			t.Errorf("%q: got warnings %q, want %q", c.parties, got, want)
		}
	}
}

// tables is a restaurant with a service for each party.
func tables(t *testing.T, parties ...string) string {
	t.Helper()
	var services, ids []string
	for i, party := range parties {
		services = append(services, fmt.Sprintf("{ id = \"t%d\", name = \"桌\", prefix = %q, party = %q }", i, string(rune('A'+i)), party))
		ids = append(ids, fmt.Sprintf("%q", fmt.Sprintf("t%d", i)))
	}
	text := swap(t, bare, `{ id = "a", name = "甲" }`, strings.Join(services, ", "))
	return swap(t, text, `["a"]`, "["+strings.Join(ids, ", ")+"]")
}
