package queue_test

import (
	"maps"
	"reflect"
	"slices"
	"time"

	"paihao/queue"
)

// clerk keeps the queue on paper: a page for each business day with its slips, one list of stands in the order of calling,
// a pocket watch. It is slow, knows nothing of places or books, and is what the queue is compared with.
type clerk struct {
	venue    queue.Venue
	watch    pocketWatch
	pages    []*page         // of the days that are kept, oldest first; the last one lies open
	begun    int             // pages, also those that were torn out
	counters map[string]sign // what each counter was last turned to
	stopped  map[string]sign // and each service
	bonds    []bond          // who holds a ticket, of all days
	done     map[string]deed
	cards    map[string]card // by customer
	links    []link          // who is bound to an account, oldest first
	stubs    map[string]stub // codes by key
	touched  []former        // slips that the command at hand has changed
	kept     time.Time       // of the last change on disk
	full     bool            // the disk was, when it was looked at
}

// sign is what a counter or a service was turned to, and on which page: on the next one it does not count.
type sign struct {
	page int
	text string
}

// bond joins a customer to a day's ticket.
type bond struct {
	customer, date string
	slip           int
}

// deed is an operation that was carried out.
type deed struct {
	date    string
	command queue.Command
	outcome string // in JSON, empty when nobody was told
	page    int
	closed  closing
	at      time.Time
	before  []former
}

// former is a slip as it was before a command, and the number of the step that the command wrote on it.
type former struct {
	slip  int
	was   slip
	after int
}

// answer is what a command came to, before its outcome is known by id. Indexes of slips are −1 for none.
type answer struct {
	err              error
	limit            *queue.LimitError
	about            int // the slip that a refusal is about
	ticket, finished int
	restored         []int
	day              *page
	wrote, repeated  bool
	idle             bool   // nothing was to be done to the ticket
	code             string // key of the one that was scanned
	before           []former
}

func newClerk(v queue.Venue) *clerk {
	return &clerk{
		venue: v, counters: map[string]sign{}, stopped: map[string]sign{}, done: map[string]deed{},
		cards: map[string]card{}, stubs: map[string]stub{},
	}
}

// copy is for what may not come to pass.
func (k *clerk) copy() *clerk {
	c := *k
	c.pages = nil
	for _, p := range k.pages {
		c.pages = append(c.pages, p.copy())
	}
	c.bonds = slices.Clone(k.bonds)
	c.counters, c.stopped = maps.Clone(k.counters), maps.Clone(k.stopped)
	c.done, c.links = maps.Clone(k.done), slices.Clone(k.links)
	c.cards, c.stubs = maps.Clone(k.cards), maps.Clone(k.stubs)
	return &c
}

// page is the one that lies open.
func (k *clerk) page() *page { return k.pages[len(k.pages)-1] }

// at looks at the watch and does what time alone does. It tells whether that was anything.
func (k *clerk) at(now time.Time) bool {
	k.watch.look(now)
	turned := k.turnPage()
	lapsed := k.lapse()
	mended := k.page().reopened && !k.page().closed && k.sayAgain()
	return k.fade() || mended || lapsed || turned
}

// do carries a command out. The ids of tickets are the queue's: see machine.compare.
func (k *clerk) do(c queue.Command) answer {
	a := answer{about: -1, ticket: -1, finished: -1}
	if d, known := k.done[c.Operation]; known && c.Operation != "" {
		a.repeated = true
		if !reflect.DeepEqual(c, d.command) {
			a.err = queue.ErrKeyReused
		}
		return a
	}
	k.touched = nil
	k.obey(c, &a)
	if a.err != nil {
		return a
	}
	if a.before = k.touched; c.Verb == queue.Forget {
		a.before = nil
	}
	noted := k.jot(c)
	named := c.Operation != "" && (c.Verb != queue.Meet || noted)
	a.wrote = a.wrote || noted || a.ticket >= 0 && !a.idle || a.finished >= 0 || named
	if named {
		k.learn(c, a)
	}
	return a
}

func (k *clerk) obey(c queue.Command, a *answer) {
	switch c.Verb {
	case queue.Take:
		k.take(c, a)
	case queue.CallNext, queue.CallTicket:
		k.call(c, a)
	case queue.Open, queue.Pause, queue.Close:
		k.turnCounter(c, a)
	case queue.Issue, queue.Stop:
		k.turnService(c, a)
	case queue.CloseDay:
		k.closeDay(c, a)
	case queue.Undo:
		k.undo(c, a)
	case queue.Notify:
		k.notify(c, a)
	case queue.Bind:
		k.scan(c, a)
	case queue.Disconnect:
		k.disconnect(c, a)
	case queue.Forget:
		a.wrote = k.leave(c.Customer.OpenID)
	case queue.Meet:
		if c.Customer.OpenID == "" {
			a.err = queue.ErrInvalid
		}
	default:
		k.act(c, a)
	}
}

// learn notes an operation.
func (k *clerk) learn(c queue.Command, a answer) {
	d := deed{date: k.page().date, command: c, page: k.page().number, at: k.watch.now, before: a.before}
	if c.Verb == queue.CloseDay {
		d.closed = closing{a.day.number, a.day.closedAt}
	}
	k.done[c.Operation] = d
}

// hear notes what an operation came to.
func (k *clerk) hear(c queue.Command, outcome string) {
	if d, known := k.done[c.Operation]; known {
		d.outcome = outcome
		k.done[c.Operation] = d
	}
}

func (k *clerk) turnCounter(c queue.Command, a *answer) {
	if _, ok := k.venue.Counter(c.Counter); !ok {
		a.err = queue.ErrNoCounter
		return
	}
	to := map[queue.Verb]queue.CounterState{queue.Open: queue.CounterOpen, queue.Pause: queue.CounterPaused, queue.Close: queue.CounterClosed}[c.Verb]
	if a.wrote = k.counter(c.Counter) != to; a.wrote {
		k.counters[c.Counter] = sign{k.page().number, string(to)}
		k.turned(c.Counter, queue.Turn{At: k.watch.now, State: to, Doubt: k.watch.doubt})
	}
}

// turned notes on the page when a counter was turned.
func (k *clerk) turned(counter string, more ...queue.Turn) {
	k.page().turns[counter] = slices.Concat(k.page().turns[counter], more)
}

// putUp writes down when counters were turned on a page that was torn out, and that this one finds them closed. What stood of
// them on pages before this one was kept with the torn one only, and is lost.
func (k *clerk) putUp(torn *page, doubt bool) {
	for counter, turns := range torn.turns {
		for _, p := range k.pages[:len(k.pages)-1] {
			delete(p.turns, counter)
		}
		if k.turned(counter, turns...); turns[len(turns)-1].State != queue.CounterClosed {
			k.turned(counter, queue.Turn{At: k.watch.now, State: queue.CounterClosed, Doubt: doubt})
		}
	}
}

// counter is how a counter is: closed until somebody opens it on this page.
func (k *clerk) counter(id string) queue.CounterState {
	if s := k.counters[id]; s.page == k.page().number {
		return queue.CounterState(s.text)
	}
	return queue.CounterClosed
}

func (k *clerk) turnService(c queue.Command, a *answer) {
	if _, ok := k.venue.Service(c.Service); !ok {
		a.err = queue.ErrNoService
		return
	}
	if a.wrote = (c.Verb == queue.Stop) != k.isStopped(c.Service); a.wrote {
		k.stopped[c.Service] = sign{k.page().number, string(c.Verb)}
	}
}

func (k *clerk) isStopped(service string) bool {
	return k.stopped[service] == sign{k.page().number, string(queue.Stop)}
}
