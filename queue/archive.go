package queue

import (
	"cmp"
	"context"
	"iter"
	"slices"
)

// The records of days long past stay in the store: a book has those of the newest, and of the others the dates. Days that are
// dated after the current one, as a clock leaves them that was wrong, count as new: one of them may be opened again.

// bySeq orders days as they were opened.
func bySeq(x, y Day) int { return cmp.Compare(x.Seq, y.Seq) }

// daysWanted is how many days before the current one a book has: those whose customers are known are among them.
func (v *Venue) daysWanted() int { return max(DaysGiven, v.Rules.KeepBindingsDays+1) }

// leave lets go of the records of days that a store would not give at a start. before is the day that was current until just
// now.
func (b *Book) leave(before string) {
	if b.day.Date == before {
		return
	}
	var earlier []string
	for _, d := range b.days {
		if d.Date < b.day.Date {
			earlier = append(earlier, d.Date)
		}
	}
	slices.Sort(earlier)
	gone := earlier[:max(0, len(earlier)-b.venue.daysWanted())]
	b.days = slices.DeleteFunc(b.days, func(d Day) bool {
		out := d.Date != before && slices.Contains(gone, d.Date)
		if out {
			b.older = append(b.older, d.Date)
		}
		return out
	})
	slices.Sort(b.older)
}

// dates is of all days that are kept.
func (b *Book) dates() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, date := range b.older {
			if !yield(date) {
				return
			}
		}
		for _, d := range b.days {
			if !yield(d.Date) {
				return
			}
		}
	}
}

// readMore adds to what a store gave at the start the days that are wanted besides.
func (q *Queue) readMore(ctx context.Context, store Store, s *Saved) error {
	missing := len(s.Past)
	more := min(missing, q.venue.daysWanted()-DaysGiven)
	if more == 0 {
		return nil
	}
	days, err := store.Days(ctx, s.Past[missing-more], s.Past[missing-1])
	if err != nil {
		return err
	}
	s.Days, s.Past = append(days, s.Days...), s.Past[:missing-more]
	return nil
}

// Days lists the business days that are kept from one date to another, both included, oldest first, each with what came by
// channels and how good its estimates were. Those of long ago are read from the store. Errors: those of Store.Days.
func (q *Queue) Days(ctx context.Context, from, to string) ([]Day, error) {
	within := func(date string) bool { return from <= date && date <= to }
	q.mu.RLock()
	store, past := q.store, slices.DeleteFunc(slices.Clone(q.book.older), func(date string) bool { return !within(date) })
	days := slices.DeleteFunc(slices.Clone(q.book.days), func(d Day) bool { return !within(d.Date) })
	q.mu.RUnlock()
	if len(past) > 0 {
		read, err := store.Days(ctx, past[0], past[len(past)-1])
		if err != nil {
			return nil, err
		}
		for _, d := range read {
			if _, found := slices.BinarySearch(past, d.Date); found {
				days = append(days, d)
			}
		}
		slices.SortFunc(days, bySeq)
	}
	for i := range days {
		days[i].Summary = days[i].Summary.read()
	}
	return days, nil
}
