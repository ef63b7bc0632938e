package boltstore_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// disk is a pretend disk with one directory. It follows the system calls of a program, and knows of each change whether
// it has surely arrived: those before a sync that has ended have, all others may be lost, come in any order, or arrive in
// part. It promises less than real file systems do: a name and the file behind it are two things, and each is synced by
// itself.
type disk struct {
	dir     string
	names   map[string]*content // as the program sees them
	changes []naming            // of names, since the oldest that is not sure
	kept    map[string]*content // names before those changes
	handles map[int64]*handle
}

// naming is a change to a directory that comes as a whole or not at all; a nil content is a name that goes.
type naming struct {
	sure  bool
	names map[string]*content
	ended int
}

func newDisk(dir string) *disk {
	return &disk{dir: dir, names: map[string]*content{}, kept: map[string]*content{}, handles: map[int64]*handle{}}
}

// put adds a file that has been there for long.
func (d *disk) put(name string, data []byte) {
	d.names[name] = &content{kept: slices.Clone(data)}
	d.kept[name] = d.names[name]
}

// follow takes up a call. changed tells whether a power cut after it could leave something else than one before it.
func (d *disk) follow(c *call) (changed bool, err error) {
	switch c.name {
	case "openat":
		return true, d.open(c)
	case "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat":
		return d.rename(c)
	case "truncate":
		return false, fmt.Errorf("the pretend disk does not know %s", c.name)
	}
	fd, err := c.number(0)
	h := d.handles[fd]
	switch {
	case err != nil || h == nil:
		return false, err
	case c.name == "close":
		delete(d.handles, fd)
		return false, nil
	case c.name == "fsync", c.name == "fdatasync":
		d.sync(h, c)
		return true, nil
	case c.result < 0:
		return false, nil
	}
	return true, h.change(c)
}

// open makes a handle, and the file if there is none.
func (d *disk) open(c *call) error {
	path, err := c.text(1)
	if err != nil || c.result < 0 {
		return err
	}
	h, name := &handle{}, filepath.Base(path)
	switch {
	case filepath.Clean(path) == d.dir:
	case filepath.Dir(path) != d.dir:
		delete(d.handles, c.result)
		return nil
	default:
		if h.file = d.names[name]; h.file == nil {
			h.file = &content{}
			d.name(c, map[string]*content{name: h.file})
		}
	}
	if strings.Contains(c.args[2], "O_TRUNC") {
		h.file.changes = append(h.file.changes, write{ended: c.ended})
	}
	if strings.Contains(c.args[2], "O_APPEND") {
		return fmt.Errorf("the pretend disk does not know %s", c.args[2])
	}
	d.handles[c.result] = h
	return nil
}

// rename takes up whatever changes names.
func (d *disk) rename(c *call) (bool, error) {
	paths, err := c.paths()
	if err != nil || c.result < 0 || filepath.Dir(paths[0]) != d.dir {
		return false, err
	}
	from, change := filepath.Base(paths[0]), map[string]*content{}
	if !strings.HasPrefix(c.name, "link") {
		change[from] = nil
	}
	if len(paths) == 2 {
		change[filepath.Base(paths[1])] = d.names[from]
	}
	d.name(c, change)
	return true, nil
}

func (d *disk) name(c *call, change map[string]*content) {
	d.changes = append(d.changes, naming{names: change, ended: c.ended})
	apply(d.names, change)
}

func apply(names, change map[string]*content) {
	for name, file := range change {
		if names[name] = file; file == nil {
			delete(names, name)
		}
	}
}

// sync makes sure what was changed before it began. One that failed makes nothing sure, and never will: that is how Linux
// treats pages it could not write.
func (d *disk) sync(h *handle, c *call) {
	if h.file == nil {
		d.syncNames(c)
		return
	}
	f := h.file
	for i := range f.changes {
		if w := &f.changes[i]; w.ended < c.began && !w.dropped {
			w.sure, w.dropped = c.result == 0, c.result < 0
		}
	}
	for len(f.changes) > 0 && f.changes[0].sure {
		f.kept = f.changes[0].apply(f.kept, nil)
		f.changes = f.changes[1:]
	}
}

func (d *disk) syncNames(c *call) {
	for i := range d.changes {
		if n := &d.changes[i]; n.ended < c.began && c.result == 0 {
			n.sure = true
		}
	}
	for len(d.changes) > 0 && d.changes[0].sure {
		apply(d.kept, d.changes[0].names)
		d.changes = d.changes[1:]
	}
}

// isDir tells whether a call is about the directory.
func (d *disk) isDir(c *call) bool {
	fd, err := c.number(0)
	h := d.handles[fd]
	return err == nil && h != nil && h.file == nil
}
