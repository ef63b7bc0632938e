package boltstore

import (
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
)

// checksumSize is what stands before the text of every record: CRC-32C of bucket, key and text, big-endian.
const checksumSize = 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum covers where a record lies too, so that a sound record in a wrong place is found as well.
func checksum(bucket string, key, text []byte) uint32 {
	sum := crc32.Update(0, castagnoli, []byte(bucket))
	sum = crc32.Update(sum, castagnoli, []byte{0})
	sum = crc32.Update(sum, castagnoli, key)
	sum = crc32.Update(sum, castagnoli, []byte{0})
	return crc32.Update(sum, castagnoli, text)
}

// seal makes the value that is kept for a text.
func seal(bucket string, key, text []byte) []byte {
	value := make([]byte, checksumSize, checksumSize+len(text))
	binary.BigEndian.PutUint32(value, checksum(bucket, key, text))
	return append(value, text...)
}

// unseal gives the text of a value, as a part of it; ok is false when the value is damaged.
func unseal(bucket string, key, value []byte) (text []byte, ok bool) {
	if len(value) < checksumSize {
		return nil, false
	}
	text = value[checksumSize:]
	return text, mark(value) == uint64(checksum(bucket, key, text))
}

// mark is the checksum that a value says it has.
func mark(value []byte) uint64 {
	if len(value) < checksumSize {
		return 0
	}
	return uint64(binary.BigEndian.Uint32(value))
}

// record reads a record. It is damaged when its checksum is wrong, when it cannot be read, and when what it says makes no
// sense, as far as its type can tell.
func record[R any](table string, key, value []byte) (r R, ok bool) {
	text, ok := unseal(table, key, value)
	if !ok || json.Unmarshal(text, &r) != nil {
		return r, false
	}
	v, checked := any(&r).(interface{ Valid() bool })
	return r, !checked || v.Valid()
}

func sound[R any](table string, key, value []byte) bool {
	_, ok := record[R](table, key, value)
	return ok
}
