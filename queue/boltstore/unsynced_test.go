package boltstore_test

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// writesHeader tells whether a call writes one of the two pages that say which commit counts.
func (c *call) writesHeader() bool {
	if c.name != "pwrite64" {
		return false
	}
	at, err := c.number(3)
	return err == nil && at < 2*int64(pageSize)
}

// A program that was killed leaves what it wrote in the system's memory, and the next one reads it there: what that one
// tells must outlive a power cut too. PAIHAO_ROUNDS sets how many kills.
func TestPowerCutAfterKill(t *testing.T) {
	images, lost, kills := 0, 0, 0
	dice := rand.New(rand.NewPCG(5, 6))
	for kills < rounds(t, 10) && lost == 0 {
		p := mustPower(t, powerPart, kills, 200)
		at := dice.IntN(len(p.calls))
		for kills%2 == 0 && !p.calls[at].writesHeader() { // where it hurts most: a header that is not synced yet
			at = (at + 1) % len(p.calls)
		}
		p.mustKill(at)
		p.run()
		images, lost, kills = images+p.images, lost+len(p.lost), kills+1
		for _, err := range p.lost[:min(5, lost)] {
			t.Error(err)
		}
	}
	t.Logf("power cuts after a kill: %d images after %d kills, %d lost what was acknowledged", images, kills, lost)
}

// mustKill ends the program after a call, and goes on with the same part that finds what it has written in the memory of
// the system, and on the disk only what was sure.
func (p *outage) mustKill(call int) {
	p.Helper()
	p.from = len(p.calls)
	for i := range call + 1 {
		if err := p.step(i); err != nil {
			p.Fatal(err)
		}
	}
	p.from = 0
	dir := p.TempDir()
	for name, data := range p.disk.leaves(cut{all: true}) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			p.Fatal(err)
		}
	}
	before := p.calls[len(p.calls)-1].ended
	p.calls, _ = mustTrace(p.T, p.part, filepath.Join(dir, storeName), diskCalls, p.more...)
	for i := range p.calls { // they come after those of the first
		p.calls[i].began += before + 1
		p.calls[i].ended += before + 1
	}
	p.disk.dir, p.disk.handles = dir, map[int64]*handle{}
}

// A sync that failed may have left in memory only what the program then reads back and believes. Power cuts after it must
// not take what was acknowledged on the strength of that. PAIHAO_ROUNDS sets how many.
func TestPowerCutAfterFailedSync(t *testing.T) {
	images, lost, runs := 0, 0, 0
	every := max(1, 40/rounds(t, 10))
	for i, f := range mustFaults(t, true) {
		if i%every != 0 {
			continue
		}
		p := mustOutage(t, syncPart, nil, inject([]string{f.once("EIO")})...)
		p.from = slices.IndexFunc(p.calls, func(c call) bool { return c.injected })
		p.most = rounds(t, 100)
		p.judge = judgeBout
		p.run()
		for _, err := range p.lost[:min(1, len(p.lost))] {
			t.Errorf("%s: %v", f.once("EIO"), err)
		}
		images, lost, runs = images+p.images, lost+len(p.lost), runs+1
	}
	t.Logf("power cuts after a failed sync: %d images of %d runs, %d lost what was acknowledged", images, runs, lost)
}

func judgeBout(dir string, x try) error {
	b, err := parseBout(x.heard)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, storeName)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && len(b.list) == 0 {
		return nil
	}
	return b.settle(path)
}
