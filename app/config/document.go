package config

import (
	"strconv"

	"github.com/pelletier/go-toml/v2/unstable"
)

// document reads one TOML file into tables that remember their lines. go-toml's decoder gives positions only for what
// it refuses itself and stops at the first wrong type; here every value keeps its line, so that a value out of range
// and ten mistakes at once can be named too.
type document struct {
	file     string
	parser   unstable.Parser
	breaks   []int // offsets of line ends
	root, at *table
	path     string // of the table the lines now belong to
	end      int    // offset of the last expression's end
	mistakes Mistakes
}

// parseDocument returns the file's tables, and false if it is no TOML: then nothing more can be said about it than the
// mistakes found so far.
func parseDocument(file string, data []byte) (*table, Mistakes, bool) {
	d := &document{file: file, root: newTable()}
	d.at = d.root
	for i, b := range data {
		if b == '\n' {
			d.breaks = append(d.breaks, i)
		}
	}
	d.parser.Reset(data)
	for d.parser.NextExpression() {
		d.take(d.parser.Expression())
	}
	if err := d.parser.Error(); err != nil {
		d.refuseSyntax(err)
		return nil, d.mistakes, false
	}
	return d.root, d.mistakes, true
}

// take sorts one expression of the file: a header, or a key with its value.
func (d *document) take(e *unstable.Node) {
	switch e.Kind {
	case unstable.Table, unstable.ArrayTable:
		d.open(e)
	case unstable.KeyValue:
		d.put(d.at, d.path, e)
		d.end = int(e.Raw.Offset + e.Raw.Length - 1)
	}
}

// open makes the table of a [header] or [[header]] line the one that the next lines belong to.
func (d *document) open(e *unstable.Node) {
	names, where := d.key(e)
	last := names[len(names)-1]
	t, path := d.descend(d.root, "", names[:len(names)-1], where)
	old, exists := t.values[last]
	path = join(path, last)
	fresh := value{kind: tableKind, table: newTable(), place: where, header: true}
	switch {
	case e.Kind == unstable.ArrayTable && exists && old.kind == listKind:
		old.items = append(old.items, fresh)
		t.values[last] = old
		path += "[" + strconv.Itoa(len(old.items)) + "]"
	case exists && (old.header || old.kind != tableKind || e.Kind == unstable.ArrayTable):
		d.mistakes.add(where, path, foundTwice(old.place.line), wantOnce)
		if fresh.table = old.table; fresh.table == nil {
			fresh.table = newTable()
		}
	case exists:
		fresh.table = old.table
		t.set(last, fresh)
	case e.Kind == unstable.ArrayTable:
		t.set(last, value{kind: listKind, items: []value{fresh}, place: where})
		path += "[1]"
	default:
		t.set(last, fresh)
	}
	d.at, d.path = fresh.table, path
}

// put adds a key = value line, or a pair of an inline table, to t.
func (d *document) put(t *table, path string, e *unstable.Node) {
	names, where := d.key(e)
	last := names[len(names)-1]
	t, path = d.descend(t, path, names[:len(names)-1], where)
	path = join(path, last)
	if old, exists := t.values[last]; exists {
		d.mistakes.add(where, path, foundTwice(old.place.line), wantOnce)
		return
	}
	t.set(last, d.value(path, e.Value(), where))
}

// descend walks the leading names of a dotted key. Where a value is in the way it names that mistake once and goes on
// in a table that nobody reads.
func (d *document) descend(t *table, path string, names []string, where place) (*table, string) {
	for _, name := range names {
		path = join(path, name)
		v, exists := t.values[name]
		switch {
		case !exists:
			v = value{kind: tableKind, table: newTable(), place: where}
			t.set(name, v)
			t = v.table
		case v.kind == tableKind:
			t = v.table
		case v.kind == listKind && len(v.items) > 0 && v.items[len(v.items)-1].kind == tableKind:
			t = v.items[len(v.items)-1].table
			path += "[" + strconv.Itoa(len(v.items)) + "]"
		default:
			d.mistakes.add(where, path, foundTwice(v.place.line), wantOnce)
			return newTable(), path
		}
	}
	return t, path
}

// value copies what the parser found, as its nodes do not outlive the expression. An item of a list on a line of its
// own is named with that line; lists and tables in lists have no position of their own.
func (d *document) value(path string, n *unstable.Node, where place) value {
	v := value{text: string(n.Data), place: where}
	switch n.Kind {
	case unstable.String:
		v.kind = textKind
	case unstable.Integer:
		v.kind = wholeKind
	case unstable.Bool:
		v.kind = truthKind
	case unstable.Array:
		v.kind = listKind
		for it := n.Children(); it.Next(); {
			item := it.Node()
			at := where
			if item.Raw.Length > 0 {
				at.line = d.lineAt(int(item.Raw.Offset))
			}
			v.items = append(v.items, d.value(path+"["+strconv.Itoa(len(v.items)+1)+"]", item, at))
		}
	case unstable.InlineTable:
		v.kind, v.table = tableKind, newTable()
		for it := n.Children(); it.Next(); {
			d.put(v.table, path, it.Node())
		}
	}
	return v
}

// key gives the parts of a dotted key and the line it begins on.
func (d *document) key(e *unstable.Node) (names []string, where place) {
	for it := e.Key(); it.Next(); {
		if names == nil {
			where = place{d.file, d.lineAt(int(it.Node().Raw.Offset))}
		}
		names = append(names, string(it.Node().Data))
		d.end = int(it.Node().Raw.Offset)
	}
	return names, where
}
