package config

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// key is one name that a table may hold, and what happens to its value. The keys are the only list of what can be
// set: what is in none of them is refused.
type key struct {
	name     string
	required bool
	scalar   bool  // can come from the environment
	private  bool  // its value is not for who helps; see Settings.Told
	inside   []key // of a section
	read     func(r *reading, path string, v value)
}

// must makes a key one that every table of its kind needs.
func (k key) must() key {
	k.required = true
	return k
}

// withheld makes a key one whose value is not for who helps.
func (k key) withheld() key {
	k.private = true
	return k
}

// leaf is a key with one value. set tells whether it took the value; want says what it takes.
func leaf(name string, want Words, set func(v value) bool) key {
	return key{name: name, scalar: true, read: func(r *reading, path string, v value) {
		if !set(v) {
			r.refuse(path, v, want)
		}
	}}
}

// text is a key that takes what ok lets through, which also says whether it may be empty.
func text(name string, p *string, want Words, ok func(string) bool) key {
	return leaf(name, want, func(v value) bool {
		if !v.isText() || !ok(v.text) {
			return false
		}
		*p = v.text
		return true
	})
}

// secret is a key whose value no mistake shows and whose file others must not read. Blanks around it, as pasting
// leaves them, are dropped.
func secret(name string, p *Secret, want Words, ok func(string) bool) key {
	return key{name: name, scalar: true, private: true, read: func(r *reading, path string, v value) {
		trimmed := strings.TrimSpace(v.text)
		if !v.isText() || trimmed != "" && !ok(trimmed) {
			r.add(v.place, path, foundHidden, want)
			return
		}
		*p = Secret(trimmed)
		r.settings.hold(*p)
		if trimmed != "" && !isOpenProxy(name, trimmed) {
			r.secrets = append(r.secrets, path)
		}
	}}
}

// isOpenProxy spares the owner of a proxy without a password from a file mode he does not need.
func isOpenProxy(name, address string) bool {
	u, err := url.Parse(address)
	return name == "proxy" && err == nil && u.User == nil
}

// whole is a number from low to high.
func whole(name string, p *int, low, high int) key {
	return leaf(name, wantWhole(low, high), func(v value) bool {
		n, err := strconv.ParseInt(strings.ReplaceAll(v.text, "_", ""), v.base(), 32)
		if !v.is(wholeKind) || err != nil || int(n) < low || int(n) > high {
			return false
		}
		*p = int(n)
		return true
	})
}

func truth(name string, p *bool) key {
	return leaf(name, wantTruth, func(v value) bool {
		if !v.is(truthKind) || v.text != "true" && v.text != "false" {
			return false
		}
		*p = v.text == "true"
		return true
	})
}

// choice is one of a few words, each standing for its value.
func choice[T any](name string, p *T, options map[string]T) key {
	return leaf(name, wantOneOf(sortedKeys(options)), func(v value) bool {
		chosen, ok := options[v.text]
		if !v.isText() || !ok {
			return false
		}
		*p = chosen
		return true
	})
}

// span is a length of time such as "90s". zero lets "0" through although low is above it.
func span(name string, p *time.Duration, low, high time.Duration, zero bool) key {
	return leaf(name, wantSpan(low, high, zero), func(v value) bool {
		d, err := time.ParseDuration(v.text)
		if !v.isText() || err != nil || (d < low || d > high) && (d != 0 || !zero) {
			return false
		}
		*p = d
		return true
	})
}

// texts is a list of texts without repeats; each bad item is a mistake of its own, named like services[2].
func texts[T ~string](name string, p *[]T, low, high int, want Words, ok func(string) bool) key {
	return key{name: name, read: func(r *reading, path string, v value) {
		if v.kind != listKind || len(v.items) < low || len(v.items) > high {
			r.refuse(path, v, want)
			return
		}
		list := make([]T, 0, len(v.items))
		for i, item := range v.items {
			at := path + "[" + strconv.Itoa(i+1) + "]"
			r.seen[at] = item.place
			switch {
			case item.kind != textKind || !ok(item.text):
				r.refuse(at, item, want)
			case slices.Contains(list, T(item.text)):
				r.refuse(at, item, wantOnce)
			default:
				list = append(list, T(item.text))
			}
		}
		*p = list
	}}
}

// section is a fixed table such as [venue].
func section(name string, keys ...key) key {
	return key{name: name, inside: keys, read: func(r *reading, path string, v value) {
		if v.kind != tableKind {
			r.refuse(path, v, wantTable(path))
			return
		}
		r.table(path, v.table, keys)
	}}
}

// tables is a list of tables such as [[service]]. A later layer that has the list replaces it whole.
func tables[T any](name string, p *[]T, most int, keys func(*T) []key) key {
	return key{name: name, read: func(r *reading, path string, v value) {
		if v.kind != listKind || len(v.items) == 0 {
			r.add(v.place, path, foundOther(v), wantTables(name, most))
			return
		}
		r.forget(path + "[")
		list := make([]T, min(len(v.items), most))
		for i, item := range v.items {
			at := path + "[" + strconv.Itoa(i+1) + "]"
			r.seen[at] = item.place
			switch {
			case item.kind != tableKind || i >= most:
				r.add(item.place, at, foundOther(item), wantTables(name, most))
			default:
				r.table(at, item.table, keys(&list[i]))
			}
		}
		*p = list
	}}
}

func sortedKeys[T any](m map[string]T) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
