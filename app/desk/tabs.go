package desk

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"paihao/app/look"
)

// tabs choose whose line is shown: that of the counter, the whole hall's, or that of one service. Each says how many wait.
type tabs struct {
	turned func()
	box    *strip
	line   *fyne.Container // in the strip
	list   []*tab
	open   int      // index of the one that staff chose
	names  []string // as they are laid out for
}

// tab is one of them.
type tab struct {
	tile         *tile
	title, count *look.Text
	services     []string // whose line it shows; empty = all
}

// The tabs that are there in every hall; those of the services come after them.
const (
	tabMine = iota
	tabAll
	tabService
)

func newTabs(turned func()) *tabs {
	t := &tabs{turned: turned, line: row(2, -1)}
	t.box = newStrip(padded(2, 2, t.line), look.White) // it cuts the edges of what fills it
	return t
}

// show names the tabs, counts and lights up the open one.
func (t *tabs) show(m *moment) {
	t.name(m)
	all, mine := m.waiting()
	t.list[tabAll].show(all, t.at(m) == tabAll)
	t.list[tabMine].show(mine, t.at(m) == tabMine)
	for i, s := range m.view.Services {
		t.list[tabService+i].show(s.Waiting, t.at(m) == tabService+i)
	}
	t.box.again()
	again(t.line)
}

// name makes a tab for each service, when they or the language have changed.
func (t *tabs) name(m *moment) {
	names := []string{m.say("tab.mine"), m.say("tab.all")}
	for _, s := range m.view.Services {
		names = append(names, m.name(s.Name, s.NameEN))
	}
	if !slices.Equal(names, t.names) {
		t.names = names
		t.rebuild(shorten(names))
	}
	t.list[tabMine].services = nil
	if c := m.at(); c != nil {
		t.list[tabMine].services = c.Services
	}
	for i, s := range m.view.Services {
		t.list[tabService+i].services = []string{s.ID}
	}
}

func (t *tabs) rebuild(names []string) {
	t.list = nil
	t.line.RemoveAll()
	for i, name := range names {
		x := &tab{title: look.NewText(name, look.SizeBody, look.Ink, i < tabService), count: look.NewText("", 16, look.Ink, true)}
		x.tile = newTile(padded(0, 9, row(5, -1, x.title, x.count)), coatPlain, func() { t.turnTo(i) })
		t.list = append(t.list, x)
		t.line.Add(x.tile)
	}
	t.open = min(t.open, len(t.list)-1)
}

// at is the tab that is open: without a counter no line is its own.
func (t *tabs) at(m *moment) int {
	if c := m.at(); t.open == tabMine && (c == nil || len(c.Services) == 0) {
		return tabAll
	}
	return t.open
}

// turn opens the next tab, or with -1 the one before.
func (t *tabs) turn(by int) { t.turnTo((t.open + by + len(t.list)) % len(t.list)) }

// turnTo opens a tab, and brings it into view where there are more than fit.
func (t *tabs) turnTo(i int) {
	t.open = i
	t.turned()
	x := t.list[i].tile
	t.box.reveal(x.Position().X, x.Size().Width)
}

func (t *tab) show(n int, on bool) {
	t.count.SetText(fmt.Sprint(n))
	c, ink, count := coat{look.White, look.Sky, look.White}, look.Ink, look.Ink
	if on {
		c, ink, count = coat{look.Ink, look.Ink, look.Ink}, look.White, look.Amber
	}
	t.tile.wear(c, true)
	t.title.SetColour(ink)
	t.count.SetColour(count)
}

// shorten makes names that fit many to a row: two Chinese characters of a name of more than three, or the first word of an
// English one. Names that would be the same then stay whole, since a name that means two services is worse than a long one.
func shorten(names []string) []string {
	short, count := make([]string, len(names)), map[string]int{}
	for i, name := range names {
		short[i] = shortName(name)
		count[short[i]]++
	}
	for i, name := range names {
		if count[short[i]] > 1 {
			short[i] = name
		}
	}
	return short
}

// shortName is a name's beginning: two Chinese characters of more than three, or the first word of others.
func shortName(name string) string {
	runes := []rune(name)
	if len(runes) > 3 && unicode.Is(unicode.Han, runes[0]) && unicode.Is(unicode.Han, runes[1]) {
		return string(runes[:2])
	}
	if first, _, ok := strings.Cut(name, " "); ok && len([]rune(first)) > 2 && !unicode.Is(unicode.Han, runes[0]) {
		return first
	}
	return name
}
