package queue

import (
	"crypto/hmac"
	"crypto/sha256"
	"hash"
	"sync"
)

// Secret is the random bytes that were made with the store. It makes keyed hashes, which nobody else can make up:
// HMAC-SHA-256 (RFC 2104). Any goroutine may use it.
type Secret struct{ macs sync.Pool }

// mac is what one hash needs. To key another one for each would cost more than to hash.
type mac struct {
	hash.Hash
	text []byte
}

// NewSecret is a secret of these bytes.
func NewSecret(key []byte) *Secret {
	return &Secret{macs: sync.Pool{New: func() any { return &mac{Hash: hmac.New(sha256.New, key)} }}}
}

// Mac is the keyed hash of the parts in a row. The first says what it is for, so that no use can be taken for another.
func (s *Secret) Mac(parts ...string) (sum [sha256.Size]byte) {
	m := s.macs.Get().(*mac)
	m.text = m.text[:0]
	for _, part := range parts {
		m.text = append(m.text, part...)
	}
	return s.sum(m)
}

// sum is the keyed hash of the text of m, which is given back.
func (s *Secret) sum(m *mac) (sum [sha256.Size]byte) {
	m.Reset()
	m.Write(m.text)
	m.text = m.Sum(m.text[:0])
	copy(sum[:], m.text)
	s.macs.Put(m)
	return sum
}
