package boltstore

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"

	"paihao/queue"
)

// pages reads the tree of a bbolt file without trusting one number in it. bbolt trusts all of them: a wrong one lets it
// read past the end of the file, go round in circles for ever, or write over pages that are in use.
//
// A page is a header (id 8 bytes, kind 2, count 2, overflow 4), then count elements of 16 bytes, then their keys and
// values. Source: go.etcd.io/bbolt v1.5.0, internal/common/page.go and bucket.go.
type pages struct {
	file io.ReaderAt
	header
	claimed []bool // pages met so far: each has one use
}

// page is one page with those that overflow from it.
type page struct {
	data   []byte
	kind   uint16
	count  int
	inline bool
}

// element is a key on a page, with the page below it or its value.
type element struct {
	key, value []byte
	below      uint64
	bucket     bool
}

// What a page or an element can be.
const (
	branchPage    = 0x01
	leafPage      = 0x02
	freelistPage  = 0x10
	bucketElement = 0x01
	elementSize   = 16
	bucketSize    = 16 // root page and sequence; with root 0 the bucket's only page follows
)

var order = binary.NativeEndian

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
	inline := page{data: e.value[bucketSize:], inline: true}
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
	if pg.kind != freelistPage || count > (uint64(len(pg.data))-start)/8 {
		return fmt.Errorf("page of kind %#x with %d entries", pg.kind, count)
	}
	for i := range count {
		if err := p.claim(order.Uint64(pg.data[start+8*i:])); err != nil {
			return err
		}
	}
	return nil
}

// parse reads a page's header.
func (pg *page) parse() error {
	if len(pg.data) < pageHeader {
		return fmt.Errorf("page of %d bytes", len(pg.data))
	}
	pg.kind, pg.count = order.Uint16(pg.data[8:]), int(order.Uint16(pg.data[10:]))
	return nil
}

// elements reads a page's elements, whose keys must rise from low to before high.
func (pg *page) elements(low, high []byte) ([]element, error) {
	if pg.kind != leafPage && pg.inline || pg.kind != leafPage && pg.kind != branchPage || pageHeader+elementSize*pg.count > len(pg.data) {
		return nil, fmt.Errorf("page of kind %#x with %d elements", pg.kind, pg.count)
	}
	list := make([]element, pg.count)
	for i := range list {
		e, err := pg.element(pageHeader + elementSize*i)
		switch {
		case err != nil:
			return nil, err
		case bytes.Compare(e.key, low) < 0, i > 0 && bytes.Equal(e.key, low), high != nil && bytes.Compare(e.key, high) >= 0:
			return nil, fmt.Errorf("keys out of order")
		}
		list[i], low = e, e.key
	}
	return list, nil
}

// element reads the element at an offset. A branch element is position, key size and page; a leaf element is flags,
// position, key size and value size. Positions count from the element itself.
func (pg *page) element(at int) (e element, err error) {
	head := pg.data[at:]
	position, keySize, valueSize := order.Uint32(head), order.Uint32(head[4:]), uint32(0)
	if pg.kind == leafPage {
		flags := order.Uint32(head)
		position, keySize, valueSize = order.Uint32(head[4:]), order.Uint32(head[8:]), order.Uint32(head[12:])
		if e.bucket = flags == bucketElement; flags > bucketElement {
			return e, fmt.Errorf("element with flags %#x", flags)
		}
	} else {
		e.below = order.Uint64(head[8:])
	}
	middle := uint64(position) + uint64(keySize)
	if end := middle + uint64(valueSize); keySize == 0 || end > uint64(len(head)) {
		return e, fmt.Errorf("element of %d bytes outside its page", uint64(keySize)+uint64(valueSize))
	}
	e.key, e.value = head[position:middle], head[middle:middle+uint64(valueSize)]
	return e, nil
}
