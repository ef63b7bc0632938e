// Package voice says calls aloud: a chime, then who is called and where to, put together from recorded clips. One is said at
// a time; where many wait they share a chime, and each grows shorter. What is said comes from views of the queue, so that a
// call that nobody waits for any more is not said. What makes it heard is a Player; without a sound card the calls are seen.
package voice

import (
	"context"
	"io/fs"
	"log/slog"
	"slices"
	"time"

	"paihao/assets"
	"paihao/queue"
)

// Options of an Announcer. Player, Languages and Counters are needed.
type Options struct {
	Player    Player
	Languages []assets.Language              // in which a call is said, one after the other
	Counters  []queue.Counter                // where customers are called to
	Sample    string                         // the number that Try says; empty = A012
	Volume    int                            // 0 to 100 per cent of the loudest
	Quiet     func(clock time.Duration) bool // nothing is said at such a time of day; nil = never
	Clips     fs.FS                          // the venue's own recordings; nil = none
	Yao       bool                           // the digit 1 of a number is 幺, not 一
	System    Synthesiser                    // says what clips cannot; nil = nobody does
	Prefer    bool                           // System says everything that it can
	Now       func() time.Time               // on the clock of the calls; nil = time.Now
	Zone      *time.Location                 // of Quiet; nil = the machine's
	Log       *slog.Logger                   // nil = nowhere
	Mute      func(mute bool)                // told whether the last try to be heard failed, when that changes; nil = nobody
}

// Announcer says calls. It is made by New, and works while Follow runs.
type Announcer struct {
	o     Options
	line  line
	clips *clips
	says  []tongue
	chime Sound

	tries chan try
	ended chan struct{} // closed when Follow has returned

	probe  *time.Timer // when the player is tried, at the start and while it fails
	tested bool        // it was tried at all
	mute   bool        // it failed the last time
	left   int         // how many more share the last chime
	hurry  bool        // these are said shortly

	complained map[assets.Language]bool // that the system's voice says nothing
}

// Watcher is whose views an Announcer follows; a queue.Commands is one.
type Watcher interface {
	Watch(ctx context.Context) <-chan queue.View
}

// New makes an Announcer. Recordings of the venue that cannot be used are logged, and the default ones used instead.
func New(o Options) *Announcer {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Zone == nil {
		o.Zone = time.Local
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Mute == nil {
		o.Mute = func(bool) {}
	}
	if o.Sample == "" {
		o.Sample = "A012"
	}
	a := &Announcer{o: o, clips: newClips(o.Clips), tries: make(chan try), ended: make(chan struct{}), complained: map[assets.Language]bool{}}
	for _, u := range a.clips.unfit {
		if u.File == NoFolder {
			o.Log.Warn("the folder of the venue's recordings cannot be read; the default ones are used", "err", u.Err)
			continue
		}
		o.Log.Warn("a recording of the venue cannot be used; the default one is", "file", u.File, "err", u.Err)
	}
	for _, l := range o.Languages {
		a.says = append(a.says, newTongue(l, o, a.clips))
	}
	a.chime = a.clips.get(chimeName)
	return a
}

// counter is the settings of a counter; one that is not in them has its id for a name.
func (a *Announcer) counter(id string) queue.Counter {
	i := slices.IndexFunc(a.o.Counters, func(c queue.Counter) bool { return c.ID == id })
	if i < 0 {
		return queue.Counter{ID: id}
	}
	return a.o.Counters[i]
}

// quiet tells whether nothing is to be heard now.
func (a *Announcer) quiet() bool {
	if a.o.Volume == 0 {
		return true
	}
	if a.o.Quiet == nil {
		return false
	}
	now := a.o.Now().In(a.o.Zone)
	clock := time.Duration(now.Hour())*time.Hour + time.Duration(now.Minute())*time.Minute + time.Duration(now.Second())*time.Second
	return a.o.Quiet(clock)
}
