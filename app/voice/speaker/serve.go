package speaker

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/ebitengine/oto/v3"

	"paihao/app/voice"
)

const (
	cardRate = 2 * voice.Rate         // cards know this rate; twice ours
	longest  = time.Minute            // that is played
	tail     = 300 * time.Millisecond // of silence, until the card has played what it has taken
	patience = 4 * time.Second        // by which the card may be slower than the sound
	look     = 20 * time.Millisecond  // how often it is looked whether all is played
)

// errStuck says that the card takes the sound and does not play it.
var errStuck = errors.New("the sound card does not play")

// Serve plays the samples of in, 16 bits each with the lower byte first, and returns when they were heard. It may be called
// once in a process.
func Serve(in io.Reader) error {
	const most = int64(longest / time.Second * voice.Rate * 2)
	data, err := io.ReadAll(io.LimitReader(in, most))
	if err != nil {
		return err
	}
	if err := findCard(); err != nil {
		return err
	}
	sound := stereo(data)
	within := time.After(time.Duration(len(sound)/4)*time.Second/cardRate + patience)
	card, ready, err := oto.NewContext(&oto.NewContextOptions{
		SampleRate: cardRate, ChannelCount: 2, Format: oto.FormatSignedInt16LE,
	})
	if err != nil {
		return err
	}
	select {
	case <-ready:
	case <-within:
		return errStuck
	}
	if err := card.Err(); err != nil { // NewContext gives none when there is no card
		return err
	}
	player := card.NewPlayer(bytes.NewReader(sound))
	player.SetBufferSize(len(sound)) // all of it, so that none is late
	player.Play()
	for player.IsPlaying() { // also when the card has gone
		select {
		case <-within:
			return errStuck
		case <-time.After(look):
		}
		if err := errors.Join(card.Err(), player.Err()); err != nil {
			return fmt.Errorf("while playing: %w", err)
		}
	}
	return nil
}

// stereo gives the samples at twice their rate, a new one in the middle between two, on both channels, and silence behind.
func stereo(data []byte) []byte {
	n := len(data) / 2
	at := func(i int) int { return int(int16(binary.LittleEndian.Uint16(data[2*i:]))) }
	out := make([]byte, 0, 8*n+int(tail*cardRate/time.Second)*4)
	put := func(s int) {
		out = binary.LittleEndian.AppendUint16(out, uint16(int16(s)))
		out = binary.LittleEndian.AppendUint16(out, uint16(int16(s)))
	}
	for i := range n {
		put(at(i))
		put((at(i) + at(min(i+1, n-1))) / 2)
	}
	return append(out, make([]byte, cap(out)-len(out))...)
}
