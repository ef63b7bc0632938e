package queue

import (
	"bytes"
	"encoding/json"
	"sync"
)

// unread is a summary as its record tells it. A start reads the records of a month, and needs of nearly all of them no more
// than when their days were: what these have taught is read when the first forecast asks for it.
type unread struct {
	text []byte
	read func() *Summary // once
}

// UnmarshalJSON keeps a copy of the text. What it says is judged when it is read: see sound.
func (s *Summary) UnmarshalJSON(text []byte) error {
	u := &unread{text: bytes.Clone(text)}
	u.read = sync.OnceValue(func() *Summary {
		type plain Summary
		var p plain
		if json.Unmarshal(u.text, &p) != nil {
			p = plain{} // a day is not to be lost for what it has taught
		}
		return (*Summary)(&p).sound()
	})
	*s = Summary{unread: u}
	return nil
}

// MarshalJSON gives what was not read as it is, unless that is no JSON: such a day has taught nothing, and can be written anew.
func (s *Summary) MarshalJSON() ([]byte, error) {
	if s.unread != nil && json.Valid(s.unread.text) {
		return s.unread.text, nil
	}
	type plain Summary
	return json.Marshal((*plain)(s.read()))
}

// read is the summary with all that its record says; nil of none. Any number may ask at once.
func (s *Summary) read() *Summary {
	if s == nil || s.unread == nil {
		return s
	}
	return s.unread.read()
}

// UnmarshalJSON passes by what the day has taught. That stands last in a record, and is most of it; no text in JSON can look
// like its beginning.
func (d *Day) UnmarshalJSON(text []byte) error {
	type plain Day
	head, taught, found := bytes.Cut(text, []byte(`,"summary":{`))
	if !found || !bytes.HasSuffix(taught, []byte("}}")) || json.Unmarshal(append(bytes.Clone(head), '}'), (*plain)(d)) != nil {
		return json.Unmarshal(text, (*plain)(d))
	}
	d.Summary = new(Summary)
	return d.Summary.UnmarshalJSON(text[len(head)+len(`,"summary":`) : len(text)-1])
}
