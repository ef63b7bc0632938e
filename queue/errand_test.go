package queue_test

import (
	"context"
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"paihao/queue"
)

// theTemplate is what the machine's messages are made with.
const theTemplate = "template"

// notices lists the ids of the day's notices in the store by ticket, in the order of the clerk's notes.
func (m *machine) notices(r *rapid.T) map[string][]string {
	saved, err := m.store.Load(context.Background())
	if err != nil {
		r.Fatalf("Load: %v", err)
	}
	ids := map[string][]string{}
	for _, n := range saved.Notices {
		ids[n.Ticket] = append(ids[n.Ticket], n.ID)
	}
	return ids
}

// noticeID is a note's.
func (m *machine) noticeID(ids map[string][]string, r ref) string {
	return ids[m.clerk.page().slips[r.slip].id][r.note]
}

// drawNotes draws so many notes, most often ones that may be sent.
func (m *machine) drawNotes(r *rapid.T, most int) []ref {
	list := m.clerk.all()
	if len(list) == 0 {
		r.Skip("no notes")
	}
	if out := m.clerk.outgoing(); len(out) > 0 && rapid.IntRange(0, 4).Draw(r, "any") > 0 {
		list = out
	}
	if sending := m.sending(); len(sending) > 0 && most == 1 && rapid.IntRange(0, 4).Draw(r, "sent") > 0 {
		list = sending
	}
	return rapid.SliceOfNDistinct(rapid.SampledFrom(list), 1, min(most, len(list)), rapid.ID).Draw(r, "notes")
}

// sending lists the notes on their way.
func (m *machine) sending() (list []ref) {
	for _, r := range m.clerk.all() {
		if m.clerk.note(r).state == queue.Sending {
			list = append(list, r)
		}
	}
	return list
}

// claim makes some notices the program's own. What comes back is what was written.
func (m *machine) claim(r *rapid.T) {
	refs, ids := m.drawNotes(r, 4), m.notices(r)
	names := map[string]ref{}
	var list []string
	for _, ref := range refs {
		id := m.noticeID(ids, ref)
		names[id] = ref
		list = append(list, id)
	}
	var want []ref
	var got []queue.Notice
	m.keep(r, func(k *clerk) (wrote bool) { want, wrote = k.claim(refs); return wrote }, func() (err error) {
		got, err = m.Claim(context.Background(), list...)
		return err
	})
	var claimed []ref
	for _, n := range got {
		claimed = append(claimed, names[n.ID])
		if c := m.clerk.note(names[n.ID]); n.State != queue.Sending || n.Attempt != c.tries || n.Kind != c.kind {
			r.Fatalf("claimed: got %+v, want it sending for the %d. time", n, c.tries)
		}
	}
	if got != nil && !slices.Equal(claimed, want) {
		r.Fatalf("claimed: got notes %v, want %v", claimed, want)
	}
}

// settle notes what became of a notice, claimed or not, ended or not.
func (m *machine) settle(r *rapid.T) {
	ref := m.drawNotes(r, 1)[0]
	m.messages++
	s := queue.Settlement{
		Notice: m.noticeID(m.notices(r), ref), To: customer(m.clerk.page().slips[ref.slip].customer), Template: theTemplate,
		State: rapid.SampledFrom([]queue.NoticeState{queue.Accepted, queue.Accepted, queue.Accepted, queue.Pending, queue.Refused, queue.Stale}).Draw(r, "as"),
		Way:   rapid.SampledFrom([]queue.Way{queue.ByTemplate, queue.BySubscribe, queue.ByService}).Draw(r, "by"),
	}
	switch {
	case s.State == queue.Accepted && rapid.IntRange(0, 2).Draw(r, "named") > 0:
		s.MessageID = fmt.Sprint("message ", m.messages)
	case s.State == queue.Refused:
		s.Reason = "errcode_1"
		s.Gone = rapid.IntRange(0, 3).Draw(r, "gone") == 0
	}
	m.keep(r, func(k *clerk) bool { return k.settle(ref, s) }, func() error { return m.Settle(context.Background(), s) })
}

// deliver brings a receipt, of a message that was sent or of none, by its id, its template or both.
func (m *machine) deliver(r *rapid.T) {
	c := queue.Receipt{
		To:        customer(rapid.SampledFrom(names).Draw(r, "to")),
		Delivered: rapid.Bool().Draw(r, "delivered"), Reason: "user_block",
	}
	if m.messages > 0 && rapid.IntRange(0, 3).Draw(r, "by id") > 0 {
		c.MessageID = fmt.Sprint("message ", rapid.IntRange(1, m.messages).Draw(r, "id"))
	}
	for _, ref := range m.clerk.all() {
		if n := m.clerk.note(ref); n.message == c.MessageID && n.message != "" && rapid.IntRange(0, 4).Draw(r, "his") > 0 {
			c.To = customer(m.clerk.page().slips[ref.slip].customer)
		}
	}
	if rapid.Bool().Draw(r, "by template") {
		c.Template = theTemplate
	}
	var want, got bool
	ok := m.keep(r, func(k *clerk) (wrote bool) { want, wrote = k.deliver(c); return wrote }, func() (err error) {
		got, err = m.Deliver(context.Background(), c)
		return err
	})
	if ok && got != want {
		r.Fatalf("receipt %+v: got known %v, want %v", c, got, want)
	}
}

// notify tells somebody of their ticket, as when the answer in the chat came too late.
func (m *machine) notify(r *rapid.T) {
	kind := rapid.SampledFrom([]queue.NoticeKind{queue.Issued, queue.Issued, queue.Issued, queue.Near}).Draw(r, "kind")
	m.press(r, queue.Command{Operation: m.operation(r), Verb: queue.Notify, Ticket: m.drawTicket(r), Kind: kind})
}
