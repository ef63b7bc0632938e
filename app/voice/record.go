package voice

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"
)

// Why a file is no recording that can be used.
var (
	ErrNoRecording = errors.New("neither .wav nor .ogg")
	ErrFolder      = errors.New("a folder")
	ErrUnknownName = errors.New("no clip has this name")
	ErrFormat      = errors.New("neither a WAV of 16-bit PCM nor Ogg Vorbis, of one or two channels and 8,000 to 192,000 samples a second")
	ErrTooLong     = errors.New("longer than 10 s, or than 4 MiB")
	ErrNothing     = errors.New("nothing is heard in it")
)

// What is read of a recording at the most. A counter's name takes two seconds.
const (
	longest = 10 * time.Second
	largest = 4 << 20
)

// recordings are the endings of files that are read.
var recordings = []string{".wav", ".ogg"}

// readFile reads a recording.
func readFile(folder fs.FS, name string) (Sound, error) {
	info, err := fs.Stat(folder, name) // before opening, which would wait for ever on a pipe
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, ErrFormat
	}
	file, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, largest+1))
	if err != nil {
		return nil, err
	}
	return decode(data)
}

// decode reads the bytes of a recording. Errors: ErrFormat, ErrTooLong, ErrNothing.
func decode(data []byte) (Sound, error) {
	if len(data) > largest {
		return nil, ErrTooLong
	}
	read := readVorbis
	if len(data) >= 4 && string(data[:4]) == "RIFF" {
		read = readWAV
	}
	t, err := read(data)
	if err != nil {
		return nil, err
	}
	if t.length() > longest {
		return nil, ErrTooLong
	}
	s := t.sound()
	if s.peak() == 0 {
		return nil, ErrNothing
	}
	return s, nil
}

// take is a recording as it was made.
type take struct {
	rate, channels int
	samples        []float32 // of all channels in turn, −1 to 1
}

// newTake tells whether rate and channels are such as are read.
func newTake(rate, channels int) (take, error) {
	if rate < 8000 || rate > 192000 || channels < 1 || channels > 2 {
		return take{}, fmt.Errorf("%w: %d channels of %d samples a second", ErrFormat, channels, rate)
	}
	return take{rate: rate, channels: channels}, nil
}

func (t take) length() time.Duration {
	return time.Duration(len(t.samples)/t.channels) * time.Second / time.Duration(t.rate)
}

// mono is the mean of the channels.
func (t take) mono() []float32 {
	if t.channels == 1 {
		return t.samples
	}
	one := make([]float32, len(t.samples)/2)
	for i := range one {
		one[i] = (t.samples[2*i] + t.samples[2*i+1]) / 2
	}
	return one
}

// sound is the recording as all sound here is.
func (t take) sound() Sound {
	samples := resample(t.mono(), t.rate, Rate)
	s := make(Sound, len(samples))
	for i, x := range samples {
		s[i] = clamp(float64(x) * full)
	}
	return s
}
