// Package replay feeds a trace of a hall, as somebody wrote it down or simulated it, to the real queue, and tells what the
// queue forecast for each ticket when it was taken.
package replay

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"paihao/queue"
)

// Options of a replay. Path is needed; the zero value of the rest is the real thing.
type Options struct {
	Path    string       // NAME.csv; what is known of its hall stands beside it in NAME.json
	Without []queue.Part // parts that the forecast leaves out
	Open    func(path string) (io.ReadCloser, error)
}

// heading is the first line of what a replay writes. Waits are in seconds from the time of the arrival until the call.
var heading = []string{"ticket", "at", "low_s", "point_s", "high_s"}

// Run replays a trace and writes what was forecast as CSV, a row for each ticket in the order of arrival. Nothing is written
// until the whole trace has gone through, so that a part is never taken for the whole.
//
// The trace decides: who is called, by which counter and when, who is missed after one call, who leaves. The queue has its
// time and its business days from the trace alone, and forecasts a ticket right when it is taken, before it is told of any
// later row. The same trace gives the same bytes again.
// Errors: a *Mistake about the files, what ctx says, those of w, and those of a queue that does not work.
func Run(ctx context.Context, o Options, w io.Writer) error {
	if o.Open == nil {
		o.Open = func(path string) (io.ReadCloser, error) { return os.Open(path) }
	}
	hall, err := openHall(o)
	if err != nil {
		return err
	}
	file, err := o.Open(o.Path)
	if err != nil {
		return unread(o.Path, err)
	}
	defer file.Close()
	var told bytes.Buffer
	if err := play(ctx, hall, newTrace(o.Path, file, hall.venue), &told, o.Without); err != nil {
		return err
	}
	_, err = w.Write(told.Bytes())
	return err
}

// openHall reads the hall that stands beside a trace.
func openHall(o Options) (hall, error) {
	path := strings.TrimSuffix(o.Path, filepath.Ext(o.Path)) + ".json"
	file, err := o.Open(path)
	if err != nil {
		return hall{}, unread(path, err)
	}
	defer file.Close()
	return readHall(path, file)
}

// play feeds all rows to a queue, and writes what it forecast.
func play(ctx context.Context, hall hall, rows *trace, w io.Writer, without []queue.Part) (err error) {
	out := csv.NewWriter(w)
	out.Write(heading)
	var p *player
	for {
		row, end := rows.next()
		if end == io.EOF {
			break
		}
		if end != nil {
			return end
		}
		if p == nil { // the queue begins at the time of the first row
			if p, err = newPlayer(ctx, hall, row.at, without); err != nil {
				return err
			}
			defer func() { err = errors.Join(err, p.close()) }()
		}
		told, err := p.play(ctx, row)
		if err != nil {
			return err
		}
		if row.kind == arrive {
			out.Write(append([]string{row.ticket, row.time}, waits(told)...))
		}
	}
	out.Flush()
	return out.Error()
}

// waits are the columns of an estimate.
func waits(e queue.Estimate) (texts []string) {
	for _, d := range []time.Duration{e.Low, e.Point, e.High} {
		texts = append(texts, strconv.FormatFloat(d.Seconds(), 'f', 1, 64))
	}
	return texts
}

// unread is a file that cannot be read.
func unread(path string, err error) error {
	reason := err
	if system := (*os.PathError)(nil); errors.As(err, &system) {
		reason = system.Err // the path stands before it
	}
	return &Mistake{File: path, Wrong: WrongFile, Found: reason.Error(), cause: fmt.Errorf("read: %w", err)}
}
