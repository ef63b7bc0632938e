package web

import (
	"maps"
	"math"
	"slices"
	"time"

	"paihao/queue"
)

// Score is how good estimates were, as queue.Score says: times in whole seconds, shares from 0 to 1 to a thousandth.
type Score struct {
	Tickets int     `json:"tickets"`
	Error   int     `json:"error_s"`
	Bias    int     `json:"bias_s"` // below 0: people waited longer than they were told
	Width   int     `json:"width_s"`
	Late    float64 `json:"late"`
	Inside  float64 `json:"inside"`
}

// ServiceScore is the score of one service.
type ServiceScore struct {
	ID   string `json:"id"`
	Name string `json:"name"` // the id of a service that has left the settings
	Score
}

// ScoreDay is the score of a day that is over, of all services together and of each.
type ScoreDay struct {
	Day string `json:"day"` // as 2006-01-02
	Score
	Services []ServiceScore `json:"services"`
}

// ScoreDays is the scores of those of the days that lie within a span, both ends included, and are over; a day on which no
// ticket counts has none. Services stand as the settings have them, those that have left them come last. It is never nil, so
// that JSON shows [].
func ScoreDays(days []queue.Day, from, to string, services []queue.ServiceView) []ScoreDay {
	list := []ScoreDay{}
	for _, d := range days {
		score := d.Score()
		if score == nil || d.Date < from || to < d.Date {
			continue
		}
		list = append(list, ScoreDay{d.Date, scoreJSON(score.Score), serviceScores(score.Services, services)})
	}
	return list
}

func serviceScores(scores map[string]queue.Score, services []queue.ServiceView) (list []ServiceScore) {
	left := maps.Clone(scores)
	for _, s := range services {
		if score, ok := scores[s.ID]; ok {
			list = append(list, ServiceScore{s.ID, s.Name, scoreJSON(score)})
			delete(left, s.ID)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(left)) {
		list = append(list, ServiceScore{id, id, scoreJSON(left[id])})
	}
	return list
}

func scoreJSON(s queue.Score) Score {
	seconds := func(d time.Duration) int { return int(d.Round(time.Second) / time.Second) }
	share := func(f float64) float64 { return math.Round(f*1000) / 1000 }
	return Score{s.Tickets, seconds(s.Error), seconds(s.Bias), seconds(s.Width), share(s.Late), share(s.Inside)}
}
