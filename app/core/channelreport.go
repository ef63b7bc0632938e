package core

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"paihao/app/config"
	"paihao/app/web"
	"paihao/queue"
)

// What came by channels, day by day, as the local API tells it too.
type (
	ChannelReport = web.Statistics
	ChannelDay    = web.ChannelDay
)

// span is the first and the last of the days that are meant: the one, or for "" any.
func span(day string) (from, to string) {
	return cmp.Or(day, "0001-01-01"), cmp.Or(day, "9999-12-31")
}

// Channels tells of the channels of the settings: of one day, such as 2006-01-02, or of all that are kept for "". The kiosk that
// holds the data is asked; without one the file is read, which does not change.
// Errors: see FileWords. With a *DamagedRecordsError comes what can be read.
func Channels(ctx context.Context, s config.Settings, day string, now time.Time) (ChannelReport, error) {
	data := s.DataFile()
	if d, err := readDoor(data); err == nil && d.knock(ctx) == nil {
		return d.channels(ctx, day)
	}
	p, err := newPart(data)
	if err != nil {
		return ChannelReport{}, inFile(data, err)
	}
	defer p.remove()
	if err := copyFile(ctx, data, p.file()); err != nil {
		if errors.Is(err, queue.ErrLocked) {
			err = errNobody
		}
		return ChannelReport{}, inFile(data, err)
	}
	return readChannels(ctx, s, p.file(), day, now)
}

// channels asks for what came by channels.
func (d door) channels(ctx context.Context, day string) (r ChannelReport, err error) {
	ctx, cancel := context.WithTimeout(ctx, knockWithin)
	defer cancel()
	from, to := span(day)
	body, err := d.ask(ctx, http.MethodGet, "statistics?"+url.Values{"from": {from}, "to": {to}}.Encode())
	if err != nil {
		return r, err
	}
	defer body.Close()
	if err := json.NewDecoder(io.LimitReader(body, 64<<20)).Decode(&r); err != nil {
		return r, fmt.Errorf("statistics: %w", err)
	}
	return r, nil
}

// readChannels reads a copy of a data file. A damaged one is told apart in a process of its own, before it is opened here.
func readChannels(ctx context.Context, s config.Settings, path, day string, now time.Time) (r ChannelReport, err error) {
	_, damage := inspect(ctx, path)
	if damage != nil && !errors.As(damage, new(*DamagedRecordsError)) {
		return r, inFile(s.DataFile(), damage)
	}
	from, to := span(day)
	saved, days, err := loadStore(ctx, path, from, to)
	if err != nil {
		return r, inFile(s.DataFile(), err)
	}
	var slots []queue.Code
	for _, c := range saved.Codes {
		if c.Purpose == queue.Channel {
			slots = append(slots, c)
		}
	}
	r.Codes = stock(slots, now)
	r.Channels = web.ChannelDays(days, from, to, channelNames(s.Channels))
	return r, inFile(s.DataFile(), damage)
}
