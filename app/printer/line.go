package printer

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

type kind int

const (
	plainLine kind = iota
	largestLine
	largeLine
	smallLine
	ruleLine
	codeLine
	gapLine
)

// line is one line of a slip's text, without its mark.
type line struct {
	kind kind
	text string
}

// mostLines is how many lines of a text are taken; a slip has 60 cm at the most anyway.
const mostLines = 200

// parse reads a slip's text. Spaces at the ends of a line say nothing; a mark with nothing to mark is no line, so that a name
// that is not there leaves no gap. The gaps after the last line are left out.
func parse(text string) (lines []line) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for row := range strings.SplitSeq(strings.TrimRight(text, " \t\n"), "\n") {
		if len(lines) == mostLines {
			break
		}
		if l := parseLine(strings.TrimSpace(row)); l.text != "" || l.kind >= ruleLine {
			lines = append(lines, l)
		}
	}
	return lines
}

func parseLine(row string) line {
	switch row {
	case "":
		return line{kind: gapLine}
	case "---":
		return line{kind: ruleLine}
	case CodeMark:
		return line{kind: codeLine}
	}
	mark, text, _ := strings.Cut(row, " ")
	switch mark {
	case "#":
		return line{largestLine, clean(text)}
	case "##":
		return line{largeLine, clean(text)}
	case ">":
		return line{smallLine, clean(text)}
	}
	return line{plainLine, clean(row)}
}

// CodeMark is the line of a slip's text where its QR code stands.
const CodeMark = "![qr]"

// clean leaves out what has no shape of its own: control characters, and marks that join or turn what stands beside them. The
// font knows no script in which they matter; what it lacks is a box.
func clean(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsGraphic(r) && !unicode.Is(unicode.Variation_Selector, r):
			return known(r)
		}
		return -1
	}, norm.NFC.String(text)))
}
