package screen

import (
	"log/slog"
	"time"
)

// Options is what the screen needs from outside. The zero value is the real thing, in Chinese time.
type Options struct {
	Zone *time.Location   // the venue's; nil = Asia/Shanghai
	Now  func() time.Time // nil = time.Now
	Tick <-chan time.Time // when Follow looks at the clock again; nil = whenever something is due, at least every second
	Log  *slog.Logger     // nil = silent
}

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
	return o
}

// china has no summer time since 1991; written out, it needs no time zone files.
var china = time.FixedZone("CST", 8*60*60)
