package screen

import (
	"io/fs"
	"log/slog"
	"time"

	"paihao/assets"
)

// Options is what the screen needs from outside. The zero value is the real thing: the whole hall, in Chinese with English
// beside it, in Chinese time.
type Options struct {
	Zone *time.Location   // the venue's; nil = Asia/Shanghai
	Now  func() time.Time // nil = time.Now
	Tick <-chan time.Time // when Follow looks at the clock again; nil = when something is due
	Log  *slog.Logger     // nil = silent

	Languages []assets.Language // one, or two of which the first stands large; empty = Chinese and English
	Services  []string          // ids: show these alone; empty = all. What the venue does not have is ignored
	Counters  []string          // likewise; a single one fills the screen
	Ticker    []string          // sentences of the venue's own; empty = the usual ones
	OneCode   bool              // one code for all services, where there is one; else one for each

	Slides fs.FS         // pictures, PNG or JPEG, at its top; nil = none. They are shown in the order of their names
	Every  time.Duration // how long each is shown; 0 = 10 s
}

const slideTime = 10 * time.Second

func (o Options) filled() Options {
	if o.Zone == nil {
		o.Zone = china
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if len(o.Languages) == 0 {
		o.Languages = assets.Languages()
	}
	if o.Every <= 0 {
		o.Every = slideTime
	}
	return o
}

// china has no summer time since 1991; written out, it needs no time zone files.
var china = time.FixedZone("CST", 8*60*60)
