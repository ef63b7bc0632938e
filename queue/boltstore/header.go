package boltstore

import (
	"fmt"
	"hash/fnv"
	"io"

	"paihao/queue"
)

// header is what a bbolt meta page says: where the tree of one transaction begins. The file has two, the newest and the
// one before; whichever is valid and newer counts.
type header struct {
	pageSize              int
	root, freelist, count uint64 // pages; count is how many the file must have
	txid                  uint64
}

// headerName is what a damaged header is called in reports.
const headerName = "file header"

// Where a meta page's fields lie, behind the header that all pages have: magic, version, page size and flags of 4 bytes
// each, then root page, sequence, freelist page, page count, transaction and checksum of 8. Numbers are in the machine's
// byte order. Source: go.etcd.io/bbolt v1.5.0, internal/common/meta.go.
const (
	pageHeader   = 16
	headerMagic  = 0xED0CDAED
	headerFormat = 2
	headerEnd    = pageHeader + 64
)

// parseHeader reads a meta page; ok is false when its checksum or its numbers are wrong.
func parseHeader(page []byte) (h header, ok bool) {
	body := page[pageHeader:headerEnd]
	sum := fnv.New64a()
	sum.Write(body[:56])
	h = header{
		pageSize: int(order.Uint32(body[8:])),
		root:     order.Uint64(body[16:]), freelist: order.Uint64(body[32:]), count: order.Uint64(body[40:]),
		txid: order.Uint64(body[48:]),
	}
	ok = order.Uint32(body) == headerMagic && order.Uint32(body[4:]) == headerFormat && order.Uint64(body[56:]) == sum.Sum64()
	return h, ok && h.pageSize >= headerEnd
}

// readHeader reads both meta pages and gives the one that counts. whole tells whether both are valid.
func readHeader(file io.ReaderAt, pageSize int) (h header, whole bool, err error) {
	var both [2]header
	var valid [2]bool
	for i := range both {
		page := make([]byte, headerEnd)
		if _, err := file.ReadAt(page, int64(i*pageSize)); err != nil {
			return h, false, fmt.Errorf("%w: read header: %w", queue.ErrDamaged, err)
		}
		both[i], valid[i] = parseHeader(page)
		ours := order.Uint64(page) == uint64(i) // else it is a copy of the other, from a write that went astray
		valid[i] = valid[i] && ours && both[i].pageSize == pageSize
	}
	switch {
	case !valid[0] && !valid[1]:
		return h, false, fmt.Errorf("%w: not a bbolt file, or both its headers are damaged", queue.ErrDamaged)
	case valid[1] && (!valid[0] || both[1].txid > both[0].txid):
		return both[1], valid[0], nil
	}
	return both[0], valid[1], nil
}

// confirm writes the newest header once more, as it is, and waits for the disk. An earlier run may have been killed before
// it was synced, or have been told that it could not be: then it is in memory only, the system believes it written, and a
// power cut would bring back the commit before, over whose pages the next one writes. When that fails the store is not
// opened: it could not be written either.
func (s *Store) confirm() error {
	if s.options.NoSync {
		return nil
	}
	size := s.db.Info().PageSize
	h, _, err := readHeader(s.file, size)
	if err != nil {
		return err
	}
	page, at := make([]byte, size), int64(h.txid%2)*int64(size)
	if _, err := s.file.ReadAt(page, at); err != nil {
		return err
	}
	if _, err := s.file.WriteAt(page, at); err != nil {
		return err
	}
	return s.file.Sync()
}
