package core_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"paihao/queue"
)

// The check tells which recordings are used and which not, and which counters they do not say.
func TestCheckOfVoice(t *testing.T) {
	clip, err := os.ReadFile("../../assets/sounds/zh/qing.ogg")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		files    map[string][]byte // nil: no folder is set
		counters []queue.Counter
		off      bool
		want     []string
		not      string
	}{
		"as it comes": {nil, nil, false, []string{"| The voice:", "that the program brings"}, "doubtful: No recordings say"},
		"own": {
			map[string][]byte{"zh/hao.ogg": clip, "zh/dao.mp3": clip, "zh/hi.ogg": clip, "zh/3.wav": clip[:9]},
			nil, false,
			[]string{"1 recordings of your own", "zh/dao.mp3 is not used: only", "zh/hi.ogg is not used: no clip", "zh/3.wav is not used: neither"},
			"",
		},
		"unsaid": {
			nil,
			[]queue.Counter{{ID: "a", Name: "囧"}, {ID: "b", Name: "囧8号窗口"}},
			false,
			[]string{"No recordings say the counter 囧;", "counter-a", "only “八号窗口” is said"},
			"",
		},
		"a folder in a recording's place": {map[string][]byte{"zh/hao.wav/x": {}}, nil, false, []string{"zh/hao.wav is not used: it is a folder"}, ""},
		"off":                             {nil, []queue.Counter{{ID: "a", Name: "囧"}}, true, nil, "recordings"},
	} {
		t.Run(name, func(t *testing.T) {
			e := mustExamine(t)
			e.settings.Voice.On = !c.off
			if c.counters != nil {
				e.settings.Counters = c.counters
			}
			if c.files != nil {
				e.settings.Voice.Clips = t.TempDir()
			}
			for file, data := range c.files {
				path := filepath.Join(e.settings.Voice.Clips, file)
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			well, said := e.check()
			for _, want := range c.want {
				if !well || !strings.Contains(said, want) {
					t.Errorf("got well %t and %s, want %q", well, said, want)
				}
			}
			if c.not != "" && strings.Contains(said, c.not) {
				t.Errorf("got %s, want nothing of %q", said, c.not)
			}
		})
	}
}

// A folder that is not there is told by its name.
func TestCheckNoClipsFolder(t *testing.T) {
	e := mustExamine(t)
	e.settings.Voice.On, e.settings.Voice.Clips = true, filepath.Join(t.TempDir(), "nowhere")
	if well, said := e.check(); !well || !strings.Contains(said, "The folder of recordings "+e.settings.Voice.Clips) || strings.Contains(said, "The recording .") {
		t.Errorf("got well %t and %s", well, said)
	}
}
