package screen

import (
	"image/color"

	"fyne.io/fyne/v2"

	"paihao/app/look"
	"paihao/assets"
)

// pair is Chinese with English beside it on the same baseline. Where there is no room for both, the
// English gives way: first it shrinks, then it goes.
type pair struct {
	zh, en         *look.Text
	zhSize, enSize float32
	bold           bool
}

// leastEnglish is to which part of its size the English shrinks; smaller, nobody in a hall could read it.
const leastEnglish = 0.8

func newPair(first, second color.Color, bold bool) *pair {
	return &pair{zh: look.NewText("", 1, first, bold), en: look.NewText("", 1, second, false), bold: bold}
}

func (p *pair) objects() []fyne.CanvasObject { return []fyne.CanvasObject{p.zh, p.en} }

func (p *pair) say(zh, en string) {
	p.zh.SetText(zh)
	p.en.SetText(en)
}

// key says the words of a translation.
func (p *pair) key(key string, args ...any) { p.say(assets.Words(key, args...)) }

func (p *pair) colour(first, second color.Color) {
	p.zh.SetColour(first)
	p.en.SetColour(second)
}

func (p *pair) size(zh, en float32) {
	p.zhSize, p.enSize = zh, en
	p.zh.SetSize(zh)
	p.en.SetSize(en)
}

// place lays the pair into b, at the left, the middle or the right, and gives the box it really takes.
func (p *pair) place(b box, align fyne.TextAlign) box {
	zh := min(look.Width(p.zh.Words(), p.zhSize, p.bold)+1, b.w)
	gap := p.enSize * 0.5
	en := look.Width(p.en.Words(), p.enSize, false) + 1
	if room := b.w - zh - gap; p.en.Words() == "" || room < en*leastEnglish {
		en, gap = 0, 0
	} else {
		en = min(en, room)
	}
	taken := box{b.x, b.y, zh + gap + en, b.h}
	switch align {
	case fyne.TextAlignCenter:
		taken.x += (b.w - taken.w) / 2
	case fyne.TextAlignTrailing:
		taken.x += b.w - taken.w
	}
	left, right := taken.cutLeft(zh, gap)
	right.y += look.Drop * (p.zhSize - p.enSize)
	put(p.zh, left)
	put(p.en, right)
	return taken
}
