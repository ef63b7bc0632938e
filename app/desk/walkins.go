package desk

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
	"paihao/queue"
)

// walkIns are the buttons that take a ticket for somebody who stands there without WeChat: one for each service.
type walkIns struct {
	desk    *Desk
	box     *fyne.Container
	strip   *fyne.Container
	buttons []*walkIn
}

// walkIn is one of them.
type walkIn struct {
	tile    *tile
	name    *look.Text
	service string
}

func newWalkIns(d *Desk) *walkIns {
	w := &walkIns{desk: d, strip: row(8, -1)}
	title := look.NewText(say("walk_in"), look.SizeBody, look.Blue, true)
	line := row(8, 1, title, container.NewHScroll(padded(6, 4, w.strip)))
	w.box = container.NewStack(look.NewPanel(look.Sky, 12), padded(0, 14, sized(0, 46, line)))
	return w
}

// show names the services; one that gives out no tickets is dead.
func (w *walkIns) show(m *moment) {
	same := func(b *walkIn, s queue.ServiceView) bool { return b.service == s.ID }
	if !slices.EqualFunc(w.buttons, m.view.Services, same) {
		w.rebuild(m.view.Services)
	}
	for i, b := range w.buttons {
		s := m.view.Services[i]
		b.name.SetText(s.Name)
		if m.alive() && s.Open {
			b.tile.wear(coatPlain, true)
			b.name.SetColour(look.Ink)
		} else {
			b.tile.wear(coatDead, false)
			b.name.SetColour(look.Slate)
		}
	}
}

func (w *walkIns) rebuild(services []queue.ServiceView) {
	w.buttons = nil
	w.strip.RemoveAll()
	for i, s := range services {
		b := &walkIn{service: s.ID, name: look.NewText(s.Name, look.SizeBody, look.Ink, true)}
		face := row(6, -1, b.name)
		if i < 9 {
			face.Add(padded(7, 0, newKeycap("Ctrl+"+digits[i:i+1], look.SizeLeast)))
		}
		b.tile = newTile(padded(0, 10, face), coatPlain, func() {
			w.desk.send(queue.Command{Verb: queue.Take, Service: b.service, Origin: queue.FromDesk})
		})
		w.buttons = append(w.buttons, b)
		w.strip.Add(b.tile)
	}
}
