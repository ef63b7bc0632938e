package config

import (
	"errors"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// reading collects the settings of all layers, the mistakes in them and where each key was set last.
type reading struct {
	settings Settings
	trial    bool
	main     string // the settings file's name
	keys     []key
	seen     map[string]place
	secrets  []string // keys of the layer being read that hold a secret
	mistakes Mistakes
	broken   bool // a layer could not be read: what seems to be missing may stand there
}

func newReading(o Options, file string) *reading {
	r := &reading{settings: defaults(), trial: o.Trial, main: file, seen: map[string]place{}}
	r.keys = r.settings.keys()
	return r
}

// document reads one file's bytes over what is there.
func (r *reading) document(file string, data []byte) {
	r.secrets = nil
	data, bad := plainText(file, data)
	if bad != nil {
		r.mistakes = append(r.mistakes, *bad)
		r.broken = true
		return
	}
	t, mistakes, ok := parseDocument(file, data)
	r.mistakes = append(r.mistakes, mistakes...)
	if !ok {
		r.broken = true
		return
	}
	before := len(r.mistakes)
	r.table("", t, r.keys)
	if len(mistakes) == 0 && len(r.mistakes) == before {
		r.checkWhole(file, data)
	}
}

// checkWhole asks go-toml's decoder, as the judge of what is TOML, for what the parser lets pass: numbers with a
// leading zero, tables defined in two ways.
func (r *reading) checkWhole(file string, data []byte) {
	var all map[string]any
	err := toml.Unmarshal(data, &all)
	var at *toml.DecodeError
	switch {
	case errors.As(err, &at):
		line, _ := at.Position()
		r.add(place{file, line}, strings.Join(at.Key(), "."), foundSyntax(at.Error()), wantTOML)
	case err != nil:
		r.add(place{file: file}, "", foundSyntax(err.Error()), wantTOML)
	}
}

// table reads every name of a table and refuses the unknown and the missing.
func (r *reading) table(path string, t *table, keys []key) {
	for _, name := range t.names {
		v, at := t.values[name], join(path, name)
		i := slices.IndexFunc(keys, func(k key) bool { return k.name == name })
		if i < 0 {
			r.add(v.place, at, foundUnknown, wantKeys(keys))
			continue
		}
		r.seen[at] = v.place
		keys[i].read(r, at, v)
		r.tell(at, keys[i], v)
	}
	for _, k := range keys {
		if _, ok := t.values[k.name]; k.required && !ok {
			r.add(r.at(path), join(path, k.name), foundNothing, wantRequired)
		}
	}
}

// at is where a key was set last; for one that was not, where its table begins; else the settings file as a whole.
func (r *reading) at(path string) place {
	for path != "" {
		if p, ok := r.seen[path]; ok {
			return p
		}
		path = path[:max(strings.LastIndexAny(path, ".["), 0)]
	}
	return place{file: r.main}
}

// forget drops the places under a list that is about to be replaced.
func (r *reading) forget(prefix string) {
	for path := range r.seen {
		if strings.HasPrefix(path, prefix) {
			delete(r.seen, path)
		}
	}
	r.settings.told = slices.DeleteFunc(r.settings.told, func(t told) bool { return strings.HasPrefix(t.path, prefix) })
}

func (r *reading) add(where place, path string, found, want Words) {
	r.mistakes.add(where, path, found, want)
}

func (r *reading) refuse(path string, v value, want Words) {
	found := foundValue(v)
	if want == wantName || want == wantNameEN {
		found = foundCalled(v)
	}
	r.add(v.place, path, found, want)
}

// wrong tells whether something is known to be wrong with a key or a part of it.
func (r *reading) wrong(path string) bool {
	return slices.ContainsFunc(r.mistakes, func(m Mistake) bool {
		rest, ok := strings.CutPrefix(m.Key, path)
		return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
	})
}

func (r *reading) finish() (Settings, error) {
	if !r.broken {
		r.agree()
	}
	if len(r.mistakes) > 0 {
		r.mistakes.sort()
		return Settings{}, &r.mistakes
	}
	r.warn()
	return r.settings, nil
}
