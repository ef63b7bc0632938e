package queue

import "testing"

// A position counts those who are called before it whichever counter is the quickest.
func TestAhead(t *testing.T) {
	for _, c := range []struct {
		name     string
		counters []string
		waiting  string // tickets by service, oldest first; the position of the last is asked for
		want     int
	}{
		{"alone", []string{"a"}, "a", 0},
		{"own line", []string{"a"}, "aaa", 2},
		{"lines apart", []string{"a", "b"}, "bbba", 0},
		{"one counter for both", []string{"ab"}, "abba", 3},
		{"behind only", []string{"ab"}, "ab", 1},
		{"twins", []string{"ab", "ba"}, "abba", 3},
		{"one may pass by", []string{"ab", "a"}, "bba", 0},
		{"nobody passes by", []string{"ab", "a"}, "aab", 2},
		{"chain", []string{"ab", "bc"}, "acb", 0},
		{"three lines", []string{"abc", "abc", "c"}, "abcaba", 5},
		{"no counter", []string{"b"}, "baa", 1},
	} {
		b := mustBook(t, c.counters, c.waiting)
		last := b.tickets[string(rune('0'+len(c.waiting)-1))]
		if got := b.standing(last).Ahead; got != c.want {
			t.Errorf("%s, %s: got %d ahead, want %d", c.name, c.waiting, got, c.want)
		}
	}
}
