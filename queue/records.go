package queue

import "time"

// The records that come with every customer, field by field as in their types.

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

// AppendJSON appends the binding as json.Marshal writes it. Errors: a time of a year beyond 9999.
func (n *Binding) AppendJSON(dst []byte) ([]byte, error) {
	p := pen{text: dst}
	p.binding(n)
	return p.text, p.err
}

// AppendJSON appends the contact as json.Marshal writes it. Errors: a time of a year beyond 9999.
func (c *Contact) AppendJSON(dst []byte) ([]byte, error) {
	p := pen{text: dst}
	p.contact(c)
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

func (p *pen) binding(n *Binding) {
	p.begin('{')
	p.string("id", n.ID)
	p.anyString("day", n.Day)
	p.customer(n.Customer)
	p.anyString("ticket", n.Ticket)
	p.anyString("account", n.Account)
	p.anyString("user", n.User)
	p.anyTime("at", n.At)
	p.anyString("code", n.Code)
	p.end('}')
}

func (p *pen) customer(c Customer) {
	p.name("customer")
	p.begin('{')
	p.string("app", c.App)
	p.string("openid", c.OpenID)
	p.end('}')
}

func (p *pen) contact(c *Contact) {
	p.begin('{')
	p.string("id", c.ID)
	p.customer(c.Customer)
	p.time("seen_at", c.SeenAt)
	p.anyTime("followed", c.Followed)
	p.anyString("channel", c.Channel)
	p.anyString("union", c.Union)
	p.anyString("phone", c.Phone)
	p.window(c.Window)
	p.grants(c.Grants)
	p.anyString("tag", c.Tag)
	p.end('}')
}

func (p *pen) window(w Window) {
	if w == (Window{}) {
		return
	}
	p.name("window")
	p.begin('{')
	p.time("until", w.Until)
	p.int("left", int64(w.Left))
	p.end('}')
}

func (p *pen) grants(list []Grant) {
	if len(list) == 0 {
		return
	}
	p.name("grants")
	p.begin('[')
	for _, g := range list {
		p.next()
		p.begin('{')
		p.string("template", g.Template)
		p.int("left", int64(g.Left))
		p.end('}')
	}
	p.end(']')
}

// command writes a command, of which the store keeps a keyed hash alone.
func (p *pen) command(c *Command) {
	p.begin('{')
	p.string("verb", string(c.Verb))
	p.anyString("ticket", c.Ticket)
	p.anyString("counter", c.Counter)
	p.anyString("service", c.Service)
	p.anyString("expect", c.Expect)
	p.anyString("undoes", c.Undoes)
	p.anyInt("class", int64(c.Class))
	p.anyInt("party", int64(c.Party))
	p.anyString("origin", string(c.Origin))
	if c.Customer != (Customer{}) {
		p.customer(c.Customer)
	}
	p.anyString("by", c.By)
	p.anyString("code", c.Code)
	p.anyString("account", c.Account)
	p.anyString("user", c.User)
	p.anyString("kind", string(c.Kind))
	if c.Meeting != nil {
		p.name("meeting")
		p.meeting(c.Meeting)
	}
	p.end('}')
}

func (p *pen) meeting(m *Meeting) {
	p.begin('{')
	p.window(m.Window)
	p.anyString("channel", m.Channel)
	p.flag("follow", m.Follow)
	p.anyTime("followed", m.Followed)
	p.anyString("union", m.Union)
	p.anyString("phone", m.Phone)
	p.grants(m.Grants)
	p.anyString("tag", m.Tag)
	p.anyString("tagged", m.Tagged)
	p.end('}')
}
