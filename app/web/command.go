package web

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"paihao/queue"
)

const (
	// maxBody is how large a request of the API may be, in bytes.
	maxBody = 64 << 10
	// maxKey is how long the name of a request may be.
	maxKey = 255
	// answerWithin is how long a command may take; then the answer is that it is not known what came of it.
	answerWithin = 5 * time.Second
)

// do makes the handler of a command. B is the body it reads, and a field that B does not have is refused; wish makes the
// command for the id in the path, and answer says what came of it.
func do[B any](
	o LocalOptions, status int, wish func(id string, body B) (queue.Command, error), answer func(queue.Command, queue.Outcome) any,
) handler {
	return func(w http.ResponseWriter, r *http.Request, by Token) {
		body, err := read[B](w, r)
		if err != nil {
			o.fail(w, err)
			return
		}
		c, err := wish(r.PathValue("id"), body)
		if err != nil {
			o.fail(w, err)
			return
		}
		out, err := o.carryOut(r, by, c)
		if err != nil {
			o.fail(w, err)
			return
		}
		reply(w, status, answer(c, out))
	}
}

// carryOut hands a command to the queue. The caller's Idempotency-Key names it, so that a repeat gets the same answer.
func (o LocalOptions) carryOut(r *http.Request, by Token, c queue.Command) (out queue.Outcome, err error) {
	c.By = by.by()
	if c.Operation, err = requested(r, ""); err != nil {
		return out, err
	}
	if c.Verb == queue.Undo && by.Role < RoleManage {
		if err := o.onlyStep(c.Undoes); err != nil {
			return out, err
		}
	}
	ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
	defer cancel()
	return o.Hall.Do(ctx, c)
}

// onlyStep refuses to take back the day's end, whichever way it is named. A name that is not known yet might become that
// of a day's end, so it is refused too.
func (o LocalOptions) onlyStep(operation string) error {
	var done queue.Outcome
	known := false
	o.Hall.Look(func(b *queue.Book) { done, known = b.Done(operation) })
	switch {
	case operation == queue.DayClosing, done.Day != nil:
		return ErrForbidden
	case !known:
		return queue.ErrNoUndo
	}
	return nil
}

// operation is the queue's name for the command of a request with this key. It is kept as it is, so it must be a text that
// every store gives back byte for byte: 1 to 255 printable characters of ASCII. All bearers share the names; one that
// another has used is refused as used for another command, since the command says who asked. The name of the day's end
// is nobody's, since undo knows it by that.
func operation(key string) (string, error) {
	odd := func(c rune) bool { return c < ' ' || c > '~' }
	if key == "" || len(key) > maxKey || strings.ContainsFunc(key, odd) || key == queue.DayClosing {
		return "", ErrBadRequest
	}
	return "api/" + key, nil
}

// requested is the name of a request by its Idempotency-Key, empty without one. The keys of whose are theirs alone.
func requested(r *http.Request, whose string) (string, error) {
	switch keys := r.Header.Values("Idempotency-Key"); len(keys) {
	case 0:
		return "", nil
	case 1:
		name, err := operation(keys[0])
		return whose + name, err
	}
	return "", ErrBadRequest
}

// read is the strict reading of a body: one JSON object of the fields that B has, or nothing.
func read[B any](w http.ResponseWriter, r *http.Request) (body B, err error) {
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody))
	d.DisallowUnknownFields()
	if err := d.Decode(&body); errors.Is(err, io.EOF) {
		return body, nil
	} else if err != nil {
		return body, ErrBadRequest
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return body, ErrBadRequest
	}
	return body, nil
}
