package desk

import (
	"crypto/rand"
	"io"
	"log/slog"
	"time"

	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// Options is what a desk is given from outside. The zero value is a desk in the machine's time zone and by its clock.
type Options struct {
	Zone *time.Location   // times of day are shown in it; nil = the machine's
	Now  func() time.Time // nil = time.Now
	Tick <-chan time.Time // when clock and timers are drawn anew; nil = when they change

	Counter   string       // id of the counter to begin with; empty = staff choose
	OnCounter func(string) // told when staff choose one; nil = nobody

	Language   assets.Language                     // to begin with; empty = Chinese
	OnLanguage func(assets.Language)               // told when staff switch it; nil = nobody
	Words      func(assets.Language, error) string // what went wrong and what to do, for staff; nil = one sentence for everything

	Attendant queue.Attendant // for what is no command; nil = none of that

	Random io.Reader    // where the names of commands come from; nil = the machine's
	Log    *slog.Logger // nil = nowhere
}

func (o Options) withDefaults() Options {
	if o.Zone == nil {
		o.Zone = time.Local
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Language == "" {
		o.Language = assets.ZH
	}
	if o.OnCounter == nil {
		o.OnCounter = func(string) {}
	}
	if o.OnLanguage == nil {
		o.OnLanguage = func(assets.Language) {}
	}
	if o.Words == nil {
		o.Words = func(l assets.Language, _ error) string { return look.Say(l, "desk.failed") }
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}
