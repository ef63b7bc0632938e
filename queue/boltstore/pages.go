package boltstore

import (
	"fmt"
	"io"
	"os"
	"slices"

	"paihao/queue"
)

// pages reads the tree of a bbolt file without trusting one number in it. bbolt trusts all of them: a wrong one lets it
// read past the end of the file, go round in circles for ever, or write over pages that are in use.
// So before bbolt gets the file, each page that it will use is looked at: it is within the file, has one use, and its keys
// are in order.
type pages struct {
	file io.ReaderAt
	header
	claimed []bool  // pages met so far: each has one use
	days    []dated // buckets of tickets and notices, which are looked at one by one
	spare   []byte  // room for the next page
}

// dated is a bucket of a business day.
type dated struct {
	kind string
	element
}

func (d dated) table() string { return tableName(d.kind, string(d.key)) }

// lookedAt are the buckets that grow with each day: the pages of a day are looked at when the day is used.
var lookedAt = []string{tickets, notices}

// checkFile looks at the pages of a file that nobody writes to meanwhile. whole tells whether both its headers are valid.
func checkFile(file *os.File, pageSize int) (p *pages, whole bool, err error) {
	info, err := file.Stat()
	if err != nil {
		return nil, false, err
	}
	h, whole, err := readHeader(file, pageSize)
	if err != nil {
		return nil, false, err
	}
	p, err = checkPages(file, info.Size(), h)
	return p, whole, err
}

// checkPages walks what opening, Load and Commit walk on every day: the list of free pages and every bucket, but of those
// that grow with each day none of their days: see checkDay. Its cost does not depend on past days.
func checkPages(file io.ReaderAt, size int64, h header) (*pages, error) {
	if h.count < 2 || h.count > uint64(size)/uint64(h.pageSize) {
		return nil, fmt.Errorf("%w: the file is cut off: %d bytes, %d pages of %d wanted", queue.ErrDamaged, size, h.count, h.pageSize)
	}
	p := newPages(file, h)
	if err := p.checkFreelist(); err != nil {
		return nil, fmt.Errorf("%w: list of free pages: %w", queue.ErrDamaged, err)
	}
	return p, p.checkTree()
}

func newPages(file io.ReaderAt, h header) *pages {
	return &pages{file: file, header: h, claimed: make([]bool, h.count)}
}

// checkTree walks the tree from its root.
func (p *pages) checkTree() error {
	if err := p.walk(p.root, nil, nil, p.topBucket); err != nil {
		return fmt.Errorf("%w: %w", queue.ErrDamaged, err)
	}
	return nil
}

// topBucket checks one of the buckets at the top.
func (p *pages) topBucket(top element) error {
	err := p.bucket(top, func(e element) error {
		if name := string(top.key); slices.Contains(lookedAt, name) {
			p.days = append(p.days, dated{name, e})
			return nil
		}
		return p.anyBucket(e)
	})
	if err != nil {
		return fmt.Errorf("bucket %q: %w", top.key, err)
	}
	return nil
}

// checkDay walks the tickets and notices of a business day, if there are any. Each day can be walked once.
func (p *pages) checkDay(date string) error {
	for _, d := range p.days {
		if string(d.key) != date {
			continue
		}
		if err := p.check(d); err != nil {
			return err
		}
	}
	return nil
}

// checkAllDays walks those of all days.
func (p *pages) checkAllDays() error {
	for _, d := range p.days {
		if err := p.check(d); err != nil {
			return err
		}
	}
	return nil
}

func (p *pages) check(d dated) error {
	if err := p.anyBucket(d.element); err != nil {
		return fmt.Errorf("%w: bucket %s: %w", queue.ErrDamaged, d.table(), err)
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
	if len(list) == 0 && pg.size != 0 && len(pg.data) == pg.size {
		p.spare = pg.data // nobody needs it any more
	}
	for i := 0; err == nil && i < len(list); i++ {
		err = visit(list[i])
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
	pg.size, pg.data, p.spare = p.pageSize, p.spare, nil
	if pg.data == nil {
		pg.data = make([]byte, p.pageSize)
	}
	if _, err := p.file.ReadAt(pg.data, int64(id)*int64(p.pageSize)); err != nil {
		return pg, err
	}
	overflow := uint64(order.Uint32(pg.data[12:]))
	if got := order.Uint64(pg.data); got != id || overflow >= p.count-id {
		return pg, fmt.Errorf("says it is page %d with %d more", got, overflow)
	}
	for next := id + 1; next <= id+overflow; next++ {
		if err := p.claim(next); err != nil {
			return pg, err
		}
	}
	if overflow > 0 {
		pg.data = append(pg.data, make([]byte, overflow*uint64(p.pageSize))...)
		if _, err := p.file.ReadAt(pg.data[p.pageSize:], int64(id+1)*int64(p.pageSize)); err != nil {
			return pg, err
		}
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
