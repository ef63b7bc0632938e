package voice

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"paihao/assets"
)

// What each system is asked, and how its answer is taken: the text goes in by the standard input, whatever stands in it.
func TestSystems(t *testing.T) {
	const text = "请A零一二号到$(reboot)'; rm -rf / #导诊台"
	wav := wavOf(Rate, 1, tone(Rate, 0.5))
	for name, c := range map[string]struct {
		os, list string
		language assets.Language
		want     []string // words of the command
		err      error
	}{
		"linux":             {"linux", " 5  cmn-latn-pinyin --/M \n 2  en-us --/M", assets.ZH, []string{"espeak-ng", "cmn-latn-pinyin", "--stdin"}, nil},
		"linux, broken":     {"linux", " 5  cmn             --/M \n 2  en-us --/M", assets.ZH, nil, ErrNoVoice},
		"linux in English":  {"linux", " 2  en-us           --/M ", assets.EN, []string{"espeak-ng", "en-us"}, nil},
		"macOS":             {"darwin", "Alex en_US # Hi\nTingting            zh_CN    # 你好！\n", assets.ZH, []string{"say", "Tingting", "-f", "-"}, nil},
		"macOS, no Chinese": {"darwin", "Alex                en_US    # Hi\n", assets.ZH, nil, ErrNoVoice},
		"Windows":           {"windows", "", assets.ZH, []string{"powershell", "-NonInteractive", sapiScript}, nil},
	} {
		var asked *exec.Cmd
		s := newSystem(c.os, func(cmd *exec.Cmd) ([]byte, error) {
			if cmd.Stdin == nil {
				return []byte(c.list), nil
			}
			asked = cmd
			if at := slices.Index(cmd.Args, "-o"); at > 0 {
				return nil, os.WriteFile(cmd.Args[at+1], wav, 0o600)
			}
			if c.os == "windows" {
				return []byte(base64.StdEncoding.EncodeToString(wav) + "\r\n"), nil
			}
			return wav, nil
		})
		got, err := s.Say(t.Context(), c.language, text)
		if !errors.Is(err, c.err) {
			t.Errorf("%s: got %v, want %v", name, err, c.err)
		}
		if c.err != nil {
			continue
		}
		if length := got.Length(); length < 480*time.Millisecond || length > 520*time.Millisecond {
			t.Errorf("%s: half a second lasts %v", name, length)
		}
		said, err := io.ReadAll(asked.Stdin)
		if err != nil || string(said) != text {
			t.Errorf("%s: got %q (%v) on the standard input, want the text", name, said, err)
		}
		for _, w := range c.want {
			if !slices.Contains(asked.Args, w) {
				t.Errorf("%s: got %q, want %q in it", name, asked.Args, w)
			}
		}
		if strings.Contains(strings.Join(asked.Args, " "), "reboot") {
			t.Errorf("%s: the text stands in the command", name)
		}
	}
}

// A system's voice that fails, or gives something else than sound, is an error; a language that has none is asked for once.
func TestSystemFails(t *testing.T) {
	lists := 0
	s := newSystem("linux", func(c *exec.Cmd) ([]byte, error) {
		if c.Stdin == nil {
			lists++
			return []byte(" 2  en-us --/M"), nil
		}
		return []byte("no sound"), nil
	})
	for range 3 {
		if _, err := s.Say(t.Context(), assets.ZH, "请"); !errors.Is(err, ErrNoVoice) {
			t.Errorf("got %v, want %v", err, ErrNoVoice)
		}
	}
	if lists != 1 {
		t.Errorf("the voices were listed %d times, want once", lists)
	}
	if _, err := s.Say(t.Context(), assets.EN, "ticket"); !errors.Is(err, ErrFormat) {
		t.Errorf("got %v, want %v", err, ErrFormat)
	}
}

// The voice of this machine, where it has one, says a sentence in a sentence's time.
func TestThisSystem(t *testing.T) {
	s := NewSystem()
	said, err := s.Say(context.Background(), assets.ZH, "请A零一二号到导诊台")
	if errors.Is(err, ErrNoVoice) {
		t.Skip("no Chinese voice here")
	}
	if err != nil {
		t.Fatal(err)
	}
	if length := said.Length(); length < 1500*time.Millisecond || length > 6*time.Second {
		t.Errorf("it lasts %v, want 1.5 to 6 s", length)
	}
}
