// Package take is the touch window: customers take a ticket there who do not scan a code.
//
// It knows the queue by its Commands, its Attendant and its View alone.
package take

import (
	"context"
	"log/slog"
	"time"

	"paihao/assets"
	"paihao/queue"
)

// Options is what the touch window is given from outside. The zero value is the real thing, in Chinese time, in both
// languages, without a printer.
type Options struct {
	Zone      *time.Location                                    // the venue's; nil = Asia/Shanghai
	Languages []assets.Language                                 // the first one large, the other one small beside it; empty = all
	Services  []string                                          // ids of those it offers; empty = all
	Now       func() time.Time                                  // nil = time.Now
	Tick      <-chan time.Time                                  // when it looks at the clock again; nil = whenever something is due
	Words     func(assets.Language, error) string               // what a customer is told of an error; nil = one sentence for everything
	Print     func(ctx context.Context, t queue.Standing) error // prints a slip; nil = there is no printer
	Log       *slog.Logger                                      // nil = nowhere
}
