package config

import "strconv"

type kind int

const (
	otherKind kind = iota // a float, a date
	textKind
	wholeKind
	truthKind
	listKind
	tableKind
	looseKind // from the environment: text that is read as whatever the key wants
)

// place is where something was written: a line of a file, or a variable of the environment with line 0.
type place struct {
	file string
	line int
}

type value struct {
	kind   kind
	text   string // of a scalar, as meant: quotes and escapes are gone
	items  []value
	table  *table
	place  place
	header bool // made by a [table] or [[list]] line
}

func (v value) is(k kind) bool { return v.kind == k || v.kind == looseKind }
func (v value) isText() bool   { return v.is(textKind) }

// base is what strconv needs to read a whole number: TOML has 0x1F, the environment has not.
func (v value) base() int {
	if v.kind == wholeKind {
		return 0
	}
	return 10
}

type table struct {
	names  []string // in the order of the file
	values map[string]value
}

func newTable() *table { return &table{values: map[string]value{}} }

func (t *table) set(name string, v value) {
	if _, exists := t.values[name]; !exists {
		t.names = append(t.names, name)
	}
	t.values[name] = v
}

// join adds a name to a path, quoted where a bare one could be misread.
func join(path, name string) string {
	if name != "" && !bareShape.MatchString(name) {
		name = strconv.Quote(name)
	}
	if path == "" || name == "" {
		return path + name
	}
	return path + "." + name
}
