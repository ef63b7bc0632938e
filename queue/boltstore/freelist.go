package boltstore

import "fmt"

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
