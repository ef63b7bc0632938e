package core

import (
	"context"
	"errors"

	"paihao/assets"
	"paihao/queue"
)

// apologies says in words, by their key in the translations, what an error means to a customer at the touch window. The first
// match counts. Their sentences tell nothing of disks and settings, which customers cannot mend.
var apologies = []struct {
	err error
	key string
}{
	{queue.ErrParty, "reply.here.party"},
	{queue.ErrNoService, "reply.here.no_service"},
	{queue.ErrBound, "reply.here.bound"},
	{queue.ErrNoTicket, "reply.here.over"},
	{queue.ErrWrongState, "reply.here.over"},
	{queue.ErrTooLate, "reply.here.over"},
	{errNoCode, "reply.here.no_code"},
	{context.DeadlineExceeded, "reply.here.no_answer"},
	{context.Canceled, "reply.here.no_answer"},
	{queue.ErrClosed, "reply.here.closing"},
}

// CustomerWords is an error as a sentence for a customer at the touch window, in one language: why there is no ticket now and
// from when on there is one, or that it did not work.
func (k *Kiosk) CustomerWords(l assets.Language, err error) string {
	w := words{venue: &k.venue}
	if limit := (*queue.LimitError)(nil); errors.As(err, &limit) {
		return w.limitHere(speak(l), limit, k.Queue.View().At)
	}
	for _, a := range apologies {
		if errors.Is(err, a.err) {
			return speak(l).say(a.key)
		}
	}
	return speak(l).say("reply.here.trouble")
}
