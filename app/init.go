package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"paihao/app/config"
	"paihao/assets"
)

// secretVariable holds the AppSecret for a script: flags are seen by everybody on the machine.
const secretVariable = "PAIHAO_WECHAT_APP_SECRET"

// errNoPreset says that a preset is not one of those that there are.
var errNoPreset = errors.New("没有这个预设，有 · there is no such preset, but")

// errCounters says that so many counters are none, or more than a hall may have.
var errCounters = errors.New("窗口要有 1 到 30 个 · there are 1 to 30 counters")

// errNoText says that a flag is no text, as of a terminal that does not speak UTF-8: a name would be spoilt.
var errNoText = errors.New("有一项不是 UTF-8 文字，请把终端改成 UTF-8 · something is no UTF-8 text, please set the terminal to UTF-8")

// wishes are the flags of init.
type wishes struct {
	examples, defaults, named        bool // named: with a name, which may be empty
	name, english, preset, languages string
	counters, volume, paper          int
	printer, appID, url              string
}

func (w *wishes) define(set *flag.FlagSet) {
	set.BoolVar(&w.examples, "examples", false, "")
	set.BoolVar(&w.defaults, "defaults", false, "")
	set.Func("name", "", func(name string) error {
		w.name, w.named = name, true
		return nil
	})
	set.StringVar(&w.english, "name-en", "", "")
	set.StringVar(&w.preset, "preset", "", "")
	set.StringVar(&w.languages, "languages", "", "")
	set.IntVar(&w.counters, "counters", -1, "")
	set.StringVar(&w.printer, "printer", "", "")
	set.IntVar(&w.paper, "paper", 0, "")
	set.IntVar(&w.volume, "volume", -1, "")
	set.StringVar(&w.appID, "app-id", "", "")
	set.StringVar(&w.url, "public-url", "", "")
}

// initialise writes the settings of a new venue, or with -examples how one is reached that is behind a router.
//
// A venue is set up by flags, where there are any; by questions in a terminal; else, for scripts, the sample is written as it
// stands, with its secrets made.
func initialise(args []string, stdin *os.File, stdout, stderr io.Writer) int {
	var w wishes
	dir, status, ok := commandLine("init", assets.Both("usage.init", "presets", presetKeys()), args, 1, stderr, w.define)
	if !ok {
		return status
	}
	answered := w != wishes{volume: -1, counters: -1, examples: w.examples, defaults: w.defaults}
	var path string
	var err error
	key := "init.done"
	switch {
	case slices.ContainsFunc(args, func(text string) bool { return !utf8.ValidString(text) }):
		err = errNoText
	case w.examples:
		key = "init.examples"
		path, err = writeExamples(dir[0])
	case w.defaults && answered:
		fmt.Fprintln(stderr, assets.Both("usage.init", "presets", presetKeys()))
		return misuse
	case answered:
		path, key, err = w.write(dir[0])
	case !w.defaults && isTerminal(stdin):
		path, key, err = interview(dir[0], stdin, stdout)
	default:
		path, err = config.Init(dir[0], assets.SampleSettings)
	}
	switch {
	case errors.As(err, new(*config.Mistakes)), errors.Is(err, errNoPreset), errors.Is(err, errCounters), errors.Is(err, errNoText):
		fmt.Fprintln(stderr, err)
		return misuse
	case err != nil:
		fmt.Fprintln(stderr, err)
		return failed
	}
	fmt.Fprintln(stdout, assets.Both(key, "path", path))
	return well
}

// write writes what the flags say; what they leave out stands as it is in a new draft.
func (w *wishes) write(dir string) (path, key string, err error) {
	d := config.NewDraft()
	preset := config.Presets()[0]
	if w.preset != "" {
		found, ok := config.FindPreset(w.preset)
		if !ok {
			return "", "", fmt.Errorf("-preset %s: %w: %s", w.preset, errNoPreset, presetKeys())
		}
		preset = found
		d.Take(preset)
	}
	if w.named {
		d.Name, d.NameEN = w.name, w.english
	} else if w.english != "" {
		d.NameEN = w.english
	}
	if w.languages != "" {
		d.Languages = languagesOf(w.languages)
	}
	if w.counters != -1 {
		if d.SetCounters(w.counters, preset); len(d.Counters) != w.counters {
			return "", "", fmt.Errorf("-counters %d: %w", w.counters, errCounters)
		}
	}
	if w.printer != "" {
		d.Printer = w.printer
	}
	if w.paper != 0 {
		d.Paper = w.paper
	}
	if w.volume >= 0 {
		d.Volume, d.Voice = w.volume, w.volume > 0
	}
	d.PublicURL = w.url
	if w.appID != "" {
		d.Trial, d.AppID, d.AppSecret = false, w.appID, config.Secret(os.Getenv(secretVariable))
	}
	path, err = d.Write(dir, assets.SampleSettings)
	return path, written(&d), err
}

// written is the key of what to do after a draft was written.
func written(d *config.Draft) string {
	if d.Trial {
		return "init.done.trial"
	}
	return "init.done.account"
}

func presetKeys() string {
	var keys []string
	for _, p := range config.Presets() {
		keys = append(keys, p.Key)
	}
	return strings.Join(keys, " ")
}

func writeExamples(dir string) (path string, err error) {
	files, err := fs.Sub(assets.Examples, "examples")
	if err != nil {
		return "", err
	}
	return config.Examples(dir, files)
}
