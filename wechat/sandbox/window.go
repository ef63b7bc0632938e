package sandbox

import "time"

// How long an app may write after what a person did, and how often
// (developers.weixin.qq.com, Customer_Service_Messages; before 2023 it was more).
const (
	actedFor        = time.Minute // a follow, a scan, a press, a mini program's talk opened
	actedMessages   = 3
	enteredMessages = 2
	saidFor         = 48 * time.Hour
	saidMessages    = 5
)

// window is the time in which an app may write to a person, and how many messages are left in it.
type window struct {
	until time.Time
	left  int
}

func (w *window) open(now time.Time, life time.Duration, messages int) {
	w.until, w.left = now.Add(life), messages
}

// writeLocked takes one message from the windows of a person, first from the one that ends first (our choice): 45015
// when none is open, 45047 when the open ones are used up.
func (p *self) writeLocked(now time.Time) error {
	open := false
	for _, w := range []*window{&p.acted, &p.said} {
		if !now.Before(w.until) {
			continue
		}
		open = true
		if w.left > 0 {
			w.left--
			return nil
		}
	}
	if open {
		return refuse(45047)
	}
	return refuse(45015)
}

// sendService is POST /cgi-bin/message/custom/send, of texts only. A person who has left the account cannot be written to.
func (s *Sandbox) sendService(c call) (any, error) {
	var in struct {
		ToUser  string `json:"touser"`
		MsgType string `json:"msgtype"`
		Text    struct {
			Content string `json:"content"`
		} `json:"text"`
	}
	if err := decode(c.body, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	to := s.knownTo(c.app, in.ToUser)
	switch {
	case to == nil:
		return nil, refuse(40003)
	case in.MsgType != "text":
		return nil, refuse(40008)
	case in.Text.Content == "":
		return nil, refuse(44004)
	case len(in.Text.Content) > maxText:
		return nil, refuse(45002)
	}
	now := s.o.Now()
	if err := to.in(c.app).writeLocked(now); err != nil {
		return nil, err
	}
	to.noteLocked(Message{Kind: Service, Text: in.Text.Content, Mini: c.app.mini, At: now})
	return fine, nil
}
