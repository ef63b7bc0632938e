package boltstore_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"paihao/queue"
	"paihao/queue/boltstore"
)

const (
	seedEnv      = "PAIHAO_CHILD_SEED" // makes the commits of one trace unlike those of others
	powerCommits = 24                  // in a trace
)

// commitForPower commits, copies and compacts, and says what it has done as soon as it has done it.
func commitForPower(path string) error {
	ctx := context.Background()
	store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve, NoSync: os.Getenv(childEnv) == powerNoSync})
	if err != nil {
		return err
	}
	defer store.Close()
	saved, err := store.Load(ctx)
	if err != nil {
		return err
	}
	fmt.Println("at", saved.Revision)
	for revision := saved.Revision; revision < powerCommits; revision++ {
		if err := store.Commit(ctx, revision, powerBatch(os.Getenv(seedEnv), revision)); err != nil {
			return err
		}
		fmt.Println("at", revision+1)
		switch revision {
		case 7:
			name := fmt.Sprintf("copy-%d.db", revision+1)
			if err := store.Copy(ctx, filepath.Join(filepath.Dir(path), name)); err != nil {
				return err
			}
			fmt.Println("has", name)
		case 15:
			if err := store.Compact(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// powerBatch is what is committed on top of a revision: new visits and old ones again, bindings, contacts, codes and days
// deleted.
func powerBatch(seed string, revision uint64) (batch []queue.Change) {
	var key [32]byte
	copy(key[:], fmt.Sprint(seed, revision))
	dice := rand.New(rand.NewChaCha8(key))
	of := revision / 6
	day := func(n uint64) string { return fmt.Sprintf("2026-11-%02d", 1+n) }
	some := func() queue.Change { return visit(day(of), int(of)<<16+dice.IntN(40)) }
	if revision%6 == 0 {
		turn := setting(day(of))
		turn.At = time.Date(2026, 11, 1+int(of), 9, 0, 0, 0, time.UTC)
		if of > 1 {
			turn.Dropped = []string{day(of - 2)}
		}
		batch = append(batch, turn)
	}
	for range 1 + dice.IntN(5) {
		change := some()
		if dice.IntN(4) == 0 {
			left := gone(some())
			change.Unbound, change.Forgotten = left.Unbound, left.Forgotten
		}
		if code := fmt.Sprint(dice.IntN(4)); dice.IntN(3) == 0 {
			change.Codes = []queue.Code{{Purpose: queue.BindAccount, ID: code, User: fmt.Sprint(revision)}}
		} else {
			change.Revoked = []string{queue.Code{Purpose: queue.BindAccount, ID: code}.Key()}
		}
		batch = append(batch, change)
	}
	return batch
}

// mustPower traces the commits.
func mustPower(t *testing.T, part string, seed, most int) *outage {
	t.Helper()
	text := strconv.Itoa(seed)
	p := mustOutage(t, part, nil, "-E", seedEnv+"="+text)
	p.judge, p.most = mustLedger(t, text).judge, most
	return p
}

// TestPowerCut cuts the power at every moment of a program that makes a store, commits to it, copies and compacts it.
// Whatever reached the disk of what was not synced: the store opens, what was acknowledged is there, and nothing is there
// by half. PAIHAO_ROUNDS sets how many cuts.
func TestPowerCut(t *testing.T) {
	began, images, moments, lost, traces := time.Now(), 0, 0, 0, 0
	for wanted := rounds(t, 2000); images < wanted && lost == 0 && !t.Failed(); traces++ {
		p := mustPower(t, powerPart, traces, wanted-images)
		p.run()
		images, moments, lost = images+p.images, moments+p.moments, lost+len(p.lost)
		for _, err := range p.lost[:min(5, lost)] {
			t.Errorf("trace %d: %v", traces, err)
		}
	}
	seconds := time.Since(began).Seconds()
	t.Logf("power cuts: %d images at %d moments of %d traces, %d lost what was acknowledged; %.0f s, %.0f a second",
		images, moments, traces, lost, seconds, float64(images)/seconds)
}

// What proves that TestPowerCut can see a loss: disks and stores on which there must be some.
func TestPowerCutSeesLosses(t *testing.T) {
	for _, c := range []struct {
		name, part string
		deaf       func(*disk, *call) bool
	}{
		{"commits without sync", powerNoSync, nil},
		{"directories are not synced", powerPart, func(d *disk, c *call) bool { return c.name == "fsync" && d.isDir(c) }},
		{"files are not synced", powerPart, func(d *disk, c *call) bool { return strings.HasSuffix(c.name, "sync") && !d.isDir(c) }},
		{"every other sync does nothing", powerPart, everyOther("fdatasync")},
	} {
		p := mustPower(t, c.part, 0, rounds(t, 100))
		p.deaf = c.deaf
		p.run()
		t.Logf("power cuts, control: %s: %d of %d images lost what was acknowledged", c.name, len(p.lost), p.images)
		if len(p.lost) == 0 {
			t.Errorf("%s: got no losses in %d images, want some", c.name, p.images)
		}
	}
}

func everyOther(name string) func(*disk, *call) bool {
	n := 0
	return func(_ *disk, c *call) bool {
		if c.name == name {
			n++
		}
		return c.name == name && n%2 == 1
	}
}

// openForPower opens a store, which brings an old one up to this program's layout, and says so.
func openForPower(path string) error {
	store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve})
	if err != nil {
		return err
	}
	fmt.Println("open")
	return store.Close()
}

// A power cut while an old file is brought up to date leaves the old one or the new one, and with the new a copy of the
// old one.
func TestPowerCutUpgrading(t *testing.T) { eachOld(t, cutUpgrading) }

func cutUpgrading(t *testing.T, old oldFile) {
	path := filepath.Join(t.TempDir(), storeName)
	file := old.mustWrite(t, path)
	want, err := saying(mustLoad(t, mustOpen(t, path)))
	mustDo(t, err)
	p := mustOutage(t, upgradePart, file)
	p.most, p.cuts = rounds(t, 500), rounds(t, 20)
	p.judge = func(dir string, _ try) error {
		got, err := sayingOf(filepath.Join(dir, storeName))
		if err != nil {
			return err
		}
		kept, err := os.ReadFile(old.kept(filepath.Join(dir, storeName)))
		if err == nil && (got != want || !bytes.Equal(kept, file)) {
			err = fmt.Errorf("got %s and a copy of %d bytes", got, len(kept))
		}
		return err
	}
	p.run()
	t.Logf("power cuts while upgrading: %d images at %d moments, %d not as they should be", p.images, p.moments, len(p.lost))
	for _, err := range p.lost[:min(5, len(p.lost))] {
		t.Error(err)
	}
}

// sayingOf opens a store and gives all that it says; it must be sound.
func sayingOf(path string) (string, error) {
	store, err := boltstore.Open(boltstore.Options{Path: path, NoSync: true, Reserve: smallReserve})
	if err != nil {
		return "", err
	}
	defer store.Close()
	saved, err := store.Load(context.Background())
	if err != nil || len(store.Damage()) > 0 {
		return "", fmt.Errorf("load: %w, with damage %v", err, store.Damage())
	}
	return saying(saved)
}
