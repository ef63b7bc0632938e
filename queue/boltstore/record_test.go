package boltstore

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// FuzzUnseal opens values that hold anything: what opens is what would be sealed to it.
func FuzzUnseal(f *testing.F) {
	f.Add(tickets+"/2026-11-21", []byte("key"), seal(tickets+"/2026-11-21", []byte("key"), []byte(`{"id":"1"}`)))
	f.Add("", []byte{}, []byte{})
	f.Add(meta, []byte(keySchema), []byte{0, 0, 0})
	f.Fuzz(func(t *testing.T, bucket string, key, value []byte) {
		text, ok := unseal(bucket, key, value)
		if ok && !bytes.Equal(seal(bucket, key, text), value) {
			t.Errorf("unseal(%q, %q, %q): got %q, want it to seal to the same value", bucket, key, value, text)
		}
		if got, ok := unseal(bucket, key, seal(bucket, key, value)); !ok || !bytes.Equal(got, value) {
			t.Errorf("unseal of a sealed %q: got %q, %v, want the same", value, got, ok)
		}
	})
}

// What a commit seals in its own room, one record after the other, is what is kept for the text alone.
func TestSealer(t *testing.T) {
	var s sealer
	for commit := range 3 {
		s.reset()
		var got, want [][]byte
		for i := range 100 {
			id := fmt.Sprintf("%d <%d>", commit, i)
			record := map[string]string{"id": id, "text": strings.Repeat("号", i*commit)}
			key, value, err := s.seal(tickets+"/2026-11-21", id, record)
			if err != nil || string(key) != id {
				t.Fatalf("seal: got the key %q, %v, want %q", key, err, id)
			}
			if _, _, err := s.seal(tickets, id, func() {}); err == nil {
				t.Fatal("seal of what no store would take: got no error")
			}
			text, _ := json.Marshal(record)
			got, want = append(got, value), append(want, seal(tickets+"/2026-11-21", []byte(id), text))
		}
		for i := range got {
			if !bytes.Equal(got[i], want[i]) {
				t.Fatalf("commit %d, record %d: got %q, want %q", commit, i, got[i], want[i])
			}
		}
	}
}

// Any single byte that changes, in the value, in its key or in its bucket's name, is noticed.
func TestSealNoticesChanges(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		parts := [][]byte{
			rapid.SliceOfN(rapid.Byte(), 1, 20).Draw(r, "bucket"),
			rapid.SliceOfN(rapid.Byte(), 1, 20).Draw(r, "key"),
			rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(r, "text"),
		}
		parts[2] = seal(string(parts[0]), parts[1], parts[2])
		part := parts[rapid.IntRange(0, 2).Draw(r, "part")]
		part[rapid.IntRange(0, len(part)-1).Draw(r, "at")] ^= rapid.ByteMin(1).Draw(r, "mask")
		if text, ok := unseal(string(parts[0]), parts[1], parts[2]); ok {
			r.Fatalf("unseal of a changed record: got %q, want it to notice", text)
		}
	})
}
