package web

import (
	"cmp"
	"net/http"
	"time"

	"paihao/queue"
)

// Stock counts the permanent codes of the account: how many channels use, how many could be given to another now, and how
// many an account may have. A code rests for a while when its channel has left the settings.
type Stock struct {
	Used int `json:"used"`
	Free int `json:"free"`
	Most int `json:"most"`
}

// Statistics is what came by channels and how good the estimates were, both day by day, oldest first, and how many permanent
// codes there are.
type Statistics struct {
	Channels []ChannelDay `json:"channels"`
	Codes    Stock        `json:"codes"`
	Scores   []ScoreDay   `json:"scores"`
}

// ChannelDay is what came by one channel on one business day.
type ChannelDay struct {
	ID        string `json:"id"`
	Name      string `json:"name"` // the id of a channel that has left the settings
	Day       string `json:"day"`  // as 2006-01-02
	Followers int    `json:"followers"`
	Scans     int    `json:"scans"`
	Tickets   int    `json:"tickets"`
	Cancels   int    `json:"cancels"`
}

// ChannelDays is what came by channels on those of the days that lie within a span, both ends included. names are those
// of the settings' channels, by id. It is never nil, so that JSON shows [].
func ChannelDays(days []queue.Day, from, to string, names map[string]string) []ChannelDay {
	list := []ChannelDay{}
	for _, d := range days {
		if d.Date < from || to < d.Date {
			continue
		}
		for _, c := range d.Channels {
			name := cmp.Or(names[c.Channel], c.Channel)
			list = append(list, ChannelDay{c.Channel, name, d.Date, c.Followers, c.Scans, c.Tickets, c.Cancels})
		}
	}
	return list
}

// usualDays is how many days are told of when nobody says how many.
const usualDays = 31

func (o LocalOptions) getStatistics(w http.ResponseWriter, r *http.Request, _ Token) {
	from, to, err := o.span(r)
	if err != nil {
		o.fail(w, err)
		return
	}
	days, err := o.Hall.Days(r.Context(), from, to)
	if err != nil {
		o.fail(w, err)
		return
	}
	reply(w, http.StatusOK, Statistics{
		Channels: ChannelDays(days, from, to, o.Channels),
		Codes:    o.Codes.Stock(),
		Scores:   ScoreDays(days, from, to, o.Hall.View().Services),
	})
}

// span is the days that a request asks for, both ends included: the last usualDays up to the current one by itself.
func (o LocalOptions) span(r *http.Request) (from, to string, err error) {
	q, err := query(r, "from", "to")
	if err != nil {
		return "", "", err
	}
	for _, date := range q {
		if _, err := time.Parse(time.DateOnly, date); err != nil {
			return "", "", ErrBadRequest
		}
	}
	if to = q["to"]; to == "" {
		to = o.Hall.View().Day
	}
	if from = q["from"]; from == "" {
		last, err := time.Parse(time.DateOnly, to)
		if err != nil { // no day has begun
			return "", to, nil
		}
		from = last.AddDate(0, 0, 1-usualDays).Format(time.DateOnly)
	}
	return from, to, nil
}
