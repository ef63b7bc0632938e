package boltstore_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"paihao/queue"
	"paihao/queue/boltstore"
	"paihao/queue/storetest"
)

// ledger knows what a store that took the commits must say, and judges images by it.
type ledger struct {
	seed string
	want []string // at each revision

	mu    sync.Mutex
	sound map[[32]byte]bool // copies that were looked at
}

func mustLedger(t *testing.T, seed string) *ledger {
	t.Helper()
	l, store := &ledger{seed: seed, sound: map[[32]byte]bool{}}, storetest.Memory()
	for revision := uint64(0); ; revision++ {
		text, err := saying(mustLoad(t, store))
		if err != nil {
			t.Fatal(err)
		}
		if l.want = append(l.want, text); revision == powerCommits {
			return l
		}
		mustCommit(t, store, revision, powerBatch(seed, revision)...)
	}
}

// saying is all that a store says of what was committed.
func saying(s *queue.Saved) (string, error) {
	said := *s
	said.Secret, said.Untidy = nil, false
	text, err := json.Marshal(said)
	return string(text), err
}

// judge holds that an image has all that was acknowledged.
func (l *ledger) judge(dir string, x try) error {
	least, copies := -1, []string{}
	for line := range strings.Lines(x.heard) {
		what, about, _ := strings.Cut(strings.TrimSpace(line), " ")
		if what == "has" {
			copies = append(copies, about)
			continue
		}
		var err error
		if least, err = strconv.Atoi(about); err != nil {
			return err
		}
	}
	if _, ok := x.files[storeName]; !ok && least >= 0 {
		return errors.New("the store's file is gone")
	}
	for _, name := range copies {
		if _, ok := x.files[name]; !ok {
			return fmt.Errorf("%s is gone", name)
		}
	}
	for name, data := range x.files {
		if err := l.checkCopy(dir, name, data); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return l.checkStore(filepath.Join(dir, storeName), least, x.number%4 == 0)
}

// checkCopy holds that a copy is whole as soon as it has its name.
func (l *ledger) checkCopy(dir, name string, data []byte) error {
	var revision int
	if _, err := fmt.Sscanf(name, "copy-%d.db", &revision); err != nil || !strings.HasSuffix(name, ".db") {
		return nil
	}
	key := sha256.Sum256(data)
	l.mu.Lock()
	sound := l.sound[key]
	l.sound[key] = true
	l.mu.Unlock()
	if sound {
		return nil
	}
	got, err := l.visit(filepath.Join(dir, name), nil)
	if err == nil && got != revision {
		err = fmt.Errorf("at revision %d", got)
	}
	return err
}

// checkStore holds that a store is at least at a revision. One that is used takes the next commit, and keeps it.
func (l *ledger) checkStore(path string, least int, used bool) error {
	got, err := l.visit(path, func(store queue.Store, revision uint64) error {
		if used = used && revision < powerCommits; !used {
			return nil
		}
		return store.Commit(context.Background(), revision, powerBatch(l.seed, revision))
	})
	if err == nil && got < least {
		err = fmt.Errorf("at revision %d, although %d was acknowledged", got, least)
	}
	if err != nil || !used {
		return err
	}
	after, err := l.visit(path, nil)
	if err == nil && after != got+1 {
		err = fmt.Errorf("at revision %d after a commit at %d", after, got)
	}
	return err
}

// visit opens a store, compares all that it says with what it should say at its revision, and lets f use it.
func (l *ledger) visit(path string, f func(queue.Store, uint64) error) (revision int, err error) {
	store, err := boltstore.Open(boltstore.Options{Path: path, NoSync: true, Reserve: smallReserve})
	if err != nil {
		return 0, err
	}
	defer store.Close()
	saved, err := store.Load(context.Background())
	if err != nil {
		return 0, err
	}
	text, err := saying(saved)
	switch {
	case err != nil:
		return 0, err
	case len(store.Damage()) > 0:
		return 0, fmt.Errorf("damage is reported: %v", store.Damage())
	case saved.Revision >= uint64(len(l.want)) || text != l.want[saved.Revision]:
		return 0, fmt.Errorf("at revision %d it says something else than what was committed", saved.Revision)
	case f != nil:
		err = f(store, saved.Revision)
	}
	return int(saved.Revision), err
}
