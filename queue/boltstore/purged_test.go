package boltstore_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"paihao/queue"
)

// personal is what a store knows of the customer of a visit that must be gone once they are: their names in WeChat, their
// phone, and the code they were bound by.
func personal(n int) []string {
	c := visit(today, n).Contacts[0]
	return []string{c.Customer.OpenID, c.Union, c.Phone, codeOf(n).URL}
}

// codeOf is a code that was made for a visit alone.
func codeOf(n int) queue.Code {
	return queue.Code{Purpose: queue.BindTicket, ID: fmt.Sprint(n), Scene: "s", URL: fmt.Sprintf("http://weixin.qq.com/q/%020d", n)}
}

// traces counts how much of what is personal to some customers stands in a file, in use or not.
func traces(t *testing.T, path string, first, n int) (found int) {
	t.Helper()
	file, err := os.ReadFile(path)
	mustDo(t, err)
	for i := range n {
		for _, text := range personal(first + i) {
			if bytes.Contains(file, []byte(text)) {
				found++
			}
		}
	}
	return found
}

// Who was purged is in no byte of the file once it was compacted, and in no byte of a copy, whenever it was made.
func TestPurgedBytes(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "paihao.db")
	store := mustOpen(t, path)
	const n, kept = 300, 5
	all := len(personal(0))
	mustCommit(t, store, 0, append([]queue.Change{setting(yesterday)}, visits(yesterday, 0, n)...)...)
	for i := range n { // each written again by itself, so that pages with it lie all over the file
		mustCommit(t, store, uint64(i+1), visit(yesterday, i), queue.Change{Codes: []queue.Code{codeOf(i)}})
	}
	purge := setting(today)
	for i := range n {
		left := gone(visit(yesterday, i))
		purge.Unbound, purge.Forgotten = append(purge.Unbound, left.Unbound...), append(purge.Forgotten, left.Forgotten...)
		purge.Revoked = append(purge.Revoked, codeOf(i).Key())
	}
	purge.Dropped = []string{yesterday}
	mustCommit(t, store, n+1, purge)
	for i := range kept {
		mustCommit(t, store, uint64(n+2+i), visit(today, n+i), queue.Change{Codes: []queue.Code{codeOf(n + i)}})
	}
	want := func(name, path string, purged bool) {
		t.Helper()
		if got := traces(t, path, 0, n); (got > 0) != purged {
			t.Errorf("%s: got %d traces of %d purged customers, want some %v", name, got, n, purged)
		}
		if got := traces(t, path, n, kept); got != kept*all {
			t.Errorf("%s: got %d traces of %d customers, want all %d", name, got, kept, kept*all)
		}
	}
	want("file before Compact", path, true)
	before, after := filepath.Join(dir, "before"), filepath.Join(dir, "after")
	mustDo(t, store.Copy(t.Context(), before))
	want("copy before Compact", before, false)
	mustCompact(t, store)
	want("file after Compact", path, false)
	mustDo(t, store.Copy(t.Context(), after))
	want("copy after Compact", after, false)
	store.Close()
	want("file after Close", path, false)
	wantAlone(t, path, before, after)
}
