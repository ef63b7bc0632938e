package web

import (
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

// statistics is what came by channels, day by day, oldest first.
type statistics struct {
	Channels []channelDay `json:"channels"`
	Codes    Stock        `json:"codes"`
}

type channelDay struct {
	ID        string `json:"id"`
	Name      string `json:"name"` // the id of a channel that has left the settings
	Day       string `json:"day"`
	Followers int    `json:"followers"`
	Scans     int    `json:"scans"`
	Tickets   int    `json:"tickets"`
	Cancels   int    `json:"cancels"`
}

// usualDays is how many days are told of when nobody says how many.
const usualDays = 31

func (o LocalOptions) getStatistics(w http.ResponseWriter, r *http.Request, _ Token) {
	from, to, err := o.span(r)
	if err != nil {
		o.fail(w, err)
		return
	}
	var days []queue.Day
	o.Hall.Look(func(b *queue.Book) { days = b.Days() })
	s := statistics{Channels: []channelDay{}, Codes: o.Codes.Stock()}
	for _, d := range days {
		if d.Date < from || to < d.Date {
			continue
		}
		for _, c := range d.Channels {
			name, ok := o.Channels[c.Channel]
			if !ok {
				name = c.Channel
			}
			s.Channels = append(s.Channels, channelDay{c.Channel, name, d.Date, c.Followers, c.Scans, c.Tickets, c.Cancels})
		}
	}
	reply(w, http.StatusOK, s)
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
