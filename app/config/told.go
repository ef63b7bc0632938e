package config

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// told is a setting as somebody may be shown it who helps: what was written, and where, but of what is private only that it
// is there.
type told struct {
	path, text string
	place      place
}

// tell notes a value that was read. What stands in tables is noted one by one.
func (r *reading) tell(path string, k key, v value) {
	if v.kind == tableKind || v.kind == listKind && len(v.items) > 0 && v.items[0].kind == tableKind {
		return
	}
	text := v.written()
	if k.private && v.text != "" {
		text = strconv.Quote(hidden)
	}
	line := told{path, text, v.place}
	if i := slices.IndexFunc(r.settings.told, func(t told) bool { return t.path == path }); i >= 0 {
		r.settings.told[i] = line
		return
	}
	r.settings.told = append(r.settings.told, line)
}

// written is a value as a settings file has it.
func (v value) written() string {
	switch v.kind {
	case textKind, looseKind:
		return strconv.Quote(v.text)
	case listKind:
		items := make([]string, len(v.items))
		for i, item := range v.items {
			items[i] = item.written()
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return v.text
}

// Told is what was set and where, a line for each key that some layer sets, the last one's alone; keys that none sets have
// their default. It is written anew from what was read, so that nothing of a comment is in it. Secrets, hashes and the names
// of staff read ***.
func (s *Settings) Told() string {
	var b strings.Builder
	for _, t := range s.told {
		b.WriteString(t.path + " = " + t.text + "  # " + filepath.Base(t.place.file))
		if t.place.line > 0 {
			b.WriteString(":" + strconv.Itoa(t.place.line))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// hold notes a secret.
func (s *Settings) hold(secret Secret) {
	if secret != "" && !slices.Contains(s.Secrets, secret) {
		s.Secrets = append(s.Secrets, secret)
	}
}
