package sandbox

import (
	"maps"
	"net/http"
	"strconv"
	"time"
)

// Kind says what a line of a chat is.
type Kind string

// The kinds of lines.
const (
	Said         Kind = "said"         // the person wrote it
	Did          Kind = "did"          // the person followed, scanned, pressed, granted or left
	Reply        Kind = "reply"        // the account's answer to a callback
	Template     Kind = "template"     // a template message
	Subscription Kind = "subscription" // a subscription message, of the account or the mini program
	Service      Kind = "service"      // a text of the service
	Notice       Kind = "notice"       // WeChat itself: a fault, an expired code, a message that did not arrive
)

// Message is one line of a person's chat.
type Message struct {
	ID       int64     `json:"id"` // rising within a chat, from 1
	Kind     Kind      `json:"kind"`
	Text     string    `json:"text,omitempty"`
	Template string    `json:"template,omitempty"` // template id
	Fields   []Field   `json:"fields,omitempty"`   // of a template or subscription message, in the template's order
	URL      string    `json:"url,omitempty"`      // or the mini program's page
	Mini     bool      `json:"mini,omitempty"`     // with the mini program, not the account
	At       time.Time `json:"at"`
}

// Field is one filled slot of a message.
type Field struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// keepMessages is how many lines a chat keeps.
const keepMessages = 200

func (c *customer) noteLocked(m Message) {
	c.lastID++
	m.ID = c.lastID
	c.messages = append(c.messages, m)
	if n := len(c.messages) - keepMessages; n > 0 {
		c.messages = append([]Message(nil), c.messages[n:]...)
	}
}

// Messages gives the newest 200 lines of a person's chat with both apps, oldest first; nil when there are none.
func (s *Sandbox) Messages(openid string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, _ := s.findLocked(openid)
	if c == nil {
		return nil
	}
	return append([]Message(nil), c.messages...)
}

type chat struct {
	Following bool           `json:"following"`
	Mini      string         `json:"mini,omitempty"` // the person's openid in the mini program
	Grants    map[string]int `json:"grants"`         // messages that the person allows, by template
	Report    string         `json:"report,omitempty"`
	Last      int64          `json:"last"` // id of the newest line; it falls when the sandbox was started anew
	Messages  []Message      `json:"messages"`
}

// getMessages gives a chat, or with ?after=ID only the lines behind that one.
func (s *Sandbox) getMessages(w http.ResponseWriter, r *http.Request) {
	openid := r.PathValue("openid")
	if !openidGrammar.MatchString(openid) {
		s.fail(w, ErrOpenID)
		return
	}
	var after int64
	if text := r.URL.Query().Get("after"); text != "" {
		var err error
		if after, err = strconv.ParseInt(text, 10, 64); err != nil {
			s.fail(w, errBadBody)
			return
		}
	}
	s.show(w, s.chat(openid, after))
}

func (s *Sandbox) chat(openid string, after int64) chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := chat{Grants: map[string]int{}, Messages: []Message{}}
	c, _ := s.findLocked(openid)
	if c == nil {
		return v
	}
	v.Following, v.Mini, v.Report, v.Last = c.following, c.mini.openid, c.report, c.lastID
	for _, p := range []self{c.account, c.mini} {
		maps.Copy(v.Grants, p.grants)
	}
	for _, m := range c.messages {
		if m.ID > after {
			v.Messages = append(v.Messages, m)
		}
	}
	return v
}
