package screen

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/app/look"
)

// slides are the venue's pictures, shown in turn in the place of the last calls while the hall is quiet, and gone at the next
// call. They never cover the call itself, the missed numbers or a code. One is shown and one is ready, so two are in memory.
type slides struct {
	projector *projector
	every     time.Duration
	panel     *look.Slab
	picture   *canvas.Image

	room  image.Point // in pixels, for which pictures were asked
	up    slide
	since time.Time // when up came; zero = it is not shown
	g     grid
}

func newSlides(p *projector, every time.Duration) *slides {
	return &slides{
		projector: p, every: every,
		panel:   look.NewSlab(look.Deck),
		picture: &canvas.Image{FillMode: canvas.ImageFillContain},
	}
}

func (s *slides) objects() []fyne.CanvasObject { return []fyne.CanvasObject{s.panel, s.picture} }

// turn brings up the next picture when it is due, and tells whether there is one to show.
func (s *slides) turn(m *moment) bool {
	if !s.free(m) {
		s.since = time.Time{}
		return false
	}
	if room := s.pixels(); room != s.room {
		s.room = room
		s.projector.ask(wish{room: room})
	}
	if s.up.picture != nil && s.since.IsZero() {
		s.since = m.now
	}
	if next := s.projector.made.Load(); next != nil && next.room == s.room && s.due(*next, m.now) {
		s.up, s.since = *next, m.now
		s.projector.made.Store(nil)
		s.projector.ask(wish{s.up, s.room})
	}
	m.wake(s.since.Add(s.every))
	return s.up.picture != nil
}

// due tells whether the next slide may come up. One for another place, on a screen that has changed, takes it at once.
func (s *slides) due(next slide, now time.Time) bool {
	return next.room != s.up.room || !now.Before(s.since.Add(s.every))
}

// free tells whether the place of the slides is theirs.
func (s *slides) free(m *moment) bool {
	return !m.heard.IsZero() && !m.stale && s.g.slides.H > 0 && m.quiet()
}

func (s *slides) show(m *moment) {
	look.Show(m.slide, s.panel, s.picture)
	if s.picture.Image != s.up.picture {
		s.picture.Image = s.up.picture
		s.picture.Refresh()
	}
}

func (s *slides) place(g grid) {
	s.g = g
	s.panel.SetRadius(look.RoundTile * g.u)
	look.Put(s.panel, s.frame().Whole())
	look.Put(s.picture, s.frame().Inset(g.u, g.u))
}

// frame is the place of the pictures, with the gap above it that a title has of itself.
func (s *slides) frame() look.Box {
	_, b := s.g.slides.CutTop(0, 2*s.g.u)
	return b
}

// pixels is how many pixels the pictures have.
func (s *slides) pixels() image.Point {
	scale, b := look.Scale(s.picture), s.frame().Inset(s.g.u, s.g.u)
	return image.Pt(max(int(b.W*scale), 1), max(int(b.H*scale), 1))
}
