package voice

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"paihao/assets"
)

// Synthesiser is a voice that says any words.
type Synthesiser interface {
	// Say gives the sound of a text. Errors: ErrNoVoice, those of the voice, and what it gives that is no recording.
	Say(ctx context.Context, l assets.Language, text string) (Sound, error)
}

// ErrNoVoice says that the system has no voice of a language.
var ErrNoVoice = errors.New("the system has no voice of this language")

// sayWithin is how long the system's voice may take for a sentence; Windows takes a second or two to begin.
const sayWithin = 8 * time.Second

// System is the operating system's voice: espeak-ng of Linux, say of macOS, SAPI of Windows. Texts reach it on its standard
// input, never within a command. It is for one goroutine.
type System struct {
	os    string // as runtime.GOOS has it
	run   func(c *exec.Cmd) ([]byte, error)
	voice map[assets.Language]string // as it was found; empty where there is none
}

// NewSystem is the voice of the system that the program runs on.
func NewSystem() *System {
	return newSystem(runtime.GOOS, func(c *exec.Cmd) ([]byte, error) {
		hide(c)
		c.WaitDelay = time.Second // for what it may have started
		return c.Output()
	})
}

func newSystem(goos string, run func(*exec.Cmd) ([]byte, error)) *System {
	return &System{goos, run, map[assets.Language]string{}}
}

// Say gives the sound of a text; see Synthesiser.
func (s *System) Say(ctx context.Context, l assets.Language, text string) (Sound, error) {
	ctx, stop := context.WithTimeout(ctx, sayWithin)
	defer stop()
	if _, known := s.voice[l]; !known {
		s.voice[l] = s.find(ctx, l)
	}
	voice := s.voice[l]
	if voice == "" {
		return nil, ErrNoVoice
	}
	speak := map[string]func(context.Context, string, string) ([]byte, error){"windows": s.sapi, "darwin": s.mac}[s.os]
	if speak == nil {
		speak = s.espeak
	}
	data, err := speak(ctx, voice, text)
	if err != nil {
		return nil, fmt.Errorf("system's voice: %w", err)
	}
	said, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("system's voice: %w", err)
	}
	return said.trimmed().levelled(), nil
}

// find is the name of a voice of a language. The voice cmn of espeak-ng 1.51 reads some hanzi as English, so it is none.
func (s *System) find(ctx context.Context, l assets.Language) string {
	switch s.os {
	case "windows":
		return map[assets.Language]string{assets.ZH: "zh-CN", assets.EN: "en-*"}[l]
	case "darwin":
		return s.findMac(ctx, map[assets.Language]string{assets.ZH: "zh_CN", assets.EN: "en_US"}[l])
	}
	name := map[assets.Language]string{assets.ZH: "cmn-latn-pinyin", assets.EN: "en-us"}[l]
	list, err := s.run(exec.CommandContext(ctx, "espeak-ng", "--voices"))
	if err != nil || !strings.Contains(string(list), " "+name+" ") {
		return ""
	}
	return name
}

func (s *System) espeak(ctx context.Context, voice, text string) ([]byte, error) {
	c := exec.CommandContext(ctx, "espeak-ng", "-v", voice, "-s", "170", "--stdin", "--stdout")
	c.Stdin = strings.NewReader(text)
	return s.run(c)
}

// findMac looks through the list that say gives, of which each line begins with a name and a language.
func (s *System) findMac(ctx context.Context, language string) string {
	list, err := s.run(exec.CommandContext(ctx, "say", "-v", "?"))
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(list)) {
		if name, _, ok := strings.Cut(line, " "+language+" "); ok {
			return strings.TrimSpace(name)
		}
	}
	return ""
}

// mac has say write a file, for it writes no WAV anywhere else.
func (s *System) mac(ctx context.Context, voice, text string) ([]byte, error) {
	folder, err := os.MkdirTemp("", "paihao-voice-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "call.wav")
	c := exec.CommandContext(ctx, "say", "-v", voice, "-f", "-", "-o", file, "--file-format=WAVE", "--data-format=LEI16@22050")
	c.Stdin = strings.NewReader(text)
	if _, err := s.run(c); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
}

// sapiScript says its standard input by the first voice of the language in PAIHAO_VOICE, and writes the WAV in base64.
const sapiScript = `$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$text = (New-Object IO.StreamReader([Console]::OpenStandardInput(), [Text.Encoding]::UTF8)).ReadToEnd()
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
$found = $voice.GetInstalledVoices() | Where-Object { $_.Enabled -and $_.VoiceInfo.Culture.Name -like $env:PAIHAO_VOICE } | Select-Object -First 1
if (-not $found) { exit 3 }
$voice.SelectVoice($found.VoiceInfo.Name)
$wav = New-Object IO.MemoryStream
$voice.SetOutputToWaveStream($wav)
$voice.Speak($text)
$voice.SetOutputToNull()
[Convert]::ToBase64String($wav.ToArray())`

func (s *System) sapi(ctx context.Context, voice, text string) ([]byte, error) {
	c := exec.CommandContext(ctx, "powershell", "-NoProfile", "-NonInteractive", "-Command", sapiScript)
	c.Env = append(os.Environ(), "PAIHAO_VOICE="+voice)
	c.Stdin = strings.NewReader(text)
	out, err := s.run(c)
	if err != nil {
		return nil, err
	}
	out = bytes.TrimSpace(out)
	wav := make([]byte, base64.StdEncoding.DecodedLen(len(out)))
	n, err := base64.StdEncoding.Decode(wav, out)
	return wav[:n], err
}
