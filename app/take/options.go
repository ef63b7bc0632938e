package take

import (
	"crypto/rand"
	"io"
	"log/slog"
	"slices"
	"time"

	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// Options is what the touch window is given from outside. The zero value is the real thing, in Chinese time, in both
// languages, with nobody to call and without slips. Whether there is a printer the views say.
type Options struct {
	Zone      *time.Location                      // the venue's; nil = Asia/Shanghai
	Languages []assets.Language                   // the first one large, the other one small beside it; empty = all
	Services  []string                            // ids of those it offers; empty = all
	OneCode   bool                                // one code for all services, else one for each
	Place     string                              // where staff are to come when a customer calls them; empty = 取号机
	Now       func() time.Time                    // nil = time.Now
	Tick      <-chan time.Time                    // when it looks at the clock again; nil = whenever something is due
	Words     func(assets.Language, error) string // what a customer is told of an error; nil = one sentence for everything
	Attendant queue.Attendant                     // nil = no code for one ticket, no slip, and nobody to call
	Random    io.Reader                           // where the names of commands come from; nil = the machine's
	Log       *slog.Logger                        // nil = nowhere
}

func (o Options) filled() Options {
	if o.Zone == nil {
		o.Zone = china
	}
	if len(o.Languages) == 0 {
		o.Languages = assets.Languages()
	}
	if o.Place == "" {
		o.Place = look.Say(assets.ZH, "take.place")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Words == nil {
		o.Words = func(l assets.Language, _ error) string { return look.Say(l, "take.failed.any") }
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// offered are the services of a view that this window gives tickets for, in the order of the settings.
func (o Options) offered(v queue.View) []queue.ServiceView {
	if len(o.Services) == 0 {
		return v.Services
	}
	return slices.DeleteFunc(slices.Clone(v.Services), func(s queue.ServiceView) bool {
		return !slices.Contains(o.Services, s.ID)
	})
}

// china has no summer time since 1991; written out, it needs no time zone files.
var china = time.FixedZone("CST", 8*60*60)
