package voice

import (
	"encoding/binary"
	"fmt"
)

// readWAV reads a RIFF file of 16-bit PCM. A data chunk that says to be longer than the file is read to the end of it, as
// programs write it that stream.
// Source: Multimedia Programming Interface and Data Specifications 1.0, IBM and Microsoft 1991; WAVE_FORMAT_EXTENSIBLE of 2001.
func readWAV(data []byte) (t take, err error) {
	if len(data) < 12 || string(data[8:12]) != "WAVE" {
		return take{}, ErrFormat
	}
	for rest := data[12:]; len(rest) >= 8; {
		name, size := string(rest[:4]), int64(binary.LittleEndian.Uint32(rest[4:]))
		rest = rest[8:]
		body := rest[:min(size, int64(len(rest)))]
		switch {
		case name == "fmt ":
			if t, err = readWAVFormat(body); err != nil {
				return take{}, err
			}
		case name == "data" && t.rate == 0:
			return take{}, ErrFormat
		case name == "data":
			for i := 0; i+1 < len(body); i += 2 {
				t.samples = append(t.samples, float32(int16(binary.LittleEndian.Uint16(body[i:])))/full)
			}
			return t, nil
		}
		rest = rest[min(size+size%2, int64(len(rest))):]
	}
	return take{}, ErrFormat
}

func readWAVFormat(body []byte) (take, error) {
	const pcm, extensible = 1, 0xFFFE
	if len(body) < 16 {
		return take{}, ErrFormat
	}
	tag, bits := binary.LittleEndian.Uint16(body), binary.LittleEndian.Uint16(body[14:])
	if tag == extensible && len(body) >= 26 {
		tag = binary.LittleEndian.Uint16(body[24:])
	}
	if tag != pcm || bits != 16 {
		return take{}, fmt.Errorf("%w: format %d of %d bits", ErrFormat, tag, bits)
	}
	return newTake(int(binary.LittleEndian.Uint32(body[4:])), int(binary.LittleEndian.Uint16(body[2:])))
}
