package take

import (
	"strconv"

	"fyne.io/fyne/v2"

	"paihao/app/look"
	"paihao/queue"
)

// mostNumbers is how many numbers of people stand on one page.
const mostNumbers = 12

// party asks how many people come, and with it finds the table.
type party struct {
	window  *Window
	title   *duo
	numbers [mostNumbers]*number
	turner  *turner
	back    *button
	at      [mostNumbers]int
}

// number is one button of them: how many, and why not.
type number struct {
	*button
	why *look.Text
}

func newParty(w *Window) *party {
	p := &party{window: w, title: newDuo(look.Ink, look.Slate)}
	for i := range p.numbers {
		p.numbers[i] = &number{newButton(w, func() { w.count(p.at[i]) }), look.NewText("", 1, look.Slate, false)}
		p.numbers[i].why.SetAlign(fyne.TextAlignCenter)
	}
	p.turner, p.back = newTurner(w), newButton(w, w.home)
	return p
}

func (p *party) objects() []fyne.CanvasObject {
	all := p.title.objects()
	for _, n := range p.numbers {
		all = append(append(all, n.objects()...), n.why)
	}
	return append(append(all, p.turner.objects()...), p.back.objects()...)
}

func (p *party) draw(m *moment, g grid) {
	if m.page != pageParty {
		look.Show(false, p.objects()...)
		return
	}
	body, row := g.actions()
	title, b := body.CutTop(g.size(8), 1.5*g.u)
	look.Show(true, append(p.title.objects(), p.back.objects()...)...)
	p.title.say(m.say("take.party"))
	p.back.draw(row, g, g.size(4), coatPlain, true, m.ending("take.cancel"))
	most := mostPeople(m.services)
	pages := numberPages(b, g, most)
	if free := b.H - pages.height(); g.tall && free > 0 { // within reach: below, not above
		title.Y, pages.area.Y = title.Y+free, pages.area.Y+free
	}
	p.title.stack(title, g.size(4.6), fyne.TextAlignLeading)
	from := pages.page(m.manner.page) * pages.per
	for i, n := range p.numbers {
		shown := i < pages.per && from+i < most
		look.Show(shown, append(n.objects(), n.why)...)
		if shown {
			p.at[i] = from + i + 1
			p.drawNumber(n, pages.cell(i), from+i+1, m, g)
		}
	}
	p.turner.draw(pages, m, g)
}

func (p *party) drawNumber(n *number, at look.Box, people int, m *moment, g grid) {
	s, found := p.window.table(people)
	live, coat := found && s.Open && m.trouble() == "", coatCard
	why := ""
	switch {
	case !found:
		why = look.Say(m.first, "take.no_table.short")
	case !s.Open:
		why = m.closed(s).why.first
	default:
		why = m.name(s.Name, s.NameEN).first
	}
	if !live {
		coat = coatDead
	}
	n.why.SetText(why)
	n.why.SetColour(coat.faint)
	n.wear(coat, live, g.u)
	look.Put(n.tile, at)
	n.face.say(phrase{first: strconv.Itoa(people)})
	n.face.colour(coat.ink, coat.faint)
	top, low := at.Inset(g.u, at.H*0.06).CutTop(at.H*0.6, 0)
	n.face.stack(top, min(g.size(7), at.H*0.45), fyne.TextAlignCenter)
	n.why.SetSize(min(g.size(2.3), low.H*0.7))
	look.Put(n.why, low)
}

// mostPeople is the largest party that any of the services has a table for.
func mostPeople(services []queue.ServiceView) (most int) {
	for _, s := range services {
		most = max(most, s.Party.Max)
	}
	return most
}
