package boltstore

import (
	"bytes"
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
