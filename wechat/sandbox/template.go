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
	Miniprogram struct {
		AppID string `json:"appid"`
		Page  string `json:"pagepath"`
	} `json:"miniprogram"`
	ClientMsgID string `json:"client_msg_id"`
	Data        values `json:"data"`
}

// values are what a message fills a template's slots with.
type values map[string]struct {
	Value string `json:"value"`
}

type templateAnswer struct {
	done
	MsgID int64 `json:"msgid"`
}

// sendTemplate is POST /cgi-bin/message/template/send. A message that was taken appears in the chat at once,
// and a TEMPLATESENDJOBFINISH event follows. Fields the template does not have are dropped without a word.
func (s *Sandbox) sendTemplate(call call) (any, error) {
	var in templateRequest
	if err := decode(call.body, &in); err != nil {
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
	case in.Miniprogram.AppID != "" && (s.mini == nil || in.Miniprogram.AppID != s.mini.id):
		return nil, refuse(40013)
	}
	fields, err := in.Data.fill(keys)
	if err != nil {
		return nil, err
	}
	return templateAnswer{fine, s.acceptLocked(c, in, fields)}, nil
}

// fill fills a template's slots; the first that is missing or over its limit is named, in the two ways that people have
// met.
func (v values) fill(keys []string) ([]Field, error) {
	var filled []Field
	for _, key := range keys {
		value := v[key].Value
		switch {
		case value == "":
			return nil, refuse(47003).but(" data." + key + ".value is emtpy")
		case !fits(key, value):
			return nil, refuse(47003).but(" data." + key + ".value invalid")
		}
		filled = append(filled, Field{key, value})
	}
	return filled, nil
}

// acceptLocked shows the message and reports it, unless the same openid and client_msg_id did so within ten
// minutes: then only the first one's msgid comes back.
func (s *Sandbox) acceptLocked(c *customer, in templateRequest, fields []Field) int64 {
	now := s.o.Now()
	key := sentKey{c.account.openid, in.ClientMsgID}
	if before, ok := s.sent[key]; ok && now.Sub(before.at) < onceFor {
		return before.msgID
	}
	id := s.nextIDLocked(now)
	if in.ClientMsgID != "" {
		s.rememberLocked(key, sentMessage{id, now})
	}
	status := c.arriveLocked(Message{Kind: Template, Template: in.TemplateID, Fields: fields, URL: in.URL, At: now})
	s.enqueueLocked(c, event{app: s.account, at: now, name: finishEvent, id: id, status: status})
	return id
}

func (s *Sandbox) rememberLocked(key sentKey, m sentMessage) {
	if m.at.Sub(s.swept) > time.Minute {
		maps.DeleteFunc(s.sent, func(_ sentKey, old sentMessage) bool { return m.at.Sub(old.at) >= onceFor })
		s.swept = m.at
	}
	s.sent[key] = m
}
