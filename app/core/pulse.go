package core

import (
	"context"
	"errors"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

// How often WeChat is asked whether it is there, when nothing else asks it anything. That it is away shows within a minute;
// of the 500,000 calls a day it takes 1,440.
const (
	pulseWell = time.Minute
	pulseSick = 30 * time.Second
)

// pulse keeps the windows' word on WeChat true, from the start on and while no customer comes, until ctx ends. back is
// called whenever WeChat has answered that all is well.
func pulse(ctx context.Context, q *queue.Queue, check func(context.Context) error, back func()) {
	beat := time.NewTicker(pulseSick)
	defer beat.Stop()
	for still := pulseWell; ; still += pulseSick {
		if still >= pulseWell || q.Health().WeChat != queue.WeChatWell {
			err := check(ctx)
			if report(q, "", err); err == nil {
				back()
			}
			still = 0
		}
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
	}
}

// report says what the outcome of a call tells about WeChat; about is what was asked for. One that never reached the network
// tells nothing. Whatever was asked for, an address, a secret or a token that is refused is the account's.
func report(q *queue.Queue, about string, err error) {
	state := health(err)
	if state == queue.WeChatUnknown {
		return
	}
	cause, address := "", ""
	if state == queue.WeChatRefused {
		cause, address = causeOf(err)
	}
	if cause == "address" || cause == "credential" || cause == "token" {
		about = ""
	}
	q.Report(queue.Report{About: about, State: state, Cause: cause, Address: address})
}

// health is what the outcome of a call tells about the connection. A refusal that is about one customer or one message
// tells that it is well.
func health(err error) queue.WeChatState {
	cause, _ := causeOf(err)
	switch {
	case err == nil:
		return queue.WeChatWell
	case errors.Is(err, wechat.ErrUnreachable), errors.Is(err, wechat.ErrBusy):
		return queue.WeChatUnreachable
	case cause != "":
		return queue.WeChatRefused
	case errors.As(err, new(*wechat.Error)):
		return queue.WeChatWell
	}
	return queue.WeChatUnknown
}

// causes are the refusals of this account or machine, whatever it asks for, each in the word of queue.Health.
var causes = []struct {
	err   error
	cause string
}{
	{wechat.ErrAddress, "address"},
	{wechat.ErrCredential, "credential"},
	{wechat.ErrQuota, "quota"},
	{wechat.ErrTooFast, "too_fast"},
	{wechat.ErrPermission, "permission"},
	{wechat.ErrToken, "token"},
}

// causeOf is why WeChat refuses the account or the machine; empty when it does not. address is the one that it does not
// know.
func causeOf(err error) (cause, address string) {
	if refused := (*wechat.Error)(nil); errors.As(err, &refused) {
		address = refused.Address()
	}
	for _, c := range causes {
		if errors.Is(err, c.err) {
			return c.cause, address
		}
	}
	return "", ""
}
