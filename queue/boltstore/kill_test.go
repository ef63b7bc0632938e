package boltstore_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"paihao/queue/boltstore"
)

// childEnv names the part that a copy of the test program plays, and childPath its file.
const (
	childEnv  = "PAIHAO_CHILD"
	childPath = "PAIHAO_CHILD_PATH"
)

func TestMain(m *testing.M) {
	switch os.Getenv(childEnv) {
	case "":
		os.Exit(m.Run())
	case "commit":
		fmt.Println(commitForEver(os.Getenv(childPath), os.Stdout))
	case "upgrade":
		fmt.Println(upgrade(os.Getenv(childPath)))
	case "small":
		fmt.Println(fillSmall(os.Getenv(childPath)))
	}
	os.Exit(1)
}

func child(t *testing.T, part, path string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+part, childPath+"="+path)
	cmd.Stderr = os.Stderr
	return cmd
}

// commitForEver opens the store and says each revision once it is committed. With each new day it writes the file anew, as
// the queue does.
func commitForEver(path string, out io.Writer) error {
	store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve})
	if err != nil {
		return err
	}
	saved, err := store.Load(context.Background())
	if err != nil {
		return err
	}
	fmt.Fprintln(out, saved.Revision)
	for revision := saved.Revision; ; revision++ {
		if err := store.Commit(context.Background(), revision, killBatch(revision)); err != nil {
			return err
		}
		fmt.Fprintln(out, revision+1)
		if revision%killDays == 0 {
			if err := store.Compact(context.Background()); err != nil {
				return err
			}
		}
	}
}

// TestKill kills a program with signal 9 at random moments, also while it makes the file. What it said it had committed
// is there, whole, and nothing is there by half. PAIHAO_ROUNDS sets how often.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "paihao.db")
	said, survived := uint64(0), uint64(0)
	n := rounds(t, 10)
	for round := range n {
		said = max(said, mustKill(t, path, round))
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && said == 0 {
			continue // killed before there was a file
		}
		store := mustOpen(t, path)
		saved := mustLoad(t, store)
		if saved.Revision < said {
			t.Fatalf("round %d: got revision %d, want at least the %d that was acknowledged", round, saved.Revision, said)
		}
		wantWhole(t, saved)
		survived = saved.Revision
		store.Close()
	}
	t.Logf("%d kills, %d commits acknowledged and kept", n, survived)
	if survived == 0 {
		t.Errorf("commits that survived: got none, want some")
	}
}

// mustKill runs the program until it said some revisions, and kills it. It gives the last revision that was said.
func mustKill(t *testing.T, path string, round int) (said uint64) {
	t.Helper()
	cmd := child(t, "commit", path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if round > 0 { // the first is killed while it makes the file, or soon after
		for range 1 + rand.IntN(30) {
			if lines.Scan() {
				said = mustNumber(t, lines.Text())
			}
		}
	}
	<-time.After(time.Duration(rand.IntN(5000)) * time.Microsecond)
	cmd.Process.Kill()
	for lines.Scan() {
		said = mustNumber(t, lines.Text())
	}
	cmd.Wait()
	return said
}

func mustNumber(t *testing.T, text string) uint64 {
	t.Helper()
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("child said %q, want a revision", text)
	}
	return n
}
