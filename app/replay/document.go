package replay

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"
)

// node is a value of a JSON document, and where it stands.
type node struct {
	path  string // such as services[2].minutes, counted from 1; empty for the whole
	at    int    // offset of its first byte
	text  string // as it stands there; empty for one that is not there
	value any    // string, json.Number, bool or nil
	keys  map[string]*node
	list  []*node
	twice string // a key of it that stands twice
}

// document is a JSON document in which each value knows its place.
type document struct {
	data    []byte
	decoder *json.Decoder
}

// parse reads a document. Errors: *json.SyntaxError.
func parse(data []byte) (*node, error) {
	var whole json.RawMessage
	if err := json.Unmarshal(data, &whole); err != nil {
		return nil, err
	}
	d := document{data, json.NewDecoder(bytes.NewReader(data))}
	d.decoder.UseNumber()
	return d.read("")
}

// read reads the value that comes next. What it reads is known to be sound.
func (d *document) read(path string) (*node, error) {
	n := &node{path: path, at: d.start()}
	token, err := d.decoder.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		err = d.readKeys(n)
	case json.Delim('['):
		err = d.readList(n)
	default:
		n.value = token
	}
	n.text = string(d.data[n.at:d.decoder.InputOffset()])
	return n, err
}

func (d *document) readKeys(n *node) error {
	n.keys = map[string]*node{}
	for d.decoder.More() {
		token, err := d.decoder.Token()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		child, err := d.read(join(n.path, key))
		if err != nil {
			return err
		}
		if n.keys[key] != nil {
			n.twice = key
		}
		n.keys[key] = child
	}
	_, err := d.decoder.Token()
	return err
}

func (d *document) readList(n *node) error {
	n.list = []*node{}
	for d.decoder.More() {
		child, err := d.read(n.path + "[" + strconv.Itoa(len(n.list)+1) + "]")
		if err != nil {
			return err
		}
		n.list = append(n.list, child)
	}
	_, err := d.decoder.Token()
	return err
}

// start is where the next value begins: behind what separates it from the one before.
func (d *document) start() int {
	at := int(d.decoder.InputOffset())
	return at + len(d.data[at:]) - len(bytes.TrimLeft(d.data[at:], " \t\r\n,:"))
}

// key is the value of a key. One that is not there stands where the object does.
func (n *node) key(name string) *node {
	if child := n.keys[name]; child != nil {
		return child
	}
	return &node{path: join(n.path, name), at: n.at}
}

// there tells whether the value stands in the document at all.
func (n *node) there() bool { return n.text != "" }

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// position is the line and the column of an offset, both from 1, the column in bytes.
func position(data []byte, at int) (line, column int) {
	before := data[:min(max(at, 0), len(data))]
	return 1 + bytes.Count(before, []byte("\n")), len(before) - bytes.LastIndexByte(before, '\n')
}

// withoutMark reads without the mark that some programs, Excel among them, put before UTF-8.
func withoutMark(r io.Reader) io.Reader {
	const mark = "\uFEFF"
	whole := bufio.NewReader(r)
	if first, _ := whole.Peek(len(mark)); string(first) == mark {
		_, _ = whole.Discard(len(mark)) // it was just seen
	}
	return whole
}
