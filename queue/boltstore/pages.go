package boltstore

import (
	"fmt"
	"io"

	"paihao/queue"
)

// pages reads the tree of a bbolt file without trusting one number in it. bbolt trusts all of them: a wrong one lets it
// read past the end of the file, go round in circles for ever, or write over pages that are in use.
// So before bbolt gets the file, each page that it will use is looked at: it is within the file, has one use, and its keys
// are in order.
type pages struct {
	file io.ReaderAt
	header
	claimed []bool // pages met so far: each has one use
}

// checkPages walks all that opening, Load and Commit will walk: the list of free pages and every bucket, but of those that
// grow with each day only the newest. Its cost does not depend on past days.
func checkPages(file io.ReaderAt, size int64, h header) error {
	if h.count < 2 || h.count > uint64(size)/uint64(h.pageSize) {
		return fmt.Errorf("%w: the file is cut off: %d bytes, %d pages of %d wanted", queue.ErrDamaged, size, h.count, h.pageSize)
	}
	p := &pages{file: file, header: h, claimed: make([]bool, h.count)}
	if err := p.checkFreelist(); err != nil {
		return fmt.Errorf("%w: list of free pages: %w", queue.ErrDamaged, err)
	}
	if err := p.walk(h.root, nil, nil, p.topBucket); err != nil {
		return fmt.Errorf("%w: %w", queue.ErrDamaged, err)
	}
	return nil
}

// topBucket checks one of the buckets at the top.
func (p *pages) topBucket(top element) error {
	growing := string(top.key) == tickets || string(top.key) == notices
	var newest *element
	err := p.bucket(top, func(day element) error {
		if newest = &day; growing {
			return nil
		}
		return p.anyBucket(day)
	})
	if err == nil && growing && newest != nil {
		err = p.anyBucket(*newest)
	}
	if err != nil {
		return fmt.Errorf("bucket %q: %w", top.key, err)
	}
	return nil
}

func (p *pages) anyBucket(e element) error { return p.bucket(e, p.anyBucket) }

// bucket walks the tree of a bucket, whose root is its value.
func (p *pages) bucket(e element, visit func(element) error) error {
	if len(e.value) < bucketSize {
		return fmt.Errorf("bucket without a root")
	}
	if root := order.Uint64(e.value); root != 0 {
		return p.walk(root, nil, nil, visit)
	}
	inline := page{data: e.value[bucketSize:]}
	if err := inline.parse(); err != nil {
		return err
	}
	return p.leaf(inline, nil, nil, visit)
}

// walk checks the page id and all below it, whose keys must lie from low to before high. visit gets the buckets it meets.
func (p *pages) walk(id uint64, low, high []byte, visit func(element) error) error {
	pg, err := p.read(id)
	if err != nil {
		return fmt.Errorf("page %d: %w", id, err)
	}
	if pg.kind == leafPage {
		err = p.leaf(pg, low, high, visit)
	} else {
		err = p.branch(pg, low, high, visit)
	}
	return err
}

func (p *pages) leaf(pg page, low, high []byte, visit func(element) error) error {
	list, err := pg.elements(low, high)
	for i := 0; err == nil && i < len(list); i++ {
		if list[i].bucket {
			err = visit(list[i])
		}
	}
	return err
}

func (p *pages) branch(pg page, low, high []byte, visit func(element) error) error {
	if pg.kind != branchPage || pg.count == 0 {
		return fmt.Errorf("page of kind %#x with %d elements in the place of a branch", pg.kind, pg.count)
	}
	list, err := pg.elements(low, high)
	for i := 0; err == nil && i < len(list); i++ {
		end := high
		if i+1 < len(list) {
			end = list[i+1].key
		}
		err = p.walk(list[i].below, list[i].key, end, visit)
	}
	return err
}

// read reads a page with its overflow.
func (p *pages) read(id uint64) (pg page, err error) {
	if err := p.claim(id); err != nil {
		return pg, err
	}
	head := make([]byte, pageHeader)
	if _, err := p.file.ReadAt(head, int64(id)*int64(p.pageSize)); err != nil {
		return pg, err
	}
	overflow := uint64(order.Uint32(head[12:]))
	if got := order.Uint64(head); got != id || overflow >= p.count-id {
		return pg, fmt.Errorf("says it is page %d with %d more", got, overflow)
	}
	for next := id + 1; next <= id+overflow; next++ {
		if err := p.claim(next); err != nil {
			return pg, err
		}
	}
	pg.size = p.pageSize
	pg.data = make([]byte, (overflow+1)*uint64(p.pageSize))
	if _, err := p.file.ReadAt(pg.data, int64(id)*int64(p.pageSize)); err != nil {
		return pg, err
	}
	return pg, pg.parse()
}

// claim notes that a page is in use, or free. Pages 0 and 1 are the headers.
func (p *pages) claim(id uint64) error {
	if id < 2 || id >= p.count || p.claimed[id] {
		return fmt.Errorf("page %d is outside the file or has two uses", id)
	}
	p.claimed[id] = true
	return nil
}

// checkFreelist claims the free pages, so that a page in use among them is found.
func (p *pages) checkFreelist() error {
	pg, err := p.read(p.freelist)
	if err != nil {
		return err
	}
	start, count := uint64(pageHeader), uint64(pg.count)
	if count == 0xffff && len(pg.data) >= pageHeader+8 { // too many for the header: the first entry is the count
		start, count = start+8, order.Uint64(pg.data[pageHeader:])
	}
	room := (uint64(len(pg.data)) - start) / 8
	if pg.kind != freelistPage || count > room || (room-count)*8 > 2*uint64(pg.size) { // bbolt takes up to a page too much
		return fmt.Errorf("page of kind %#x with %d entries", pg.kind, count)
	}
	for i := range count {
		if err := p.claim(order.Uint64(pg.data[start+8*i:])); err != nil {
			return err
		}
	}
	return nil
}
