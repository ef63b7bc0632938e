package config

import (
	"fmt"
	"regexp"
	"strings"
)

// form is the commented sample while answers are filled in. After an error nothing more is.
type form struct {
	text string
	err  error
}

// line is a key of a table and its value as TOML has it.
type line struct{ key, value string }

// rule begins the line above each part of the sample.
const rule = "# ----"

// fill gives a key its value in the first section of that name, "[service]" for the first of a list of tables. The key stands
// in one line there, set or behind a #.
func (f *form) fill(section, key, value string) {
	if f.err != nil {
		return
	}
	from := lineIn(f.text, "["+section+"]")
	if from < 0 {
		f.err = fmt.Errorf("the sample has no section %s", section)
		return
	}
	from += len(section) + 2
	to := len(f.text)
	if next := regexp.MustCompile(`(?m)^#?\[`).FindStringIndex(f.text[from:]); next != nil {
		to = from + next[0]
	}
	lines := regexp.MustCompile(`(?m)^#?`+key+` *= .*$`).FindAllStringIndex(f.text[from:to], -1)
	if len(lines) != 1 {
		f.err = fmt.Errorf("the sample has %d lines for %s in %s, not one", len(lines), key, section)
		return
	}
	f.text = f.text[:from+lines[0][0]] + key + " = " + value + f.text[from+lines[0][1]:]
}

// tables puts text in the place of a list of tables, but for its first ones, up to the next part of the sample.
func (f *form) tables(name string, first int, text string) {
	if f.err != nil {
		return
	}
	heads := regexp.MustCompile(`(?m)^\[\[`+name+`\]\]$`).FindAllStringIndex(f.text, -1)
	if len(heads) <= first {
		f.err = fmt.Errorf("the sample has %d tables of %s, want more than %d", len(heads), name, first)
		return
	}
	from, to := heads[first][0], len(f.text)
	if next := strings.Index(f.text[from:], "\n"+rule); next >= 0 {
		to = from + next + 1
	}
	f.text = f.text[:from] + text + f.text[to:]
}

// lineIn is where a line stands in a text; negative when it does not.
func lineIn(text, line string) int {
	if strings.HasPrefix(text, line+"\n") {
		return 0
	}
	if at := strings.Index(text, "\n"+line+"\n"); at >= 0 {
		return at + 1
	}
	return -1
}

// tableText is one table of a list, with an empty line behind it.
func tableText(name string, lines []line) string {
	var t strings.Builder
	t.WriteString("[[" + name + "]]\n")
	for _, l := range lines {
		t.WriteString(l.key + " = " + l.value + "\n")
	}
	t.WriteByte('\n')
	return t.String()
}

// quote writes a text as TOML does, between double quotes; bytes that are no UTF-8 become U+FFFD, since no file may hold them.
// Source: https://toml.io/en/v1.0.0#string
func quote(s string) string {
	var q strings.Builder
	q.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '"' || r == '\\':
			q.WriteByte('\\')
			q.WriteRune(r)
		case r < ' ' || r == 0x7F:
			fmt.Fprintf(&q, `\u%04X`, r)
		default:
			q.WriteRune(r)
		}
	}
	q.WriteByte('"')
	return q.String()
}

func quoteAll(list []string) string {
	all := make([]string, 0, len(list))
	for _, s := range list {
		all = append(all, quote(s))
	}
	return "[" + strings.Join(all, ", ") + "]"
}
