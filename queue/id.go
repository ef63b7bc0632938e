package queue

import (
	"encoding/binary"
	"encoding/hex"
	"io"
	"time"
)

// ids makes UUIDv7s that rise: 48 bits of Unix milliseconds, a 12-bit count within the millisecond, then random bits.
// So records of one day lie together on disk, and in the order they were made.
// Layout: RFC 9562, section 5.7; the count: section 6.2, method 1.
type ids struct {
	random io.Reader
	ms     uint64
	count  uint16
	bytes  [16]byte // of the one that is being made
}

func (s *ids) next(now time.Time) (string, error) {
	if ms := uint64(max(now.UnixMilli(), 0)); ms > s.ms {
		s.ms, s.count = ms, 0
	} else if s.count++; s.count == 1<<12 {
		s.ms, s.count = s.ms+1, 0
	}
	b := &s.bytes
	if _, err := io.ReadFull(s.random, b[8:]); err != nil {
		return "", err
	}
	binary.BigEndian.PutUint64(b[:8], s.ms<<16|0x7000|uint64(s.count))
	b[8] = b[8]&0x3f | 0x80
	return dashed(*b), nil
}

// after lets the coming ids rise above one that an earlier run made, should the clock have gone back since. It tells whether
// it is one.
func (s *ids) after(id string) bool {
	var made [8]byte
	if len(id) != 36 {
		return false
	}
	if _, err := hex.Decode(made[:], []byte(id[:8]+id[9:13]+id[14:18])); err != nil {
		return false
	}
	n := binary.BigEndian.Uint64(made[:])
	if ms, count := n>>16, uint16(n&0xfff); ms > s.ms || ms == s.ms && count > s.count {
		s.ms, s.count = ms, count
	}
	return true
}

// afterAll does so for the records whose order counts. They rise, so the last of each that is one is enough.
func (s *ids) afterAll(saved *Saved) {
	for i := len(saved.Tickets) - 1; i >= 0 && !s.after(saved.Tickets[i].ID); i-- {
	}
	for i := len(saved.Bindings) - 1; i >= 0 && !s.after(saved.Bindings[i].ID); i-- {
	}
	for i := len(saved.Notices) - 1; i >= 0 && !s.after(saved.Notices[i].ID); i-- {
	}
}

// dashed writes the 16 bytes as 8-4-4-4-12 hexadecimal digits.
func dashed(b [16]byte) string {
	var s [36]byte
	hex.Encode(s[0:], b[0:4])
	hex.Encode(s[9:], b[4:6])
	hex.Encode(s[14:], b[6:8])
	hex.Encode(s[19:], b[8:10])
	hex.Encode(s[24:], b[10:16])
	s[8], s[13], s[18], s[23] = '-', '-', '-', '-'
	return string(s[:])
}
