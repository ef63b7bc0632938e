package queue

import "time"

// Tickets and operations, which come with every customer, field by field as in their types.

// AppendJSON appends the ticket as json.Marshal writes it. Errors: a time of a year beyond 9999.
func (t *Ticket) AppendJSON(dst []byte) ([]byte, error) {
	p := pen{text: dst}
	p.ticket(t)
	return p.text, p.err
}

// AppendJSON appends the operation as json.Marshal writes it. Errors: a time of a year beyond 9999.
func (o *Operation) AppendJSON(dst []byte) ([]byte, error) {
	p := pen{text: dst}
	p.operation(o)
	return p.text, p.err
}

func (p *pen) ticket(t *Ticket) {
	p.begin('{')
	p.string("id", t.ID)
	p.string("day", t.Day)
	p.string("number", t.Number)
	p.string("prefix", t.Prefix)
	p.int("serial", int64(t.Serial))
	p.string("service", t.Service)
	p.string("state", string(t.State))
	p.anyInt("class", int64(t.Class))
	p.anyInt("party", int64(t.Party))
	p.anyUint("came", t.Came)
	p.name("place")
	p.begin('{')
	p.uint("seq", t.Place.Seq)
	p.anyUint("sub", uint64(t.Place.Sub))
	p.end('}')
	p.string("origin", string(t.Origin))
	p.anyString("channel", t.Channel)
	p.anyString("counter", t.Counter)
	p.flag("near", t.ToldNear)
	p.flag("inexact", t.Inexact)
	if t.Told != nil {
		p.name("told")
		p.estimate(t.Told)
	}
	if t.Steps == nil {
		p.null("steps")
	} else {
		p.steps(t.Steps)
	}
	p.end('}')
}

func (p *pen) estimate(e *Estimate) {
	p.begin('{')
	p.int("low", int64(e.Low))
	p.int("point", int64(e.Point))
	p.int("high", int64(e.High))
	p.flag("shut", e.Shut)
	p.anyInt("less", int64(e.Less))
	p.anyInt("more", int64(e.More))
	p.end('}')
}

func (p *pen) steps(list []Step) {
	p.name("steps")
	p.begin('[')
	for i := range list {
		s := &list[i]
		p.next()
		p.begin('{')
		p.uint("seq", s.Seq)
		p.string("what", string(s.What))
		p.time("at", s.At)
		p.anyString("by", s.By)
		p.anyString("counter", s.Counter)
		p.anyString("service", s.Service)
		p.flag("doubt", s.Doubt)
		p.end('}')
	}
	p.end(']')
}

func (p *pen) operation(o *Operation) {
	p.begin('{')
	p.string("id", o.ID)
	p.string("name", o.Name)
	p.string("day", o.Day)
	p.string("body", o.Body)
	p.time("at", o.At)
	p.anyUint("step", o.Step)
	p.name("outcome")
	p.outcome(&o.Outcome)
	if len(o.Before) > 0 {
		p.formers(o.Before)
	}
	p.end('}')
}

func (p *pen) outcome(o *Outcome) {
	p.begin('{')
	if o.Ticket != nil {
		p.name("ticket")
		p.standing(o.Ticket)
	}
	if o.Finished != nil {
		p.name("finished")
		p.standing(o.Finished)
	}
	if len(o.Restored) > 0 {
		p.name("restored")
		p.foreign(o.Restored)
	}
	if o.Day != nil {
		p.name("day")
		p.foreign(o.Day)
	}
	if o.Code != nil {
		p.name("code")
		p.foreign(o.Code)
	}
	p.end('}')
}

func (p *pen) standing(s *Standing) {
	p.begin('{')
	p.string("id", s.ID)
	p.string("number", s.Number)
	p.string("service", s.Service)
	p.string("state", string(s.State))
	p.anyInt("class", int64(s.Class))
	p.anyInt("party", int64(s.Party))
	p.string("day", s.Day)
	p.int("ahead", int64(s.Ahead))
	if s.Wait == nil {
		p.null("wait")
	} else {
		p.name("wait")
		p.begin('{')
		p.int("low_s", int64(s.Wait.Low/time.Second)) // as Range.MarshalJSON does
		p.int("high_s", int64(s.Wait.High/time.Second))
		p.end('}')
	}
	p.anyString("counter", s.Counter)
	p.string("origin", string(s.Origin))
	p.time("issued_at", s.IssuedAt)
	p.anyTime("called_at", s.CalledAt)
	p.anyTime("started_at", s.StartedAt)
	p.anyInt("calls", int64(s.Calls))
	p.flag("bound", s.Bound)
	if len(s.Notices) > 0 {
		p.name("notices")
		p.foreign(s.Notices)
	}
	p.end('}')
}

func (p *pen) formers(list []Former) {
	p.name("before")
	p.begin('[')
	for i := range list {
		p.next()
		p.begin('{')
		p.name("ticket")
		p.ticket(&list[i].Ticket)
		p.int("steps", int64(list[i].Steps))
		p.uint("after", list[i].After)
		p.end('}')
	}
	p.end(']')
}
