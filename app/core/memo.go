package core

import (
	"sync"
	"time"

	"paihao/queue"
)

// mostMemos is how many things are remembered of customers; then the oldest are forgotten.
const mostMemos = 20_000

// memos remembers one thing of each of many customers for a while, such as what they have just scanned. They are lost with
// the program: then customers are asked to scan again. The zero value is ready.
type memos[T any] struct {
	mu    sync.Mutex
	of    map[queue.Customer]memo[T]
	order []memo[T] // oldest first; what was noted anew since is in it twice
}

type memo[T any] struct {
	customer queue.Customer
	what     T
	until    time.Time
}

// note remembers something of a customer, in the place of what was remembered before.
func (m *memos[T]) note(customer queue.Customer, what T, now time.Time, lasts time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for len(m.order) > 0 && (len(m.order) >= mostMemos || !now.Before(m.order[0].until)) {
		oldest := m.order[0]
		m.order = m.order[1:]
		if m.of[oldest.customer].until.Equal(oldest.until) {
			delete(m.of, oldest.customer)
		}
	}
	if m.of == nil {
		m.of = map[queue.Customer]memo[T]{}
	}
	m.of[customer] = memo[T]{customer, what, now.Add(lasts)}
	m.order = append(m.order, m.of[customer])
}

// recall is what is remembered of a customer now.
func (m *memos[T]) recall(customer queue.Customer, now time.Time) (what T, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	known, ok := m.of[customer]
	if !ok || !now.Before(known.until) {
		return what, false
	}
	return known.what, true
}

// change changes what is remembered of a customer, if something is.
func (m *memos[T]) change(customer queue.Customer, f func(what *T)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if known, ok := m.of[customer]; ok {
		f(&known.what)
		m.of[customer] = known
	}
}

// forget forgets a customer.
func (m *memos[T]) forget(customer queue.Customer) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.of, customer)
}
