package boltstore_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"paihao/queue/boltstore"
)

// upgrade opens the store, to be killed meanwhile.
func upgrade(path string) error {
	store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve})
	if err != nil {
		return err
	}
	_, err = store.Load(context.Background())
	return errors.Join(err, store.Close())
}

// TestUpgradeKilled kills a program with signal 9 at random moments of an upgrade. The file is the old one then, byte for
// byte as far as it is in use, or the new one, and there is a whole copy of the old one or none.
func TestUpgradeKilled(t *testing.T) {
	eachOld(t, func(t *testing.T, old oldFile) {
		seen := map[int]int{}
		for range rounds(t, 12) {
			path := filepath.Join(t.TempDir(), "paihao.db")
			file := old.mustWrite(t, path)
			cmd := child(t, "upgrade", path)
			mustDo(t, cmd.Start())
			<-time.After(time.Duration(rand.IntN(30_000)) * time.Microsecond)
			cmd.Process.Kill()
			cmd.Wait()
			old.wantEither(t, path, file)
			r, err := boltstore.Verify(path)
			mustDo(t, err)
			seen[r.Schema]++
			old.wantFinished(t, path, file)
		}
		t.Logf("killed at schema: %v", seen)
	})
}

// wantEither holds that the file is the old one, or the new one with a copy of the old one beside it.
func (o oldFile) wantEither(t *testing.T, path string, file []byte) {
	t.Helper()
	r, err := boltstore.Verify(path)
	if err != nil || len(r.Damage) > 0 || len(r.Days) != o.dates || r.Schema != o.schema && r.Schema != 3 {
		t.Fatalf("Verify: got %+v, %v, want a sound file of %d days, of schema %d or 3", r, err, o.dates, o.schema)
	}
	if _, err := os.Stat(o.kept(path)); err == nil || r.Schema == 3 {
		wantKept(t, o.kept(path), file)
	}
}

// wantFinished opens the file, after which it is the new one, with one copy of the old one.
func (o oldFile) wantFinished(t *testing.T, path string, file []byte) {
	t.Helper()
	store := mustOpen(t, path)
	o.wantUpgraded(t, mustLoad(t, store))
	store.Close()
	wantKept(t, o.kept(path), file)
	wantAlone(t, path, o.kept(path))
}

// TestUpgradeFullDisk upgrades on disks of all sizes, from that of the file alone. Where there is no room for its copy the old
// file goes on being one; once there is room, the upgrade is done.
func TestUpgradeFullDisk(t *testing.T) {
	eachOld(t, func(t *testing.T, old oldFile) {
		dir := t.TempDir()
		t.Cleanup(func() { syscall.Unmount(dir, 0) }) // one that a failed test has left
		path := filepath.Join(dir, "paihao.db")
		size := len(old.mustWrite(t, filepath.Join(t.TempDir(), "paihao.db")))
		refused := 0
		for room := size; ; room += 4 * pageSize {
			if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", room)); err != nil {
				t.Skipf("no file system to fill: %v", err)
			}
			file := old.mustWrite(t, path)
			store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve})
			if err == nil {
				store.Close()
			} else {
				refused++
				if !errors.Is(err, syscall.ENOSPC) {
					t.Errorf("%d bytes of room for a file of %d: got %v, want %v", room, size, err, syscall.ENOSPC)
				}
				old.wantEither(t, path, file)
				wantAlone(t, path)
				mustDo(t, syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=30m"))
				old.wantFinished(t, path, file)
			}
			mustDo(t, syscall.Unmount(dir, 0))
			if err == nil {
				break
			}
		}
		if t.Logf("%d disks were too small", refused); refused == 0 {
			t.Errorf("disks that were too small: got none, want some")
		}
	})
}

// upgradeAndSay opens the store on a disk that fails, and says what came of it.
func upgradeAndSay(path string) error {
	fmt.Println(upgrade(path))
	return nil
}

// TestUpgradeDiskFails lets every single call to the disk of an upgrade fail. The file is the old one then, or the new one,
// which it is for sure when the program says so; and the next try finishes.
func TestUpgradeDiskFails(t *testing.T) {
	eachOld(t, func(t *testing.T, old oldFile) {
		const changing = "write,pwrite64,ftruncate,fdatasync,fsync,linkat"
		path := filepath.Join(t.TempDir(), storeName)
		old.mustWrite(t, path)
		calls, _ := mustTrace(t, faultyPart, path, changing)
		done := map[string]int{}
		for _, c := range calls[:len(calls)-1] { // the last one says what came of it
			if done[c.name]++; c.thread != calls[0].thread {
				t.Fatalf("%s came from another thread than %s, want one thread alone, else the counts are wrong", c.name, calls[0].name)
			}
			fault := fmt.Sprintf("%s:error=ENOSPC:when=%d", c.name, done[c.name])
			t.Run(fault, func(t *testing.T) {
				t.Parallel()
				path := filepath.Join(t.TempDir(), storeName)
				file := old.mustWrite(t, path)
				_, out := mustTrace(t, faultyPart, path, changing, inject([]string{fault})...)
				old.wantEither(t, path, file)
				if r, err := boltstore.Verify(path); string(out) == "<nil>\n" && r.Schema != 3 {
					t.Errorf("the program said that the file is upgraded, and it is not: %+v, %v", r, err)
				}
				old.wantFinished(t, path, file)
			})
		}
		t.Logf("%v", done)
	})
}
