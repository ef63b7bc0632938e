package core_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/wechat/sandbox"
)

// button is a button as paihao menu prints it.
type button struct {
	Name, Type, Key, URL, App, Page string
	Sub                             []button
}

func mustMenu(t *testing.T, s config.Settings) (flat []button) {
	t.Helper()
	text, err := core.MenuText(s)
	if err != nil {
		t.Fatal(err)
	}
	var menu []button
	if err := json.Unmarshal([]byte(text), &menu); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	for _, b := range menu {
		flat = append(append(flat, b), b.Sub...)
	}
	return flat
}

func TestMenu(t *testing.T) {
	s := mustSettings(t, t.TempDir())
	s.Listen.PublicURL = "https://queue.example.com"
	var keys, programs []string
	for _, b := range mustMenu(t, s) {
		if b.Key != "" {
			keys = append(keys, b.Type+" "+b.Key)
		}
		if b.Type == "miniprogram" {
			programs = append(programs, b.App+" "+b.Page+" "+b.URL)
		}
	}
	if want := []string{"click STATUS", "click LATER", "click BACK", "click CANCEL", "scancode_waitmsg BIND", "click HELP"}; !slices.Equal(keys, want) {
		t.Errorf("got keys %q, want %q", keys, want)
	}
	if want := []string{"wx5c2d8e7f9a4b1036 pages/ticket/ticket https://queue.example.com"}; !slices.Equal(programs, want) {
		t.Errorf("got mini programs %q, want %q", programs, want)
	}
	s.Mini = config.Mini{}
	for _, b := range mustMenu(t, s) {
		if b.Type == "miniprogram" {
			t.Errorf("got %+v, want no button of a mini program that is not there", b)
		}
	}
}

// TestSendMenu: the menu is taken by a WeChat that holds to its limits, and a refusal is put into words.
func TestSendMenu(t *testing.T) {
	e := mustExamine(t)
	if err := (core.Checking{Settings: e.settings}).SendMenu(t.Context()); err != nil {
		t.Errorf("got %v, want it taken", err)
	}
	e.mustFault(sandbox.Fault{Path: sandbox.PathMenu, Errcode: 48001, Times: 1})
	err := core.Checking{Settings: e.settings}.SendMenu(t.Context())
	if words := core.MenuWords(err); err == nil || !strings.Contains(words, "Sending the menu: the account may not do this") || !strings.Contains(words, "发送菜单") {
		t.Errorf("got %v, %q, want the refusal in words", err, words)
	}
	long := e.settings
	long.Listen.PublicURL = "https://queue.example.com/" + strings.Repeat("a", 1024)
	err = core.Checking{Settings: long}.SendMenu(t.Context())
	if words := core.MenuWords(err); !strings.Contains(words, "Sending the menu: it breaks a limit of WeChat's and was not sent") {
		t.Errorf("got %v, %q, want the limit", err, words)
	}
	e.settings.WeChat.APIURL = "http://127.0.0.1:1"
	err = core.Checking{Settings: e.settings}.SendMenu(t.Context())
	if words := core.MenuWords(err); !strings.Contains(words, "WeChat is not reached") {
		t.Errorf("got %v, %q, want it to say that WeChat is not reached", err, words)
	}
}

// TestSendMenuInATrial: only a trial that runs has a sandbox to be told.
func TestSendMenuInATrial(t *testing.T) {
	s := mustSettings(t, t.TempDir())
	err := core.Checking{Settings: s, Trial: true}.SendMenu(t.Context())
	if words := core.MenuWords(err); !errors.Is(err, core.ErrNoTrial) || !strings.Contains(words, "No trial is running") {
		t.Errorf("got %v, %q, want core.ErrNoTrial", err, words)
	}
	h := mustOpen(t, s)
	if err := h.Sandbox.Fault(sandbox.Fault{Path: sandbox.PathMenu, Errcode: 40018, Times: 1}); err != nil {
		t.Fatal(err)
	}
	if err := (core.Checking{Settings: s, Trial: true}).SendMenu(t.Context()); err == nil || len(h.Sandbox.Faults()) > 0 {
		t.Errorf("got %v, want the refusal of the trial's own sandbox", err)
	}
	if err := (core.Checking{Settings: s, Trial: true}).SendMenu(t.Context()); err != nil {
		t.Errorf("got %v, want it taken", err)
	}
}
