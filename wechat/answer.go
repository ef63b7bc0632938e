package wechat

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// readAnswer tells a refusal from a result. A success may come without errcode; what is not a JSON object comes
// from something between us and WeChat.
func readAnswer(body []byte, out any, hidden []string) error {
	var refusal struct {
		Code    loose `json:"errcode"`
		Message loose `json:"errmsg"`
	}
	if bytes.Equal(bytes.TrimSpace(body), []byte("null")) || json.Unmarshal(body, &refusal) != nil {
		return notWeChats()
	}
	code, err := strconv.ParseInt(string(refusal.Code), 10, 32)
	switch {
	case refusal.Code == "":
	case err != nil:
		return notWeChats()
	case code != 0:
		return newError(int(code), string(refusal.Message), hidden...)
	}
	if err := json.Unmarshal(body, out); err != nil {
		return notWeChats()
	}
	return nil
}

func notWeChats() error {
	return fmt.Errorf("%w: answer is not WeChat's", ErrUnreachable)
}

// without says that WeChat's answer lacks what it is asked for.
func without(what string) error {
	return fmt.Errorf("%w: answer without %s", ErrUnreachable, what)
}

// number is what l says in whole numbers from least to most.
func (l loose) number(least, most int64) (int64, bool) {
	n, err := strconv.ParseInt(string(l), 10, 64)
	return n, err == nil && n >= least && n <= most
}

// done is the answer to a call that asks for nothing back. WeChat says "ok" to it: an empty object comes from elsewhere.
type done struct {
	Code    loose `json:"errcode"`
	Message loose `json:"errmsg"`
	MsgID   loose `json:"msgid"`
}

// check tells whether WeChat said anything.
func (d *done) check() error {
	if d.Code == "" && d.Message == "" && d.MsgID == "" {
		return without("a result")
	}
	return nil
}

// msgID is the id in digits, or empty where there is none.
func (d *done) msgID() string {
	if n, ok := d.MsgID.number(0, 1<<63-1); ok {
		return strconv.FormatInt(n, 10)
	}
	return ""
}
