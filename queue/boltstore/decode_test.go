package boltstore_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// Of many records, which several processors read, the damaged ones are left out, wherever they lie, and the others keep their
// order.
func TestLoadManyDamaged(t *testing.T) {
	const all = 3000
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	path := filepath.Join(t.TempDir(), "paihao.db")
	store := mustOpen(t, path)
	mustCommit(t, store, 0, append([]queue.Change{{Days: []queue.Day{{Date: today}}}}, visits(today, 0, all)...)...)
	store.Close()
	file, err := os.ReadFile(path)
	mustDo(t, err)
	damaged := []int{0, 1, 749, 750, 1499, 2250, all - 1}
	for _, n := range damaged {
		number := []byte(fmt.Sprintf(`"number":"A%03d","prefix":"A"`, n))
		if !bytes.Contains(file, number) {
			t.Fatalf("the file does not hold %s, want it to", number)
		}
		file = bytes.ReplaceAll(file, number, bytes.Replace(number, []byte("A"), []byte("B"), 1))
	}
	mustWrite(t, path, file)
	store, err = boltstore.Open(boltstore.Options{Path: path})
	mustDo(t, err)
	defer store.Close()
	got := mustLoad(t, store).Tickets
	if want := all - len(damaged); len(got) != want {
		t.Fatalf("tickets: got %d, want %d", len(got), want)
	}
	if !slices.IsSortedFunc(got, func(x, y queue.Ticket) int { return strings.Compare(x.ID, y.ID) }) {
		t.Errorf("tickets: got them out of order, want them by their ids")
	}
	for _, ticket := range got {
		if slices.Contains(damaged, ticket.Serial) || !strings.HasPrefix(ticket.Number, "A") {
			t.Errorf("tickets: got %s, which is damaged", ticket.Number)
		}
	}
}
