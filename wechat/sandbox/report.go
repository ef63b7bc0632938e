package sandbox

import "unicode/utf8"

// Blocked is the report about messages to a person who does not want the account's messages any more.
const Blocked = "failed:user block"

// Report settles what becomes of the template and subscription messages that are accepted from now on for a person: they
// do not arrive, and the event afterwards says status, such as Blocked or "failed: system failed". Empty: they arrive.
func (s *Sandbox) Report(openid, status string) error {
	if len(status) > 64 || !utf8.ValidString(status) {
		return ErrText
	}
	if !openidGrammar.MatchString(openid) {
		return ErrOpenID
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, _ := s.meetLocked(openid)
	c.report = status
	return nil
}

// arriveLocked shows an accepted message, or tells that it did not arrive, and returns the status of the event.
func (c *customer) arriveLocked(m Message) string {
	if c.report == "" {
		c.noteLocked(m)
		return "success"
	}
	c.noteLocked(Message{Kind: Notice, Text: "一条消息没有送达 · A message did not arrive (" + c.report + ")", Mini: m.Mini, At: m.At})
	return c.report
}
