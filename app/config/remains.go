package config

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Remains is what can be known of settings that Load refuses, for who helps; nothing may start with it. Each line is read by
// itself, and what is right there counts. Told has a line for each line: a value stands in it where Told may show it and
// nothing is in doubt, its header, its name, that it stands there for the first time; all others read ***, and Secrets holds
// each word of them, since any may be a secret. Where nothing says where the log is, it is taken to be in "log".
func Remains(o Options) Settings {
	all := newReading(o, o.Path)
	var lines []told
	for _, path := range []string{o.Path, localPath(o.Path)} {
		if data, _, bad := readFile(path); bad == nil {
			r := remains{all: all, file: path, counts: map[string]int{}, seen: map[string]bool{}}
			lines = append(lines, r.read(data)...)
		}
	}
	lines = append(lines, all.variables(o.Environ)...)
	if _, set := all.seen["log.dir"]; !set {
		all.settings.Log.Folder = "log"
	}
	if dir, err := filepath.Abs(filepath.Dir(o.Path)); err == nil {
		all.settings.Dir = dir
	}
	all.settings.told = lines
	return all.settings
}

// remains reads a file that cannot be read as a whole.
type remains struct {
	all    *reading
	file   string
	header string          // as TOML has it, that the lines stand under; empty where it is not known
	path   string          // of what they set
	counts map[string]int  // how many tables of a list there were
	seen   map[string]bool // names under the header
	lines  []told
}

var (
	headerShape = regexp.MustCompile(`^(\[\[?)([a-z_.]{1,60})(\]\]?)\s*(#.*)?$`)
	longQuotes  = regexp.MustCompile(`"""|'''`)
	nameShape   = regexp.MustCompile(`^[a-z_]{1,30}$`) // of all keys, and of one that was misspelt
)

func (r *remains) read(data []byte) []told {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	rest := strings.Split(strings.ToValidUTF8(string(data), "\ufffd"), "\n")
	for n := 1; len(rest) > 0; {
		long := longLine(rest)
		at, line := place{r.file, n}, strings.TrimSpace(strings.Join(rest[:long], "\n"))
		n, rest = n+long, rest[long:]
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			r.open(at, line)
		default:
			r.set(at, line)
		}
	}
	return r.lines
}

// longLine is how many lines belong together as a text begins in the first that goes on in others. One that never ends takes
// all that follow.
func longLine(lines []string) (n int) {
	if strings.HasPrefix(strings.TrimSpace(lines[0]), "#") {
		return 1
	}
	for text := ""; n < len(lines) && (n == 0 || text != ""); n++ {
		for _, quotes := range longQuotes.FindAllString(lines[n], -1) {
			switch text {
			case "":
				text = quotes
			case quotes:
				text = ""
			}
		}
	}
	return n
}

// open begins a table.
func (r *remains) open(at place, line string) {
	r.header, r.path = "", hidden+"."
	clear(r.seen)
	parts := headerShape.FindStringSubmatch(line)
	if parts == nil || len(parts[1]) != len(parts[3]) {
		r.lines = append(r.lines, told{hidden, strconv.Quote(hidden), at}) // its lines tell the same
		r.all.suspect(line)
		return
	}
	header, name := parts[1]+parts[2]+parts[3], parts[2]
	if _, ok := r.alone(at, header); !ok {
		r.lines = append(r.lines, told{hidden, strconv.Quote(hidden), at})
		return
	}
	r.header, r.path = header, name+"."
	if len(parts[1]) == 2 {
		r.counts[name]++
		r.path = name + "[" + strconv.Itoa(r.counts[name]) + "]."
	}
}

// set takes a line that is right by itself, and hides all others.
func (r *remains) set(at place, line string) {
	name, value, ok := strings.Cut(line, "=")
	if name = strings.TrimSpace(name); !ok || !nameShape.MatchString(name) {
		name, value = "", line
	}
	again := r.seen[name]
	r.seen[name] = true
	if r.header == "" || name == "" || again {
		r.hide(at, name, value)
		return
	}
	found, ok := r.alone(at, r.header+"\n"+line)
	if !ok || len(found) == 0 {
		r.hide(at, name, value)
		return
	}
	r.all.document(r.file, []byte(r.header+"\n"+line))
	for _, t := range found {
		if t.text == strconv.Quote(hidden) {
			r.hide(at, name, value) // with what stands there whatever its form
			continue
		}
		_, rest, _ := strings.Cut(t.path, "."+name)
		r.lines = append(r.lines, told{r.path + name + rest, t.text, at})
	}
}

// alone reads a text as if it were all there is, and tells whether nothing but other keys is missed.
func (r *remains) alone(at place, text string) (found []told, ok bool) {
	one := newReading(Options{Trial: true}, r.file)
	one.document(at.file, []byte(text))
	return one.settings.told, !slices.ContainsFunc(one.mistakes, func(m Mistake) bool { return m.Found != foundNothing })
}

// hide notes a line without what it says. All words of it may be secrets, where it has no name also what stands on either side
// of the first sign that may have been meant to end one.
func (r *remains) hide(at place, name, value string) {
	if name == "" {
		name = hidden
		if end := strings.IndexAny(value, "=:"); end >= 0 {
			r.all.suspect(value[:end])
			r.all.suspect(value[end+1:])
		}
	}
	r.lines = append(r.lines, told{r.path + name, strconv.Quote(hidden), at})
	r.all.suspect(value)
}

// suspect takes all words of a text for secrets, but for names of keys. Signs may be as Chinese text has them, and between
// letters there are zeros where an editor wrote UTF-16.
func (r *reading) suspect(text string) {
	text = strings.ReplaceAll(text, "\x00", "")
	words := strings.FieldsFunc(text, func(c rune) bool {
		return unicode.IsSpace(c) || strings.ContainsRune("\"'“”‘’[]{},，;；#＝：", c)
	})
	for _, w := range append(words, strings.Trim(strings.TrimSpace(text), `"'`)) {
		if !named(r.keys, w) {
			r.settings.hold(Secret(w))
		}
	}
}

// named tells whether a key is called so.
func named(keys []key, word string) bool {
	return slices.ContainsFunc(keys, func(k key) bool { return k.name == word || named(k.inside, word) })
}

// variables reads the environment, each variable by itself.
func (r *reading) variables(variables []string) (lines []told) {
	if variables == nil {
		variables = os.Environ()
	}
	for _, line := range variables {
		name, text, _ := strings.Cut(line, "=")
		if !strings.HasPrefix(name, "PAIHAO_") || text == "" {
			continue
		}
		one := newReading(Options{}, name)
		one.environ([]string{line})
		found := one.settings.told
		if len(one.mistakes) > 0 || len(found) != 1 || found[0].text == strconv.Quote(hidden) {
			found = []told{{hidden, strconv.Quote(hidden), place{file: name}}}
			r.suspect(text)
		}
		r.environ([]string{line})
		lines = append(lines, found...)
	}
	return lines
}
