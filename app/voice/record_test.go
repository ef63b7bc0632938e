package voice

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"testing"
	"testing/fstest"
	"time"

	"paihao/assets"
)

// tone is so many seconds of 440 hertz at a rate.
func tone(rate int, seconds float64) Sound {
	s := make(Sound, int(seconds*float64(rate)))
	for i := range s {
		s[i] = int16(9000 * math.Sin(2*math.Pi*440*float64(i)/float64(rate)))
	}
	return s
}

// wavOf is a file of 16-bit PCM, with the same on all channels.
func wavOf(rate, channels int, s Sound) []byte {
	var b bytes.Buffer
	size := uint32(2 * channels * len(s))
	put := func(all ...any) {
		for _, x := range all {
			_ = binary.Write(&b, binary.LittleEndian, x) // a buffer takes everything
		}
	}
	b.WriteString("RIFF")
	put(36 + size)
	b.WriteString("WAVEfmt ")
	put(uint32(16), uint16(1), uint16(channels), uint32(rate), uint32(2*channels*rate), uint16(2*channels), uint16(16))
	b.WriteString("data")
	put(size)
	for _, x := range s {
		for range channels {
			put(x)
		}
	}
	return b.Bytes()
}

// Recordings of other rates and of two channels sound the same: as long, as loud, as high.
func TestRates(t *testing.T) {
	for _, c := range []struct{ rate, channels int }{{8000, 1}, {16000, 1}, {22050, 2}, {44100, 1}, {48000, 2}, {192000, 1}} {
		s, err := decode(wavOf(c.rate, c.channels, tone(c.rate, 0.5)))
		if err != nil {
			t.Errorf("%v: %v", c, err)
			continue
		}
		if got := s.Length() - 500*time.Millisecond; got.Abs() > 2*time.Millisecond {
			t.Errorf("%v: half a second lasts %v", c, s.Length())
		}
		if got, want := s[1000:10000].loudness(), tone(Rate, 1).loudness(); math.Abs(20*math.Log10(got/want)) > 0.3 {
			t.Errorf("%v: got loudness %.4f, want %.4f", c, got, want)
		}
		rises := 0
		for i := 1; i < len(s); i++ {
			if s[i-1] < 0 && s[i] >= 0 {
				rises++
			}
		}
		if rises < 218 || rises > 221 {
			t.Errorf("%v: %d waves in half a second of 440 hertz", c, rises)
		}
	}
}

// What is above half of the lower rate is not heard as another tone.
func TestResampleFilters(t *testing.T) {
	in := make([]float32, 44100)
	for i := range in {
		in[i] = float32(math.Sin(2 * math.Pi * 15000 * float64(i) / 44100))
	}
	var most float32
	for _, x := range resample(in, 44100, Rate)[100:20000] {
		most = max(most, x, -x)
	}
	if most > 0.02 {
		t.Errorf("15 kHz comes through with %.3f, want under 0.02", most)
	}
}

func TestRefusedRecordings(t *testing.T) {
	good := wavOf(Rate, 1, tone(Rate, 0.2))
	deep := bytes.Clone(good)
	deep[34] = 24
	three := wavOf(Rate, 3, tone(Rate, 0.2))
	headless := append(bytes.Clone(good[:12]), good[36:]...)
	streamed := bytes.Clone(good)
	binary.LittleEndian.PutUint32(streamed[40:], 0x7ffff000)
	ogg, err := os.ReadFile("../../assets/sounds/zh/qing.ogg")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"good":           {good, nil},
		"of a stream":    {streamed, nil},
		"good ogg":       {ogg, nil},
		"empty":          {nil, ErrFormat},
		"text":           {[]byte("RIFF is a word"), ErrFormat},
		"24 bits":        {deep, ErrFormat},
		"three channels": {three, ErrFormat},
		"slow":           {wavOf(4000, 1, tone(4000, 0.2)), ErrFormat},
		"no format":      {headless, ErrFormat},
		"half an ogg":    {ogg[:len(ogg)/2], ErrFormat},
		"long":           {wavOf(Rate, 1, tone(Rate, 10.1)), ErrTooLong},
		"large":          {make([]byte, largest+1), ErrTooLong},
		"silent":         {wavOf(Rate, 1, make(Sound, Rate/5)), ErrNothing},
		"no samples":     {wavOf(Rate, 1, nil), ErrNothing},
	} {
		if _, err := decode(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

// Recordings are cut to what is heard of them, and made as loud as the default ones.
func TestRecordingsAreLevelled(t *testing.T) {
	s := append(append(make(Sound, Rate/2), tone(Rate, 0.4).at(10)...), make(Sound, Rate/3)...)
	c := newClips(fstest.MapFS{"zh/qing.wav": {Data: wavOf(Rate, 1, s)}})
	got := c.get("zh/qing")
	if length := got.Length(); length < 390*time.Millisecond || length > 430*time.Millisecond {
		t.Errorf("0.4 s of sound in 1.2 s of recording last %v", length)
	}
	if db := 20 * math.Log10(got.loudness()/loud); math.Abs(db) > 1 {
		t.Errorf("it is %.1f dB from the loudness of all others", db)
	}
}

// Of the venue's folder each file is used, or told why not.
func TestOwnFolder(t *testing.T) {
	good := &fstest.MapFile{Data: wavOf(48000, 2, tone(48000, 0.3))}
	found := Inspect(Options{
		Languages: assets.Languages()[:1], Counters: counterNames,
		Clips: fstest.MapFS{
			"chime.wav": good, "zh/qing.wav": good, "zh/A.WAV": good, "zh/counter-lost.wav": good,
			"zh/hallo.wav": good, "zh/hao.mp3": good, "zh/dao.ogg": {Data: []byte("OggS")}, "zh/3.wav": {Data: nil},
			".DS_Store": {}, "old/zh/qing.wav": good,
		},
	})
	if got, want := len(found.Own), 4; got != want {
		t.Errorf("got own clips %q, want %d", found.Own, want)
	}
	want := map[string]error{
		"zh/hallo.wav": ErrUnknownName, "zh/hao.mp3": ErrNoRecording, "zh/dao.ogg": ErrFormat, "zh/3.wav": ErrFormat,
	}
	for _, u := range found.Unfit {
		if !errors.Is(u.Err, want[u.File]) || want[u.File] == nil {
			t.Errorf("%s: got %v, want %v", u.File, u.Err, want[u.File])
		}
		delete(want, u.File)
	}
	if len(want) > 0 {
		t.Errorf("nothing is told of %v", want)
	}
	var halves []string
	for _, h := range found.Halves {
		halves = append(halves, h.Counter.ID+" "+h.Says)
	}
	if got, want := len(halves), 2; got != want || halves[0] != "odd 七号窗口" || halves[1] != "b1 " {
		t.Errorf("got counters that are not said %q, want odd and b1", halves)
	}
	if missing := Inspect(Options{Clips: os.DirFS(t.TempDir() + "/none")}).Unfit; len(missing) != 1 {
		t.Errorf("a folder that is not there: got %v, want it told once", missing)
	}
}

// FuzzRecording reads what a venue may put into its folder: it never panics, and what it takes can be said.
func FuzzRecording(f *testing.F) {
	f.Add(wavOf(Rate, 1, tone(Rate, 0.01)))
	f.Add(wavOf(48000, 2, tone(48000, 0.01)))
	for _, name := range []string{"chuangkou", "a"} {
		data, err := os.ReadFile("../../assets/sounds/zh/" + name + ".ogg")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := decode(data)
		if err != nil {
			return
		}
		if s = s.trimmed().levelled(); s.Length() > longest+time.Second || s.peak() == 0 && len(s) > 100 {
			t.Errorf("got %v of peak %d", s.Length(), s.peak())
		}
	})
}
