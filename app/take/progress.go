package take

import (
	"image/color"

	"fyne.io/fyne/v2"

	"paihao/app/look"
	"paihao/queue"
)

// drawState says below the panel how it goes, or beside it in a wide window, and gives what is left.
func (c *confirm) drawState(m *moment, g grid, b look.Box, s queue.ServiceView) look.Box {
	words, fill, ink := c.news(m, s)
	shown := words.why.first != ""
	look.Show(shown, append(append(c.words.objects(), c.state), c.advice.Objects()...)...)
	if !shown {
		return b
	}
	rest, at := b.CutBottom(min(g.size(21), b.H*0.45), 2*g.u)
	if !g.tall {
		rest, at = b.CutRight(b.W*0.5, g.gap)
	}
	paint(c.state, fill, nil, 0, 2*g.u)
	look.Put(c.state, at)
	at = at.Inset(3*g.u, 1.5*g.u)
	c.words.say(words.why)
	c.words.colour(ink, ink)
	c.advice.Say(words.when.first)
	if words.when.first == "" {
		c.advice.Place(look.Box{}, 1)
		c.words.stack(at, g.size(4.4), fyne.TextAlignLeading)
		return rest
	}
	top, low := at.Middle(at.W, min(at.H, g.size(24))).CutTop(min(at.H*0.5, g.size(9)), 0)
	c.words.stack(top, g.size(4.4), fyne.TextAlignLeading)
	c.advice.Place(low, g.size(3))
	return rest
}

// news is how it goes: on its way, or why there is no number.
func (c *confirm) news(m *moment, s queue.ServiceView) (words closure, fill, ink color.Color) {
	wish := m.wish
	switch {
	case wish != nil && wish.asking:
		words.why = m.say("take.taking")
		if m.now.Sub(wish.at) >= patience {
			words.when = m.say("take.taking.late")
		}
		return words, look.Sky, look.Blue
	case wish != nil && wish.err != nil:
		return m.refusal(wish.err, wish.unsure), look.Rose, look.Red
	case m.trouble() != "":
		return closure{m.say("take.sorry." + m.trouble()), m.say("take.sorry." + m.trouble() + ".do")}, look.Rose, look.Red
	case !s.Open:
		return m.closed(s), look.Rose, look.Red
	}
	return closure{}, look.Sky, look.Blue
}

// ending is the words of a way out, with the seconds until the window takes it by itself when these are few.
func (m *moment) ending(key string) phrase {
	p := m.say(key)
	if m.left > countdown {
		return p
	}
	p.first = look.Say(m.first, "take.left", "words", p.first, "n", m.left)
	return p
}
