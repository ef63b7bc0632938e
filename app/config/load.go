package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Options says where settings come from.
type Options struct {
	Path    string   // the settings file
	Environ []string // as os.Environ gives it, and nil for that; an empty one for none
	Trial   bool     // the secrets of [wechat] may be missing
}

// Load reads the defaults, the file, its sibling *.local.toml if there is one, and the variables PAIHAO_SECTION_KEY,
// each over the ones before. The error is a *Mistakes with every mistake; errors.Is finds fs.ErrNotExist in it when
// there is no such file. On systems with file modes a file that holds a secret must be 0600 or narrower.
func Load(o Options) (Settings, error) {
	r := newReading(o, o.Path)
	for i, path := range []string{o.Path, localPath(o.Path)} {
		data, mode, bad := readFile(path)
		switch {
		case bad != nil && i > 0 && errors.Is(bad, fs.ErrNotExist):
			continue
		case bad != nil:
			r.mistakes, r.broken = append(r.mistakes, *bad), true
			continue
		}
		r.document(path, data)
		r.guard(path, mode)
	}
	r.environ(o.Environ)
	return r.settle()
}

// Parse is Load for bytes that are at hand, such as the sample: name stands in mistakes and gives Dir. There is no
// sibling file, no file mode, and Options.Path is not used.
func Parse(name string, data []byte, o Options) (Settings, error) {
	r := newReading(o, name)
	r.document(name, data)
	r.environ(o.Environ)
	return r.settle()
}

func (r *reading) settle() (Settings, error) {
	dir, err := filepath.Abs(filepath.Dir(r.main))
	if err != nil {
		r.mistakes = append(r.mistakes, unreadable(r.main, err))
	}
	r.settings.Dir = dir
	return r.finish()
}

// localPath is the sibling that holds what is set on this machine: paihao.toml has paihao.local.toml.
func localPath(path string) string { return strings.TrimSuffix(path, ".toml") + ".local.toml" }

// environ reads PAIHAO_SECTION_KEY for the scalars of the fixed sections. A variable set to nothing counts as not set,
// as compose files leave them.
func (r *reading) environ(variables []string) {
	if variables == nil {
		variables = os.Environ()
	}
	for _, line := range variables {
		name, text, _ := strings.Cut(line, "=")
		rest, ours := strings.CutPrefix(name, "PAIHAO_")
		if !ours || text == "" {
			continue
		}
		section, wanted, _ := strings.Cut(strings.ToLower(rest), "_")
		r.variable(name, section, wanted, text)
	}
}

func (r *reading) variable(name, section, wanted, text string) {
	where := place{file: name}
	for _, s := range r.keys {
		if s.name != section || s.inside == nil {
			continue
		}
		for _, k := range s.inside {
			if path := section + "." + wanted; k.name == wanted && k.scalar {
				r.seen[path] = where
				v := value{kind: looseKind, text: text, place: where}
				k.read(r, path, v)
				r.tell(path, k, v)
				return
			}
		}
		r.add(where, section+"."+wanted, foundUnknown, wantVariable(s))
		return
	}
	r.settings.warn(warnVariable(name))
}
