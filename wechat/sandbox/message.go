package sandbox

import "time"

// Kind says what a line of a chat is.
type Kind string

// The kinds of lines.
const (
	Said     Kind = "said"     // the person wrote it
	Did      Kind = "did"      // the person followed, scanned or left
	Reply    Kind = "reply"    // the account's answer to a callback
	Template Kind = "template" // a template message
	Notice   Kind = "notice"   // WeChat itself: a fault, an expired code
)

// Message is one line of a person's chat.
type Message struct {
	ID       int64     `json:"id"` // rising within a chat, from 1
	Kind     Kind      `json:"kind"`
	Text     string    `json:"text,omitempty"`
	Template string    `json:"template,omitempty"` // template id
	Fields   []Field   `json:"fields,omitempty"`   // of a template message, in the template's order
	URL      string    `json:"url,omitempty"`
	At       time.Time `json:"at"`
}

// Field is one filled slot of a template message.
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

// Messages gives the newest 200 lines of a person's chat, oldest first; nil when there are none.
func (s *Sandbox) Messages(openid string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.customers[openid]
	if c == nil {
		return nil
	}
	return append([]Message(nil), c.messages...)
}
