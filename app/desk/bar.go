package desk

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/look"
)

// bar answers the last command where the line does not: why it was refused, or which number a walk-in got. It keeps its
// place when it is empty, so that no button moves under a hand.
type bar struct {
	box, inside *fyne.Container
	issued      *fyne.Container // in its place: a number to tell the customer
	number      *look.Text
	lines       [4]*look.Text
}

const (
	barSize  = look.SizeLeast
	barWidth = 360 - 2*14 // of the left column
)

func newBar() *bar {
	b := &bar{}
	rows := column(0, -1)
	for i := range b.lines {
		b.lines[i] = look.NewText("", barSize, look.Red, i == 0)
		rows.Add(b.lines[i])
	}
	b.inside = container.NewStack(look.NewFrame(look.Rose, look.Red, 1, 12), padded(1, 14, container.NewCenter(sized(barWidth, 0, rows))))
	b.number = look.NewText("", look.SizeList, look.Green, true)
	hint := look.NewText(say("issued.tell"), look.SizeLeast, look.Green, false)
	b.issued = container.NewStack(look.NewFrame(look.Leaf, look.Green, 1, 12), padded(10, 14, column(2, -1, b.number, hint)))
	b.box = sized(360, 76, b.inside, b.issued)
	return b
}

// show shows what was issued, or else a sentence about what was refused; without either the bar is empty.
func (b *bar) show(issued, sentence string) {
	look.Show(issued != "", b.issued)
	look.Show(issued == "" && sentence != "", b.inside)
	b.number.SetText(issued)
	if sentence == "" {
		return
	}
	text := wrap(say("refused")+sentence, len(b.lines))
	for i, line := range b.lines {
		look.Show(i < len(text), line)
		if i < len(text) {
			line.SetText(text[i])
		}
	}
	again(b.inside)
}

// wrap breaks a sentence into at most n lines. Latin words stay whole, no line begins with a closing sign; the last line
// takes what is left and shrinks.
func wrap(sentence string, n int) (lines []string) {
	rest := []rune(strings.TrimSpace(sentence))
	for len(rest) > 0 && len(lines) < n-1 {
		k := fitting(rest)
		lines = append(lines, strings.TrimSpace(string(rest[:k])))
		rest = []rune(strings.TrimLeft(string(rest[k:]), " "))
	}
	if len(rest) > 0 {
		lines = append(lines, string(rest))
	}
	return lines
}

// fitting is how many runes of the text fill one line: at least one.
func fitting(text []rune) int {
	k := 1
	for k < len(text) && fyne.MeasureText(string(text[:k+1]), barSize, fyne.TextStyle{Bold: true}).Width <= barWidth {
		k++
	}
	if k == len(text) {
		return k
	}
	for i := k; i > 0; i-- {
		if !(latin(text[i-1]) && latin(text[i])) && !strings.ContainsRune(closing, text[i]) {
			return i
		}
	}
	return k
}

// closing signs never begin a line.
const closing = "。，；：、！？）”"

func latin(r rune) bool { return r < unicode.MaxLatin1 && r != ' ' }
