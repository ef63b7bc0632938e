package queue

import "testing"

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		prefix         string
		serial, digits int
		want           string
	}{
		{"A", 1, 3, "A001"},
		{"A", 999, 3, "A999"},
		{"A", 1000, 3, "A1000"}, // digits are the least, not the most
		{"", 7, 1, "7"},
		{"", 10, 1, "10"},
		{"VIP", 42, 6, "VIP000042"},
	} {
		if got := number(c.prefix, c.serial, c.digits); got != c.want {
			t.Errorf("number(%q, %d, %d): got %s, want %s", c.prefix, c.serial, c.digits, got, c.want)
		}
	}
}
