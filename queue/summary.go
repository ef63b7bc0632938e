package queue

import "maps"

// Summary is what a day has taught: what the forecasts of later days need of it, and how good its own were. It names no
// customer and no ticket, and it is small, so that years of days are read at a start.
type Summary struct {
	Scores map[string]Score `json:"scores,omitempty"` // of the estimates, by service; see Ticket.judged
}

// summary is what the day has taught so far. It is made of what the session keeps anyway, so that its cost does not grow
// with the number of tickets.
func (b *Book) summary() *Summary {
	s := &Summary{}
	for service, sum := range b.scores {
		if s.Scores == nil {
			s.Scores = map[string]Score{}
		}
		s.Scores[service] = sum.score()
	}
	return s
}

// sound is the summary without what makes no sense: it comes from a file, and a day is not to be lost for what it has taught.
// The receiver stays as it is.
func (s *Summary) sound() *Summary {
	if s == nil {
		return nil
	}
	kept := *s
	kept.Scores = maps.Clone(s.Scores)
	maps.DeleteFunc(kept.Scores, func(_ string, score Score) bool { return !score.Valid() })
	return &kept
}
