package boltstore

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// page is one page with those that overflow from it: a header (id 8 bytes, kind 2, count 2, overflow 4), then count elements
// of 16 bytes, then their keys and values. Source: go.etcd.io/bbolt v1.5.0, internal/common/page.go and bucket.go.
type page struct {
	data  []byte
	size  int // of one page; 0 when this one lies within a value
	kind  uint16
	count int
}

// element is a key on a page, with the page below it or its value.
type element struct {
	key, value []byte
	end        int // of its value, from the element itself
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

// parse reads a page's header.
func (pg *page) parse() error {
	if len(pg.data) < pageHeader {
		return fmt.Errorf("page of %d bytes", len(pg.data))
	}
	pg.kind, pg.count = order.Uint16(pg.data[8:]), int(order.Uint16(pg.data[10:]))
	return nil
}

// elements checks a page's elements, whose keys must rise from low to before high, and gives those that lead to other pages.
func (pg *page) elements(low, high []byte) ([]element, error) {
	if pg.kind != leafPage && pg.size == 0 || pg.kind != leafPage && pg.kind != branchPage || pageHeader+elementSize*pg.count > len(pg.data) {
		return nil, fmt.Errorf("page of kind %#x with %d elements", pg.kind, pg.count)
	}
	var list []element
	used := pageHeader
	for i := range pg.count {
		at := pageHeader + elementSize*i
		e, err := pg.element(at)
		switch {
		case err != nil:
			return nil, err
		case bytes.Compare(e.key, low) < 0, i > 0 && bytes.Equal(e.key, low), high != nil && bytes.Compare(e.key, high) >= 0:
			return nil, fmt.Errorf("keys out of order")
		}
		low = e.key
		if pg.kind == branchPage || e.bucket {
			list = append(list, e)
		}
		used = max(used, at+e.end)
	}
	if pg.size != 0 && used <= len(pg.data)-pg.size { // bbolt would free pages that are not this one's
		return nil, fmt.Errorf("page of %d bytes with %d in use", len(pg.data), used)
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
	e.end = int(middle) + int(valueSize)
	e.key, e.value = head[position:middle], head[middle:middle+uint64(valueSize)]
	return e, nil
}
