//go:build !race

package screen_test

import (
	"fmt"
	"image"
	"slices"
	"testing"
	"time"

	"paihao/app/look/looktest"
	"paihao/app/screen"
	"paihao/assets"
	"paihao/queue"
)

// state is one that the screen may be in.
type state struct {
	name    string
	options screen.Options
	draw    func(s *stand)
}

// show draws a view of which the last call has been seen.
func show(v queue.View) func(*stand) { return func(s *stand) { s.Show(v) } }

// states are those that are looked at on small screens and on those on their side.
var states = []state{
	{name: "idle", draw: show(idle())},
	{name: "calling", draw: show(sample())},
	{name: "flash", draw: show(call(sample(), "A013", "3", morning))},
	{name: "paused", draw: show(paused())},
	{name: "stopped", draw: show(stopped())},
	{name: "lunch", draw: show(lunch())},
	{name: "over", draw: show(over())},
	{name: "trial", draw: show(trial())},
	{name: "no-code", draw: show(away(0))},
	{name: "stale", draw: func(s *stand) {
		s.Show(sample())
		s.later(11 * time.Second)
	}},
}

// wide are the states that show something else on a large screen, where the last calls stand in the place of the counters.
var wide = []string{"idle", "calling", "flash", "paused", "lunch", "over", "trial", "stale"}

// wideStates are those of the last calls alone.
var wideStates = []state{
	{name: "first-call", draw: show(firstCalls(1))},
	{name: "second-call", draw: show(firstCalls(2))},
}

// fullStates are those that fill a screen to its edges. They are looked at where room is scarce.
var fullStates = []state{
	{name: "many", draw: show(crowded())},
	{name: "long-names", options: screen.Options{Ticker: []string{longSentence}}, draw: show(longNames())},
}

// moreStates are combinations, and what is seen for a moment only.
var moreStates = []state{
	{name: "connecting", draw: func(*stand) {}},
	{name: "resting", draw: show(resting())},
	{name: "full", draw: show(full())},
	{name: "wechat-away", draw: show(away(24 * time.Hour))},
	{name: "eight-counters", draw: show(eight())},
	{name: "burst", draw: show(burst(5))},
	{name: "ended", draw: show(ended())},
	{name: "one-code", options: screen.Options{OneCode: true}, draw: show(oneCode())},
	{name: "one-counter", options: screen.Options{Counters: []string{"3"}}, draw: show(sample())},
	{name: "one-counter-called", options: screen.Options{Counters: []string{"3"}}, draw: show(call(sample(), "A013", "3", morning))},
	{name: "stale-trial", draw: func(s *stand) {
		s.Show(trial())
		s.later(11 * time.Second)
	}},
}

// TestPictures compares the whole screen with pictures that were looked at, in each state, in both languages at once.
func TestPictures(t *testing.T) {
	small, tall := image.Pt(1280, 720), image.Pt(1080, 1920)
	for _, st := range states {
		match(t, st, small)
		match(t, st, tall)
		if slices.Contains(wide, st.name) {
			match(t, st, image.Pt(1920, 1080))
		}
	}
	for _, st := range wideStates {
		match(t, st, image.Pt(1920, 1080))
	}
	for _, st := range fullStates {
		match(t, st, small)
		match(t, st, tall)
	}
	for _, st := range moreStates {
		match(t, st, small)
	}
}

// TestPicturesOfOtherSizes looks at the largest screen and the smallest on its side.
func TestPicturesOfOtherSizes(t *testing.T) {
	for size, names := range map[image.Point][]string{
		{3840, 2160}: {"calling"},
		{720, 1280}:  {"calling", "lunch", "stale"},
	} {
		for _, st := range states {
			if slices.Contains(names, st.name) {
				match(t, st, size)
			}
		}
	}
}

// TestPicturesOfLanguages looks at English alone, which has the longest words, and once at Chinese alone and at English with
// Chinese beside it.
func TestPicturesOfLanguages(t *testing.T) {
	for _, st := range slices.Concat(states, fullStates) {
		st.options.Languages = []assets.Language{assets.EN}
		match(t, st, image.Pt(1280, 720))
		if st.name == "calling" {
			match(t, st, image.Pt(1080, 1920))
		}
		if st.name == "lunch" {
			for _, languages := range [][]assets.Language{{assets.ZH}, {assets.EN, assets.ZH}} {
				st.options.Languages = languages
				match(t, st, image.Pt(1280, 720))
			}
		}
	}
}

func match(t *testing.T, st state, size image.Point) {
	t.Helper()
	name := fmt.Sprintf("%s-%dx%d", st.name, size.X, size.Y)
	for _, l := range st.options.Languages {
		name += "-" + string(l)
	}
	t.Run(name, func(t *testing.T) {
		s := mustStandWith(t, float32(size.X), float32(size.Y), st.options)
		st.draw(s)
		looktest.MustMatch(t, name, s.picture())
	})
}
