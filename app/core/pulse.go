package core

import (
	"context"
	"errors"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

// How often WeChat is asked whether it is there, when nothing else asks it anything.
const (
	pulseWell = 5 * time.Minute
	pulseSick = 30 * time.Second
)

// pulse keeps the windows' word on WeChat true, from the start on and while no customer comes, until ctx ends.
func pulse(ctx context.Context, q *queue.Queue, check func(context.Context) error) {
	beat := time.NewTicker(pulseSick)
	defer beat.Stop()
	for still := pulseWell; ; still += pulseSick {
		if still >= pulseWell || q.Health().WeChat != queue.WeChatWell {
			report(q, check(ctx))
			still = 0
		}
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
	}
}

// report says what the outcome of a call tells about WeChat. One that never reached the network tells nothing.
func report(q *queue.Queue, err error) {
	if state := health(err); state != queue.WeChatUnknown {
		q.Report(state, "", "")
	}
}

// health is what the outcome of a call tells about the connection. A refusal that is about one customer or one message
// tells that it is well.
func health(err error) queue.WeChatState {
	switch {
	case err == nil:
		return queue.WeChatWell
	case errors.Is(err, wechat.ErrUnreachable), errors.Is(err, wechat.ErrBusy):
		return queue.WeChatUnreachable
	case ours(err):
		return queue.WeChatRefused
	case errors.As(err, new(*wechat.Error)):
		return queue.WeChatWell
	}
	return queue.WeChatUnknown
}

// ours tells whether WeChat refuses this account or machine, whatever it asks for.
func ours(err error) bool {
	for _, refusal := range []error{
		wechat.ErrToken, wechat.ErrCredential, wechat.ErrAddress, wechat.ErrPermission, wechat.ErrQuota, wechat.ErrTooFast,
	} {
		if errors.Is(err, refusal) {
			return true
		}
	}
	return false
}
