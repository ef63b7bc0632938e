// Package screen is the call screen of the hall: it shows who is called where, how long the lines are and the code
// to join them. It draws the queue's view and nothing else; it never shows who a customer is.
package screen

import (
	"slices"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/assets"
	"paihao/queue"
)

// Screen is one call screen. Content, Show, Refresh and SetLanguages are for Fyne's own goroutine; Follow is for any other.
type Screen struct {
	options Options
	speech  speech
	filter  filter
	content fyne.CanvasObject
	parts   []part
	slides  *slides // one of the parts; nil without a folder of pictures

	size  fyne.Size
	shape shape

	view  queue.View // the part of the hall to be shown, with its live calls alone
	hall  queue.View // the whole of it
	begun bool       // there were calls on its day
	heard time.Time  // when view came; zero = none yet
	news  time.Time  // when the newest view was made that said something new
	stage stage
	next  time.Time // when a part changes by itself; zero = none will

	views  atomic.Pointer[queue.View] // the newest view that Follow has not shown yet
	queued atomic.Bool                // Fyne has been asked to show it
}

// part is a piece of the screen that draws the moment into its place.
type part interface {
	objects() []fyne.CanvasObject
	show(m *moment)
	place(g grid)
}

// New makes a screen that has heard nothing yet.
func New(o Options) *Screen {
	o = o.filled()
	s := &Screen{options: o, speech: newSpeech(o.Languages), filter: filter{o.Services, o.Counters}}
	s.parts = []part{newHeader(), newSign(), newTicker()}
	if len(o.Counters) != 1 {
		s.parts = []part{
			newHeader(), newCallPanel(), newRecentCalls(), newBoard(), newMissedStrip(),
			newCodeCard(o.Log), newWaitingTable(), newTicker(),
		}
		s.addSlides()
	}
	var all []fyne.CanvasObject
	for _, p := range s.parts {
		all = append(all, p.objects()...)
	}
	s.content = container.New(&sheet{screen: s}, all...)
	s.Refresh()
	return s
}

func (s *Screen) addSlides() {
	if s.options.Slides != nil {
		s.slides = newSlides(newProjector(s.options.Slides, s.options.Log), s.options.Every)
		s.parts = append(s.parts, s.slides)
	}
}

// Content is what to put into the window. It fills any size, landscape or portrait; its ground is that of the theme.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// SetLanguages changes what the screen speaks: one language, or two of which the first stands large; none changes nothing.
func (s *Screen) SetLanguages(languages ...assets.Language) {
	if len(languages) > 0 {
		s.speech = newSpeech(languages)
		s.Refresh()
	}
}

// Show draws a view. One older than what is shown is ignored: it has been overtaken on the way. Only after a silence
// is it taken, since a core that was brought back from a backup counts from there.
func (s *Screen) Show(v queue.View) {
	now := s.options.Now()
	if !s.heard.IsZero() && v.Revision < s.view.Revision {
		if !s.stale(now) {
			return
		}
		s.stage = stage{}
	}
	hall, all := v, v.Calls
	v = s.filter.cut(v)
	s.begun = len(v.Calls) > 0
	v.Calls = live(v)
	s.stage.forget(func(c queue.Call) bool { return passed(c, all, v.Calls) })
	if s.heard.IsZero() || v.Revision != s.view.Revision {
		s.news = v.At
	}
	s.view, s.hall, s.heard = v, hall, now
	s.stage.settle(func(c queue.Call) bool { return answered(v, c) })
	s.stage.hear(v.Day, v.Calls, v.At, now)
	s.Refresh()
}

// Refresh draws the present moment of the last view: clock, flash, pages, staleness.
func (s *Screen) Refresh() {
	now := s.options.Now()
	s.stage.advance(now)
	m := s.moment(now)
	if shape := shapeOf(s.size, rowsOf(len(m.places)), len(s.view.Counters)); shape != s.shape {
		s.shape = shape
		s.arrange()
	}
	for _, p := range s.parts {
		p.show(m)
	}
	s.next = m.next
}

// arrange gives every part its place.
func (s *Screen) arrange() {
	g := newGrid(s.size, s.shape)
	for _, p := range s.parts {
		p.place(g)
	}
}

func (s *Screen) stale(now time.Time) bool {
	return !s.heard.IsZero() && now.Sub(s.heard) >= staleAfter
}

func (s *Screen) moment(now time.Time) *moment {
	zone := s.options.Zone
	m := &moment{speech: s.speech, view: s.view, hall: s.hall, begun: s.begun, now: now.In(zone), stale: s.stale(now)}
	m.ticker, m.sign = s.options.Ticker, len(s.options.Counters) == 1
	if !s.heard.IsZero() {
		m.heard, m.news = s.heard.In(zone), s.news.In(zone)
		m.wake(s.heard.Add(staleAfter))
	}
	if s.stage.up != nil && !s.view.Closed {
		m.up = &s.stage.up.call
	}
	m.lit, m.turns = s.stage.lit(now) && !m.stale, len(s.stage.queue) > 0
	m.settled = s.stage.settled(now)
	m.recent = recent(s.view.Calls, m.up)
	if !m.stale {
		m.findCodes(s.options.OneCode)
	}
	m.slide = s.slides != nil && s.slides.turn(m)
	return m
}

// due is when the screen changes by itself; the zero time when it will not.
func (s *Screen) due(now time.Time) time.Time {
	due := slices.DeleteFunc([]time.Time{s.next, s.stage.next(now)}, time.Time.IsZero)
	if len(due) == 0 {
		return time.Time{}
	}
	return slices.MinFunc(due, time.Time.Compare)
}

// sheet lays out the parts. It asks for no least size: the screen is what the venue has.
type sheet struct{ screen *Screen }

func (l *sheet) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.screen.size = size
	l.screen.arrange()
	l.screen.Refresh() // what stands where depends on the size
}

func (l *sheet) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 180) }
