package boltstore_test

import (
	"fmt"
)

// content is a file, by whatever name.
type content struct {
	kept    []byte  // before the first change that is not sure
	changes []write // the oldest first
}

// write is a change to a file: bytes, or with none of them a new size.
type write struct {
	sure    bool
	dropped bool // a sync of it failed: the system believes it written, so no later sync can make it sure
	at      int64
	data    []byte
	ended   int
}

// handle is an open file, or with a nil content the directory.
type handle struct {
	file *content
	at   int64
}

// change writes to a file or sets its size.
func (h *handle) change(c *call) error {
	if h.file == nil {
		return fmt.Errorf("%s to a directory", c.name)
	}
	w := write{ended: c.ended}
	data, err := "", error(nil)
	switch c.name {
	case "pwrite64":
		data, err = c.text(1)
		w.at, _ = c.number(3)
	case "write":
		data, err = c.text(1)
		w.at = h.at
		h.at += c.result
	case "ftruncate":
		w.at, err = c.number(1)
	case "fallocate":
		from, _ := c.number(2)
		size, _ := c.number(3)
		if w.at = from + size; c.args[1] != "0" || w.at <= h.file.size() {
			return nil
		}
	default:
		err = fmt.Errorf("the pretend disk does not know %s", c.name)
	}
	if data != "" {
		w.data = []byte(data)[:c.result]
	}
	h.file.changes = append(h.file.changes, w)
	return err
}

// size is as the program sees it.
func (f *content) size() int64 {
	size := int64(len(f.kept))
	for _, w := range f.changes {
		if w.data == nil {
			size = w.at
		}
		size = max(size, w.at+int64(len(w.data)))
	}
	return size
}
