package queue

// What is known of a customer, and what they ask for, field by field as in their types.

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
