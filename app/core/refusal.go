package core

import (
	"errors"
	"strconv"

	"paihao/queue"
	"paihao/wechat"
)

// refusals are the answers that refuse this message, or this customer, by this way, each in one word for the desk. To ask
// again the same would change nothing; another way may.
var refusals = []struct {
	err    error
	reason string
}{
	{wechat.ErrNoFollower, "no_follower"},
	{wechat.ErrNoGrant, "no_grant"},
	{wechat.ErrTooOften, "too_often"},
	{wechat.ErrWindow, queue.WindowShut},
	{wechat.ErrTemplate, "template"},
	{wechat.ErrLimit, "template"},
	{errFields, "template"},
	{wechat.ErrPermission, "permission"},
	{wechat.ErrQuota, "quota"},
}

// passing are the answers that say nothing about the message: the same may be taken later.
var passing = []error{
	wechat.ErrUnreachable, wechat.ErrBusy, wechat.ErrToken, wechat.ErrCredential, wechat.ErrAddress, wechat.ErrTooFast,
	wechat.ErrAtOnce,
}

// refusedFor is why a way refuses a message; empty when it does not, and the same may be taken later. An error that nobody
// has foreseen is no refusal.
func refusedFor(err error) string {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return r.reason
		}
	}
	for _, p := range passing {
		if errors.Is(err, p) {
			return ""
		}
	}
	if refused := (*wechat.Error)(nil); errors.As(err, &refused) {
		return "errcode_" + strconv.Itoa(refused.Code)
	}
	return ""
}
