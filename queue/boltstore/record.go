package boltstore

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
)

// checksumSize is what stands before the text of every record: CRC-32C of bucket, key and text, big-endian.
const checksumSize = 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// checksum covers where a record lies too, so that a sound record in a wrong place is found as well.
func checksum(place, text []byte) uint32 {
	return crc32.Update(crc32.Update(0, castagnoli, place), castagnoli, text)
}

// appendPlace appends where a record lies.
func appendPlace[K string | []byte](dst []byte, bucket string, key K) []byte {
	dst = append(append(dst, bucket...), 0)
	return append(append(dst, key...), 0)
}

func placeOf(bucket string, key []byte) []byte {
	return appendPlace(make([]byte, 0, len(bucket)+len(key)+2), bucket, key)
}

// seal makes the value that is kept for a text.
func seal(bucket string, key, text []byte) []byte {
	value := make([]byte, checksumSize, checksumSize+len(text))
	binary.BigEndian.PutUint32(value, checksum(placeOf(bucket, key), text))
	return append(value, text...)
}

// sealer seals the records of a commit into room that those of the next one get, when nobody needs the values any more. The
// zero value is ready.
type sealer struct {
	room bytes.Buffer
	json *json.Encoder // writes into it
}

// mostKept is how large the room is at the most that is kept for the next commit.
const mostKept = 1 << 20

// reset frees the room.
func (s *sealer) reset() {
	if s.room.Reset(); s.room.Cap() > mostKept {
		s.room = bytes.Buffer{}
	}
}

// seal makes the key and the value that are kept for a record. The room may grow somewhere else behind them.
func (s *sealer) seal(bucket, id string, record any) (key, value []byte, err error) {
	if s.json == nil {
		s.json = json.NewEncoder(&s.room)
	}
	s.room.Write(appendPlace(s.room.AvailableBuffer(), bucket, id))
	start := s.room.Len()
	s.room.Write(make([]byte, checksumSize))
	if err := s.write(record); err != nil {
		return nil, nil, err
	}
	all := s.room.Bytes()
	place, value := all[start-len(bucket)-len(id)-2:start], all[start:]
	binary.BigEndian.PutUint32(value, checksum(place, value[checksumSize:]))
	return place[len(bucket)+1 : len(place)-1], value, nil
}

// usualText is how many bytes the texts of most records have room in.
const usualText = 1 << 10

// write adds the text of a record, by its own AppendJSON where it has one, which writes the same and costs less.
func (s *sealer) write(record any) error {
	if own, ok := record.(interface {
		AppendJSON(dst []byte) ([]byte, error)
	}); ok {
		s.room.Grow(usualText)
		text, err := own.AppendJSON(s.room.AvailableBuffer())
		s.room.Write(text)
		return err
	}
	err := s.json.Encode(record)
	if err == nil {
		s.room.Truncate(s.room.Len() - 1) // the end of a line
	}
	return err
}

// unseal gives the text of a value, as a part of it; ok is false when the value is damaged.
func unseal(bucket string, key, value []byte) (text []byte, ok bool) {
	if len(value) < checksumSize {
		return nil, false
	}
	text = value[checksumSize:]
	return text, mark(value) == uint64(checksum(placeOf(bucket, key), text))
}

// mark is the checksum that a value says it has.
func mark(value []byte) uint64 {
	if len(value) < checksumSize {
		return 0
	}
	return uint64(binary.BigEndian.Uint32(value))
}

// record reads a record; see unpack.
func record[R any](table string, key, value []byte) (r R, ok bool) {
	ok = unpack(table, key, value, &r)
	return r, ok
}

// unpack reads a record into r, which is empty. It is damaged when its checksum is wrong, when it cannot be read, and when
// what it says makes no sense, as far as its type can tell.
func unpack[R any](table string, key, value []byte, r *R) (ok bool) {
	text, ok := unseal(table, key, value)
	if !ok || parse(text, r) != nil {
		return false
	}
	v, checked := any(r).(interface{ Valid() bool })
	return !checked || v.Valid()
}

// parse reads the text of a record. One that reads itself gets it at once: its checksum says that a program has written it.
func parse(text []byte, r any) error {
	if self, ok := r.(json.Unmarshaler); ok {
		return self.UnmarshalJSON(text)
	}
	return json.Unmarshal(text, r)
}

func sound[R any](table string, key, value []byte) bool {
	_, ok := record[R](table, key, value)
	return ok
}
