package queue

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// standsAt is a ticket of the plain line that the tree is compared with.
type standsAt struct {
	place Place
	id    string
}

// plainLine does slowly and plainly what line does.
type plainLine []standsAt

func (l plainLine) ahead(p Place) int {
	n := 0
	for _, s := range l {
		if s.place.Compare(p) < 0 {
			n++
		}
	}
	return n
}

func (l *plainLine) add(p Place, id string) {
	*l = slices.Insert(*l, l.ahead(p), standsAt{p, id})
}

func (l *plainLine) remove(i int) Place {
	p := (*l)[i].place
	*l = slices.Delete(*l, i, i+1)
	return p
}

// TestLine lets tickets of three lines on one floor join at the end, behind others and leave anywhere; each line must say
// what a sorted list says.
func TestLine(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		got, want := newFloor(3), make([]plainLine, 3)
		last, ids, subs := uint64(0), 0, map[uint64]uint32{}
		join := func(r *rapid.T, p Place) {
			ids++
			i := rapid.IntRange(0, 2).Draw(r, "line")
			got[i].add(p, &Ticket{ID: fmt.Sprint(ids)})
			want[i].add(p, fmt.Sprint(ids))
		}
		r.Repeat(map[string]func(*rapid.T){
			"join": func(r *rapid.T) {
				last += rapid.Uint64Range(1, 40).Draw(r, "step") // the numbers between were of others
				if rapid.IntRange(0, 9).Draw(r, "gap") == 0 {
					last += stretchSpan
				}
				join(r, Place{Seq: last})
			},
			"behind": func(r *rapid.T) {
				seq := rapid.Uint64Range(last-min(last, 100), last).Draw(r, "seq")
				subs[seq]++
				join(r, Place{Seq: seq, Sub: subs[seq]})
			},
			"leave": func(r *rapid.T) {
				i := rapid.IntRange(0, 2).Draw(r, "line")
				if len(want[i]) == 0 {
					r.Skip("nobody waits")
				}
				gone := want[i].remove(rapid.IntRange(0, len(want[i])-1).Draw(r, "who"))
				got[i].remove(gone)
				got[i].remove(gone) // once more does no harm
			},
			"": func(r *rapid.T) {
				for i := range got {
					compareLines(r, got[i], want[i], last)
				}
			},
		})
	})
}

func compareLines(r *rapid.T, got *line, want plainLine, last uint64) {
	if got.len() != len(want) {
		r.Fatalf("len: got %d, want %d", got.len(), len(want))
	}
	for i, s := range want {
		if p, t, ok := got.at(i); !ok || p != s.place || t.ID != s.id || got.who(p) != t {
			r.Fatalf("at(%d): got %v %v %v, want %v", i, p, t, ok, s)
		}
		if n := got.ahead(s.place); n != i {
			r.Fatalf("ahead(%v): got %d, want %d", s.place, n, i)
		}
	}
	for _, i := range []int{-1, len(want)} {
		if p, t, ok := got.at(i); ok {
			r.Fatalf("at(%d) of %d: got %v %v, want nobody", i, len(want), p, t)
		}
	}
	for _, p := range []Place{{}, {Seq: last / 2, Sub: 1}, {Seq: last + 1}, {Seq: 1 << 40}} {
		if n := got.ahead(p); n != want.ahead(p) {
			r.Fatalf("ahead(%v): got %d, want %d", p, n, want.ahead(p))
		}
		if t, n := got.who(p), want.ahead(p); t != nil && (n == len(want) || want[n].place != p) {
			r.Fatalf("who(%v): got %v, want nobody", p, t)
		}
	}
}

// A line that grows over many places keeps its counts, also when the first ones left long ago.
func TestLineGrows(t *testing.T) {
	const all = 1 << 14
	l := newLine()
	for seq := uint64(1); seq <= all; seq++ {
		l.add(Place{Seq: seq}, &Ticket{})
		if seq%3 != 0 {
			l.remove(Place{Seq: seq})
		}
	}
	if want := all / 3; l.len() != want {
		t.Fatalf("len: got %d, want %d", l.len(), want)
	}
	for i := range l.len() {
		want := Place{Seq: uint64(3 * (i + 1))}
		if p, _, ok := l.at(i); !ok || p != want {
			t.Fatalf("at(%d): got %v %v, want %v", i, p, ok, want)
		}
		if n := l.ahead(want); n != i {
			t.Fatalf("ahead(%v): got %d, want %d", want, n, i)
		}
	}
}

// A damaged store may say that two stand at one place. Neither is lost, in one line the one that was read last counts.
func TestLineTwice(t *testing.T) {
	for _, p := range []Place{{Seq: 7}, {Seq: 7, Sub: 1}} {
		lines, tickets := newFloor(2), []*Ticket{{ID: "first"}, {ID: "second"}, {ID: "third"}}
		lines[0].add(p, tickets[0])
		lines[1].add(p, tickets[1])
		lines[0].add(p, tickets[2])
		for i, want := range []*Ticket{tickets[2], tickets[1]} {
			if _, got, ok := lines[i].at(0); !ok || got != want || lines[i].who(p) != want || lines[i].len() != 1 {
				t.Errorf("line %d at %v: got %v of %d, want %s alone", i, p, got, lines[i].len(), want.ID)
			}
			lines[i].remove(p)
			if lines[i].len() != 0 || lines[i].who(p) != nil {
				t.Errorf("line %d at %v, once it left: got %d, want nobody", i, p, lines[i].len())
			}
		}
	}
}

func TestPlaceCompare(t *testing.T) {
	order := []Place{{}, {0, 1}, {1, 0}, {1, 1}, {1, 2}, {2, 0}, {1 << 40, 0}}
	for i, p := range order {
		for j, q := range order {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := p.Compare(q); got != want {
				t.Errorf("%v.Compare(%v): got %d, want %d", p, q, got, want)
			}
		}
	}
}

// Copied lines hold the same, and whoever joins one of them, or leaves, does not in the other: a copy shares nothing that
// changes, those who stand aside no more than those who have a seat.
func TestCopyLines(t *testing.T) {
	first, second := Place{Seq: 5}, Place{Seq: stretchSpan + 7}
	lines := map[string]*line{}
	for i, l := range newFloor(2) {
		l.add(Place{Seq: first.Seq + uint64(i)}, &Ticket{ID: "seat"})
		l.add(Place{Seq: first.Seq, Sub: uint32(i + 1)}, &Ticket{ID: "aside"})
		lines[fmt.Sprint(i)] = l
	}
	copied := copyLines(lines)
	for _, change := range []func(l *line){
		func(l *line) { l.remove(first) },
		func(l *line) { l.remove(Place{Seq: first.Seq, Sub: 1}) },
		func(l *line) { l.add(Place{Seq: first.Seq, Sub: 9}, &Ticket{ID: "behind"}) },
		func(l *line) { l.add(second, &Ticket{ID: "last"}) },
	} {
		before, other := listed(lines["0"]), listed(lines["1"])
		change(copied["0"])
		if got := listed(lines["0"]); got != before {
			t.Errorf("the line after a change of its copy: got %s, want %s", got, before)
		}
		if got := listed(copied["1"]); got != other {
			t.Errorf("the other line's copy: got %s, want %s", got, other)
		}
	}
	if got, want := listed(copied["0"]), "[{5 9} behind][{4103 0} last]"; got != want {
		t.Errorf("the copy: got %s, want %s", got, want)
	}
}

// listed is who stands in a line, and where.
func listed(l *line) (text string) {
	for i := range l.len() {
		p, t, _ := l.at(i)
		text += fmt.Sprintf("[%v %s]", p, t.ID)
		if n := l.ahead(p); n != i {
			text += fmt.Sprintf(" with %d before them", n)
		}
	}
	return text
}
