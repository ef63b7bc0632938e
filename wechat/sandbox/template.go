package sandbox

import (
	"maps"
	"time"
)

// onceFor is how long a client_msg_id is remembered for an openid (developers.weixin.qq.com, template/send).
const onceFor = 10 * time.Minute

type sentKey struct{ openid, id string }

type sentMessage struct {
	msgID int64
	at    time.Time
}

type templateRequest struct {
	ToUser      string `json:"touser"`
	TemplateID  string `json:"template_id"`
	URL         string `json:"url"`
	ClientMsgID string `json:"client_msg_id"`
	Data        map[string]struct {
		Value string `json:"value"`
	} `json:"data"`
}

type templateAnswer struct {
	Errcode int    `json:"errcode"`
	Errmsg  string `json:"errmsg"`
	MsgID   int64  `json:"msgid"`
}

// sendTemplate is POST /cgi-bin/message/template/send. A message that was taken appears in the chat at once,
// and a TEMPLATESENDJOBFINISH event follows. Fields the template does not have are dropped without a word.
func (s *Sandbox) sendTemplate(body []byte) (any, error) {
	var in templateRequest
	if err := decode(body, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, refuse(-1)
	}
	c := s.customers[in.ToUser]
	keys, known := s.o.Templates[in.TemplateID]
	switch {
	case c == nil:
		return nil, refuse(40003)
	case in.TemplateID == "":
		return nil, refuse(40036)
	case !known:
		return nil, refuse(40037)
	case !c.following:
		return nil, refuse(43004)
	}
	fields, err := in.fields(keys)
	if err != nil {
		return nil, err
	}
	return templateAnswer{Errmsg: "ok", MsgID: s.acceptLocked(c, in, fields)}, nil
}

// fields fills the template's slots; the first that is missing or over its limit is named, as WeChat does.
func (in templateRequest) fields(keys []string) ([]Field, error) {
	var filled []Field
	for _, key := range keys {
		value := in.Data[key].Value
		if !fits(key, value) {
			r := refuse(47003)
			r.text += " data." + key + ".value invalid"
			return nil, r
		}
		filled = append(filled, Field{key, value})
	}
	return filled, nil
}

// acceptLocked shows the message and reports it, unless the same openid and client_msg_id did so within ten
// minutes: then only the first one's msgid comes back.
func (s *Sandbox) acceptLocked(c *customer, in templateRequest, fields []Field) int64 {
	now := s.o.Now()
	key := sentKey{c.openid, in.ClientMsgID}
	if before, ok := s.sent[key]; ok && now.Sub(before.at) < onceFor {
		return before.msgID
	}
	id := s.nextIDLocked(now)
	if in.ClientMsgID != "" {
		s.rememberLocked(key, sentMessage{id, now})
	}
	c.noteLocked(Message{Kind: Template, Template: in.TemplateID, Fields: fields, URL: in.URL, At: now})
	s.enqueueLocked(c, event{from: c.openid, at: now, name: finishEvent, id: id})
	return id
}

func (s *Sandbox) rememberLocked(key sentKey, m sentMessage) {
	if m.at.Sub(s.swept) > time.Minute {
		maps.DeleteFunc(s.sent, func(_ sentKey, old sentMessage) bool { return m.at.Sub(old.at) >= onceFor })
		s.swept = m.at
	}
	s.sent[key] = m
}
