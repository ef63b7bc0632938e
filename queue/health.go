package queue

import (
	"maps"
	"slices"
	"time"
)

// Health is how the program is, beside the queue. Core reports it; the queue hands it to the windows.
type Health struct {
	Trial     bool         `json:"trial"`
	Writable  bool         `json:"writable"` // false: the store has failed, or hangs, and nothing can be changed
	Full      bool         `json:"full"`     // the disk is full: no new tickets, calls go on
	Doubt     bool         `json:"doubt"`    // the machine's clock is in doubt, so the day does not end by itself
	Overdue   bool         `json:"overdue"`  // by the clock the day is over, and waits for staff to end it
	Damaged   int          `json:"damaged"`  // records of the store that cannot be read and are set aside
	NoCopy    bool         `json:"no_copy"`  // the nightly copy of the store fails
	Printer   PrinterState `json:"printer"`
	Voice     VoiceState   `json:"voice"`
	Unprinted string       `json:"unprinted,omitempty"` // numbers of open tickets whose slip did not come out, with spaces between them
	HelpAt    time.Time    `json:"help_at,omitzero"`    // since when somebody waits for staff to come; zero: nobody does
	HelpTo    string       `json:"help_to,omitempty"`   // to where: one place, or several, as AskHelp says
	WeChat    WeChatState  `json:"wechat"`
	Since     time.Time    `json:"since,omitzero"`    // when WeChat's state began
	Cause     string       `json:"cause,omitempty"`   // why WeChat refuses, in one word: address, credential, quota, too_fast, permission, token
	Address   string       `json:"address,omitempty"` // with the cause address: what to put on the account's list
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

// PrinterState is whether paper tickets come out.
type PrinterState string

// The states of the printer.
const (
	NoPrinter      PrinterState = "" // none is set up
	PrinterWell    PrinterState = "well"
	PrinterNoPaper PrinterState = "no_paper"
	PrinterSilent  PrinterState = "silent" // it cannot be reached, or does not answer
)

// VoiceState is whether calls are heard.
type VoiceState string

// The states of the voice.
const (
	NoVoice   VoiceState = "" // there is none, or it was not tried yet
	VoiceWell VoiceState = "well"
	VoiceMute VoiceState = "mute" // nothing can be heard: no sound card, or it does not play
)

// Health is how the program is now, as the views say it.
func (q *Queue) Health() Health {
	q.mu.RLock()
	defer q.mu.RUnlock()
	return q.health
}

// Report is how WeChat has answered.
type Report struct {
	About          string // what was asked for, such as a way to tell customers; empty: it is about the account as a whole
	State          WeChatState
	Cause, Address string // as Health has them
}

// Report says how WeChat has answered, for the windows to show. A refusal of one thing is shown until WeChat grants that
// again, although it grants others: staff would not hear of it else.
func (q *Queue) Report(r Report) {
	q.Tell(func(h *Health) {
		shown := q.refusals.after(r, q.clock())
		if h.WeChat != shown.State {
			h.WeChat, h.Since = shown.State, q.clock()
		}
		h.Cause, h.Address = shown.Cause, shown.Address
	})
}

// refusalKept is how long a refusal counts that is neither repeated nor taken back: nobody may ask for the same again.
const refusalKept = time.Hour

// refusals are what WeChat refuses, by what was asked for.
type refusals map[string]refusal

type refusal struct {
	Report
	at time.Time
}

// after is how WeChat is once another answer has come. Any that is well says that the account as a whole is not refused.
func (list refusals) after(r Report, now time.Time) Report {
	switch r.State {
	case WeChatRefused:
		list[r.About] = refusal{r, now}
	case WeChatWell:
		delete(list, r.About)
		delete(list, "")
	default:
		return r
	}
	maps.DeleteFunc(list, func(_ string, old refusal) bool { return now.Sub(old.at).Abs() > refusalKept })
	for _, about := range slices.Sorted(maps.Keys(list)) {
		return list[about].Report
	}
	return r
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
	day := q.book.day
	overdue := day.Date != "" && q.venue.BusinessDay(q.moment.wall) != day.clockDate()
	q.Tell(func(h *Health) {
		h.Full, h.Doubt, h.Overdue, h.Writable = q.draft.full, q.moment.doubt, overdue, q.writable
		q.since = time.Time{} // what is left to do holds nobody up
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
