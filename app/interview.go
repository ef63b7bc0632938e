package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"paihao/app/config"
	"paihao/assets"
)

// errNoAnswer says that whoever was asked has gone.
var errNoAnswer = errors.New("没有回答完，没有写入任何设置 · not all was answered; no settings were written")

// asker asks in a terminal, in Chinese and English.
type asker struct {
	in    *bufio.Scanner
	out   io.Writer
	veil  func() (string, error) // reads a line that is not shown; nil where there is no terminal to show it
	draft config.Draft
	err   error // nobody answers any more: what was answered is not used
}

// interview asks the same as the setup window does, and writes the settings. Each question has an answer that Enter takes, and
// one that is wrong is asked again.
func interview(dir string, in io.Reader, out io.Writer) (path, key string, err error) {
	path = filepath.Join(dir, config.FileName)
	if _, err := os.Lstat(path); err == nil { // nobody is asked in vain
		_, err = config.Init(dir, assets.SampleSettings)
		return "", "", err
	}
	a := &asker{in: bufio.NewScanner(in), out: out, draft: config.NewDraft()}
	if f, ok := in.(*os.File); ok && isTerminal(f) {
		a.veil = func() (string, error) { return unseen(f) }
	}
	fmt.Fprintln(out, assets.Both("init.ask.begin"))
	a.venue()
	a.wechat()
	a.devices()
	if a.err != nil {
		return "", "", a.err
	}
	path, err = a.draft.Write(dir, assets.SampleSettings)
	return path, written(&a.draft), err
}

func (a *asker) venue() {
	preset := config.Presets()[0]
	a.ask("ask.preset", preset.Key, "", func(text string) (ok bool) {
		if preset, ok = config.FindPreset(text); ok {
			a.draft.Take(preset)
		}
		return ok
	}, "presets", presetKeys())
	a.ask("ask.name", a.draft.Name, "venue.name", func(text string) bool {
		if text != a.draft.Name {
			a.draft.Name, a.draft.NameEN = text, ""
		}
		return true
	})
	a.ask("ask.english", a.draft.NameEN, "venue.name_en", func(text string) bool { a.draft.NameEN = text; return true })
	a.ask("ask.languages", "zh-CN, en", "venue.languages", func(text string) bool { a.draft.Languages = languagesOf(text); return true })
	a.services()
	a.ask("ask.counters", strconv.Itoa(len(a.draft.Counters)), "counter", func(text string) bool { return a.counters(text, preset) })
}

// services asks how many there are, and then for each in a line.
func (a *asker) services() {
	a.ask("ask.services", strconv.Itoa(len(a.draft.Services)), "", func(text string) bool {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return false
		}
		for len(a.draft.Services) > n {
			a.draft.RemoveService(len(a.draft.Services) - 1)
		}
		for len(a.draft.Services) < n {
			if !a.draft.AddService(assets.Chinese("setup.service.new"), "") {
				return false
			}
		}
		return true
	})
	for i := range a.draft.Services {
		x := &a.draft.Services[i]
		usual := fmt.Sprintf("%s, %s, %d", x.Name, x.Prefix, x.Minutes)
		a.ask("ask.service", usual, fmt.Sprintf("service[%d]", i+1), func(text string) bool {
			parts := listOf(text)
			if len(parts) > 3 {
				return false
			}
			if parts[0] != x.Name {
				x.Name, x.NameEN = parts[0], ""
			}
			if len(parts) > 1 {
				x.Prefix = strings.ToUpper(parts[1])
			}
			if len(parts) > 2 {
				n, err := strconv.Atoi(parts[2])
				x.Minutes = n
				return err == nil
			}
			return true
		}, "n", i+1)
	}
}

// counters takes how many there are, or what they are called.
func (a *asker) counters(text string, p config.Preset) bool {
	if n, err := strconv.Atoi(text); err == nil {
		a.draft.SetCounters(n, p)
		return len(a.draft.Counters) == n
	}
	names := listOf(text)
	a.draft.SetCounters(len(names), p)
	for i := range a.draft.Counters {
		a.draft.Counters[i].Name, a.draft.Counters[i].NameEN = names[i], ""
	}
	return len(a.draft.Counters) == len(names)
}

func (a *asker) wechat() {
	a.ask("ask.app_id", none, "wechat.app_id", func(text string) bool {
		a.draft.Trial, a.draft.AppID = text == "", text
		return true
	})
	if a.draft.Trial || a.err != nil {
		return
	}
	if a.draft.AppSecret = config.Secret(os.Getenv(secretVariable)); a.draft.AppSecret == "" {
		a.ask("ask.app_secret", "", "wechat.app_secret", func(text string) bool { a.draft.AppSecret = config.Secret(text); return true })
	}
	a.ask("ask.url", none, "listen.public_url", func(text string) bool { a.draft.PublicURL = text; return true })
}

func (a *asker) devices() {
	a.ask("ask.printer", a.draft.Printer, "printer.url", func(text string) bool { a.draft.Printer = cmp.Or(text, config.NoPrinter); return true })
	if a.draft.Printer != config.NoPrinter {
		a.ask("ask.paper", strconv.Itoa(a.draft.Paper), "printer.paper", func(text string) (ok bool) {
			var err error
			a.draft.Paper, err = strconv.Atoi(text)
			return err == nil
		})
	}
	a.ask("ask.volume", strconv.Itoa(a.draft.Volume), "voice.volume", func(text string) bool {
		n, err := strconv.Atoi(text)
		a.draft.Volume, a.draft.Voice = n, n != 0
		return err == nil
	})
}

// none is what is typed for no answer, where Enter would give one.
const none = "-"

// ask asks until the answer can be taken. Enter takes the usual one. What the settings refuse of the keys that it owns is told
// in their words.
func (a *asker) ask(question, usual, owns string, take func(string) bool, args ...any) {
	for a.err == nil {
		zh, en := assets.Words("init."+question, args...)
		fmt.Fprintf(a.out, "\n%s\n%s\n[%s] > ", zh, en, usual)
		line, ok := a.line(owns == "wechat.app_secret")
		if !ok {
			a.err = errNoAnswer
			return
		}
		text := cmp.Or(strings.TrimSpace(line), usual)
		if text == none {
			text = ""
		}
		if !utf8.ValidString(text) || !take(text) {
			fmt.Fprintln(a.out, assets.Both("init.ask.again"))
			continue
		}
		wrong := a.wrong(owns)
		if wrong == nil {
			return
		}
		fmt.Fprintf(a.out, "%s；应为：%s\nFound %s; expected %s\n", wrong.Found.ZH, wrong.Expected.ZH, wrong.Found.EN, wrong.Expected.EN)
	}
}

// line reads a line, and tells whether there was one. A secret one is not shown while it is typed.
func (a *asker) line(secret bool) (text string, ok bool) {
	if !secret || a.veil == nil {
		ok = a.in.Scan()
		return a.in.Text(), ok
	}
	text, err := a.veil()
	fmt.Fprintln(a.out) // the one that was typed is not shown either
	return text, err == nil
}

// wrong is the first mistake in the answers whose key begins so; nil for none.
func (a *asker) wrong(owns string) *config.Mistake {
	found, err := a.draft.Mistakes(assets.SampleSettings)
	if err != nil {
		a.err = err
	}
	for i := range found {
		if owns != "" && strings.HasPrefix(found[i].Key, owns) {
			return &found[i]
		}
	}
	return nil
}

// listOf are the parts of a line between commas, Chinese or not.
func listOf(text string) []string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '，' || r == '、' })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return append(parts, "")[:max(1, len(parts))]
}

// languagesOf are languages as settings name them.
func languagesOf(text string) (all []assets.Language) {
	for _, tag := range listOf(text) {
		all = append(all, assets.Language(strings.TrimSuffix(tag, "-CN")))
	}
	return all
}
