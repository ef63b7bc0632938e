package desk

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// leastScored is of how many tickets a day's score is said: a share of two is a share of nothing.
const leastScored = 10

// score is how good the estimates of the last day were, in one line.
type score struct {
	box, inside *fyne.Container
	words       *look.Text
}

func newScore() *score {
	s := &score{words: look.NewText("", 13, look.Slate, false)}
	s.inside = uncut(s.words, 13)
	s.box = row(20, -1, parting(), s.inside)
	return s
}

// show is hidden while no day has a score of enough tickets.
func (s *score) show(m *moment) {
	words := m.sayScore()
	look.Show(words != "", s.box)
	s.words.SetText(words)
	again(s.inside)
	again(s.box)
}

// sayScore is how far the estimates of the last day were off, and how many waits lay in their range. A day that is neither
// this one nor the one before is named by its date, in English with the month's name.
func (m *moment) sayScore() string {
	score := m.view.Score
	if score == nil || score.Tickets < leastScored {
		return ""
	}
	day, err := time.Parse(time.DateOnly, score.Day)
	if err != nil {
		return ""
	}
	key := "score.date"
	switch m.view.Day {
	case score.Day:
		key = "score.today"
	case day.AddDate(0, 0, 1).Format(time.DateOnly):
		key = "score.yesterday"
	}
	month := m.name(fmt.Sprint(int(day.Month())), day.Format("Jan"))
	return m.say(key, "month", month, "day", day.Day(), "minutes", sayMinutes(score.Error), "share", fmt.Sprintf("%.0f", 100*score.Inside))
}
