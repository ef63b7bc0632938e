package queue

import (
	"encoding/json"
	"strconv"
	"time"
)

// pen writes the text of a record: the same bytes as encoding/json makes of it, at a fifth of the cost,
// since every commit writes some for each customer. TestRecords holds the two against each other in all fields.
type pen struct {
	text []byte
	err  error // the first: a time of a year beyond 9999, as with encoding/json
}

// begin opens an object or a list, in the place of a value.
func (p *pen) begin(bracket byte) { p.text = append(p.text, bracket) }

func (p *pen) end(bracket byte) { p.text = append(p.text, bracket) }

// next parts a value from the one before it.
func (p *pen) next() {
	if last := p.text[len(p.text)-1]; last != '{' && last != '[' {
		p.text = append(p.text, ',')
	}
}

// name begins a field.
func (p *pen) name(name string) {
	p.next()
	p.text = append(append(append(p.text, '"'), name...), '"', ':')
}

func (p *pen) string(name, s string) {
	p.name(name)
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			p.foreign(s)
			return
		}
	}
	p.text = append(append(append(p.text, '"'), s...), '"')
}

func (p *pen) int(name string, n int64) {
	p.name(name)
	p.text = strconv.AppendInt(p.text, n, 10)
}

func (p *pen) uint(name string, n uint64) {
	p.name(name)
	p.text = strconv.AppendUint(p.text, n, 10)
}

func (p *pen) time(name string, t time.Time) {
	p.name(name)
	text, err := t.AppendText(append(p.text, '"'))
	if p.text = append(text, '"'); err != nil && p.err == nil {
		p.err = err
	}
}

func (p *pen) null(name string) {
	p.name(name)
	p.text = append(p.text, "null"...)
}

// foreign leaves a value to encoding/json.
func (p *pen) foreign(v any) {
	text, err := json.Marshal(v)
	if p.text = append(p.text, text...); err != nil && p.err == nil {
		p.err = err
	}
}

// Those that follow leave a field out that is empty.

func (p *pen) anyString(name, s string) {
	if s != "" {
		p.string(name, s)
	}
}

func (p *pen) anyInt(name string, n int64) {
	if n != 0 {
		p.int(name, n)
	}
}

func (p *pen) anyUint(name string, n uint64) {
	if n != 0 {
		p.uint(name, n)
	}
}

func (p *pen) anyTime(name string, t time.Time) {
	if !t.IsZero() {
		p.time(name, t)
	}
}

func (p *pen) flag(name string, yes bool) {
	if yes {
		p.name(name)
		p.text = append(p.text, "true"...)
	}
}
