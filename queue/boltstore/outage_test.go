package boltstore_test

import (
	"errors"
	"fmt"
	"hash/maphash"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// storeName is the store's file in the directory of an outage.
const storeName = "paihao.db"

// outage tries power cuts in one trace of a program: at every moment at which one could leave something new.
type outage struct {
	*testing.T
	judge func(dir string, x try) error // says what is lost of what the program has said
	deaf  func(*disk, *call) bool       // calls that the disk does not hear; nil when it hears all
	from  int                           // the first call after which cuts are tried
	most  int                           // images to try
	cuts  int                           // of those at one moment, if so many are different

	part            string
	more            []string // for strace
	calls           []call
	disk            *disk
	heard           string // what the program has said so far
	moments, images int
	seen            map[uint64]bool
	seed            maphash.Seed
	dir             string // where the images are made
	tries           chan try

	mu   sync.Mutex
	lost []error
}

// try is what a power cut leaves.
type try struct {
	name   string
	number int
	files  map[string][]byte
	heard  string // what the program had said
}

// mustOutage traces a part that finds a store, or none if it is nil, with more for strace if it is told.
func mustOutage(t *testing.T, part string, store []byte, more ...string) *outage {
	t.Helper()
	path := filepath.Join(t.TempDir(), storeName)
	p := &outage{
		T: t, part: part, more: more, disk: newDisk(filepath.Dir(path)), dir: mustMemory(t), seed: maphash.MakeSeed(),
		cuts: 5, seen: map[uint64]bool{}, tries: make(chan try, 8),
	}
	if store != nil {
		mustWrite(t, path, store)
		p.disk.put(storeName, store)
	}
	p.calls, _ = mustTrace(t, part, path, diskCalls, more...)
	return p
}

// mustMemory makes a directory in memory, or where tests have theirs.
func mustMemory(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "paihao-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// run follows the calls, and tries some cuts after each, until there were enough.
func (p *outage) run() {
	p.Helper()
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(p.judgeAll)
	}
	for i := 0; i < len(p.calls) && p.images < p.most; i++ {
		if err := p.step(i); err != nil {
			p.Errorf("call %d: %v", i, err)
			break
		}
	}
	close(p.tries)
	all.Wait()
}

// step follows one call.
func (p *outage) step(i int) error {
	c := &p.calls[i]
	if c.name == "write" && c.args[0] == "1" {
		text, err := c.text(1)
		p.heard += text
		return err
	}
	if p.deaf != nil && p.deaf(p.disk, c) {
		return nil
	}
	changed, err := p.disk.follow(c)
	if err != nil || !changed || i < p.from {
		return err
	}
	p.moments++
	p.try(i, 0, cut{})
	for variant := 1; variant < p.cuts && p.disk.unsure(); variant++ {
		dice := rand.New(rand.NewPCG(uint64(i), uint64(variant)))
		switch {
		case variant == 1:
			p.try(i, variant, cut{all: true})
		default:
			p.try(i, variant, cut{dice: dice, torn: variant%2 == 1})
		}
	}
	return nil
}

// try has a cut looked at, unless there was the same before.
func (p *outage) try(call, variant int, c cut) {
	files := p.disk.leaves(c)
	key := p.hash(files) + uint64(len(p.heard))
	if p.seen[key] {
		return
	}
	p.seen[key] = true
	p.images++
	name := fmt.Sprintf("cut %d after call %d, %s", variant, call, p.calls[call].name)
	p.tries <- try{name, p.images, files, p.heard}
}

// hash tells images apart; the reserve does not count.
func (p *outage) hash(files map[string][]byte) uint64 {
	var h maphash.Hash
	h.SetSeed(p.seed)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !strings.Contains(name, ".reserve") {
			h.WriteString(fmt.Sprintln(name, len(files[name])))
			h.Write(files[name])
		}
	}
	return h.Sum64()
}

// judgeAll makes images and has them judged.
func (p *outage) judgeAll() {
	for x := range p.tries {
		if err := p.make(x); err != nil {
			p.mu.Lock()
			p.lost = append(p.lost, fmt.Errorf("%s: %w", x.name, err))
			p.mu.Unlock()
		}
	}
}

// make makes an image in a directory of its own: a lock that was not let go of could hold up the next.
func (p *outage) make(x try) error {
	dir := filepath.Join(p.dir, strconv.Itoa(x.number))
	defer os.RemoveAll(dir)
	err := os.Mkdir(dir, 0o700)
	for name, data := range x.files {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
	if err != nil {
		return err
	}
	return p.judge(dir, x)
}
