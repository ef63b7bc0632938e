package web

import (
	"context"
	"net/http"

	"paihao/queue"
)

// miniTicket is a ticket as the mini program shows it, with its names, and the templates to ask for at the next tap.
type miniTicket struct {
	*ticket
	ServiceName   string   `json:"service_name"`
	ServiceNameEN string   `json:"service_name_en"`
	CounterName   string   `json:"counter_name"` // empty while it was not called
	CounterNameEN string   `json:"counter_name_en"`
	Ask           []string `json:"ask"`
}

func (d *miniDoor) show(c queue.Customer, s queue.Standing) miniTicket {
	t := miniTicket{ticket: ticketJSON(s), Ask: d.program.Ask(c)}
	v := d.Hall.View()
	for _, service := range v.Services {
		if service.ID == s.Service {
			t.ServiceName, t.ServiceNameEN = service.Name, service.NameEN
		}
	}
	for _, counter := range v.Counters {
		if counter.ID == s.Counter {
			t.CounterName, t.CounterNameEN = counter.Name, counter.NameEN
		}
	}
	return t
}

// miniService is a service as the mini program shows it.
type miniService struct {
	service
	NameEN string      `json:"name_en"`
	Party  queue.Party `json:"party"` // people at its tables; zero when it does not ask
}

func (d *miniDoor) services(w http.ResponseWriter, _ *http.Request, c queue.Contact) error {
	v := d.Hall.View()
	reply(w, http.StatusOK, map[string]any{
		"venue": v.Venue, "venue_en": v.VenueEN, "closed": v.Closed,
		"services": mapped(v.Services, func(s queue.ServiceView) miniService {
			return miniService{serviceJSON(s), s.NameEN, s.Party}
		}),
		"ask": d.program.Ask(c.Customer),
	})
	return nil
}

// tickets are those of today, newest first.
func (d *miniDoor) tickets(w http.ResponseWriter, _ *http.Request, c queue.Contact) error {
	list := mapped(d.mine(c), func(s queue.Standing) miniTicket { return d.show(c.Customer, s) })
	reply(w, http.StatusOK, map[string]any{"tickets": list})
	return nil
}

func (d *miniDoor) mine(c queue.Contact) (list []queue.Standing) {
	d.Hall.Look(func(b *queue.Book) { list = b.TicketsOf(c.Customer) })
	return list
}

// own is a ticket of the person's; another's is none, so that nobody learns that it is there.
func (d *miniDoor) own(c queue.Contact, id string) (queue.Standing, error) {
	for _, s := range d.mine(c) {
		if s.ID == id {
			return s, nil
		}
	}
	return queue.Standing{}, queue.ErrNoTicket
}

func (d *miniDoor) ticket(w http.ResponseWriter, r *http.Request, c queue.Contact) error {
	s, err := d.own(c, r.PathValue("id"))
	if err == nil {
		reply(w, http.StatusOK, d.show(c.Customer, s))
	}
	return err
}

func (d *miniDoor) take(w http.ResponseWriter, r *http.Request, c queue.Contact) error {
	body, err := read[struct {
		Service string `json:"service"`
		Party   int    `json:"party"`
	}](w, r)
	if err != nil {
		return err
	}
	command, err := take("", ticketOf{Service: body.Service, Party: body.Party})
	if err != nil {
		return err
	}
	command.Origin = queue.FromMini
	return d.carryOutFor(w, r, c, command, http.StatusCreated)
}

// act is what people may do with their own tickets.
func (d *miniDoor) act(verb queue.Verb) personal {
	return func(w http.ResponseWriter, r *http.Request, c queue.Contact) error {
		if _, err := read[nothing](w, r); err != nil {
			return err
		}
		s, err := d.own(c, r.PathValue("id"))
		if err != nil {
			return err
		}
		return d.carryOutFor(w, r, c, queue.Command{Verb: verb, Ticket: s.ID}, http.StatusOK)
	}
}

// carryOutFor hands a person's command to the queue and answers with their ticket. An Idempotency-Key is theirs alone: two
// people may use the same.
func (d *miniDoor) carryOutFor(w http.ResponseWriter, r *http.Request, c queue.Contact, command queue.Command, status int) error {
	var err error
	if command.Operation, err = requested(r, "mini/"+c.ID+"/"); err != nil {
		return err
	}
	command.By, command.Customer = queue.ByCustomer, c.Customer
	ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
	defer cancel()
	out, err := d.Hall.Do(ctx, command)
	if err == nil {
		reply(w, status, d.show(c.Customer, *out.Ticket))
	}
	return err
}

// grant notes what somebody has just allowed.
func (d *miniDoor) grant(w http.ResponseWriter, r *http.Request, c queue.Contact) error {
	counts, err := read[map[string]int](w, r)
	if err == nil && (len(counts) == 0 || len(counts) > 20) {
		err = ErrBadRequest
	}
	if err == nil {
		ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
		defer cancel()
		err = d.program.Grant(ctx, c.Customer, counts)
	}
	if err == nil {
		reply(w, http.StatusOK, map[string]any{"ask": d.program.Ask(c.Customer)})
	}
	return err
}
