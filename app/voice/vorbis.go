package voice

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/jfreymuth/oggvorbis"
)

// readVorbis reads an Ogg file of Vorbis. What is longer than it may be is read no further.
func readVorbis(data []byte) (t take, err error) {
	defer func() {
		if fault := recover(); fault != nil { // the decoder believes what a damaged file says
			t, err = take{}, fmt.Errorf("%w: %v", ErrFormat, fault)
		}
	}()
	r, err := oggvorbis.NewReader(struct{ io.Reader }{bytes.NewReader(data)}) // where it can seek, it may seek back for ever
	if err != nil {
		return take{}, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if t, err = newTake(r.SampleRate(), r.Channels()); err != nil {
		return take{}, err
	}
	part := make([]float32, 1<<13)
	for t.length() <= longest+time.Second {
		n, err := r.Read(part)
		t.samples = append(t.samples, part[:n]...)
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err == nil && n == 0 { // a damaged file may go on for ever so
			err = io.ErrNoProgress
		}
		if err != nil {
			return take{}, fmt.Errorf("%w: %w", ErrFormat, err)
		}
	}
	return t, nil
}
