package queue

import "time"

// Health is how the program is, beside the queue. Core reports it; the queue hands it to the windows.
type Health struct {
	Trial    bool        `json:"trial"`
	Writable bool        `json:"writable"` // false: the store has failed and nothing can be changed
	Full     bool        `json:"full"`     // the disk is full: no new tickets, calls go on
	Doubt    bool        `json:"doubt"`    // the machine's clock is in doubt, so the day does not end by itself
	Overdue  bool        `json:"overdue"`  // by the clock the day is over, and waits for staff to end it
	Damaged  int         `json:"damaged"`  // records of the store that cannot be read and are set aside
	NoCopy   bool        `json:"no_copy"`  // the nightly copy of the store fails
	WeChat   WeChatState `json:"wechat"`
	Since    time.Time   `json:"since,omitzero"`    // when WeChat's state began
	Cause    string      `json:"cause,omitempty"`   // why WeChat refuses, in one word: address, credential, quota, too_fast, permission, token
	Address  string      `json:"address,omitempty"` // with the cause address: what to put on the account's list
}

// WeChatState is whether messages and codes get through.
type WeChatState string

// The states of the connection to WeChat.
const (
	WeChatUnknown     WeChatState = "" // not asked yet
	WeChatWell        WeChatState = "well"
	WeChatUnreachable WeChatState = "unreachable" // no answer
	WeChatRefused     WeChatState = "refused"     // answers, but refuses: settings, quota or rights
)

// Health is how the program is now, as the views say it.
func (q *Queue) Health() Health {
	q.mu.RLock()
	defer q.mu.RUnlock()
	return q.health
}

// Report says how WeChat is, for the windows to show; cause and address as Health has them.
func (q *Queue) Report(s WeChatState, cause, address string) {
	q.Tell(func(h *Health) {
		if h.WeChat != s {
			h.WeChat, h.Since = s, q.clock()
		}
		h.Cause, h.Address = cause, address
	})
}

// Tell lets change say how the program is, for the windows to show. What the writer knows is not its to change.
func (q *Queue) Tell(change func(h *Health)) {
	q.mu.Lock()
	before := q.health
	change(&q.health)
	same := before == q.health
	q.mu.Unlock()
	if !same {
		q.wake()
	}
}

// observe tells the windows what the writer knows of the disk and the clock.
func (q *Queue) observe() {
	date := q.draft.day.Date
	overdue := date != "" && q.venue.BusinessDay(q.moment.wall) != q.draft.day.clockDate()
	q.Tell(func(h *Health) {
		h.Full, h.Doubt, h.Overdue = q.draft.full, q.moment.doubt, overdue
		q.book.full, q.read = q.draft.full, glance{q.keeper.raw, q.moment.now}
	})
}

// setWritable tells the windows whether changes reach the disk. After a refusal the publisher's probe is written although
// it changes nothing, so that the queue finds out by itself when the disk has room again.
func (q *Queue) setWritable(yes bool) {
	if q.writable == yes {
		return
	}
	q.writable = yes
	q.Tell(func(h *Health) { h.Writable = yes })
}
