package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"paihao/app/replay"
	"paihao/assets"
	"paihao/queue"
)

// replayTrace tells what the queue would have forecast to the people of a trace. It needs neither settings nor data.
func replayTrace(args []string, stdout, stderr io.Writer) int {
	var without string
	usage := assets.Both("usage.replay", "parts", partNames(queue.Parts()))
	path, status, ok := commandLine("replay", usage, args, 1, stderr, func(set *flag.FlagSet) {
		set.StringVar(&without, "without", "", "")
	})
	if !ok {
		return status
	}
	parts, err := chosen(without)
	if err != nil {
		fmt.Fprintln(stderr, err)
		fmt.Fprintln(stderr, usage)
		return misuse
	}
	ctx, stop := untilStopped()
	defer stop()
	if err = replay.Run(ctx, replay.Options{Path: path[0], Without: parts}, stdout); err != nil {
		fmt.Fprintln(stderr, replayWords(err))
		return failed
	}
	return well
}

// chosen are the parts of a forecast in a list with commas.
func chosen(text string) (parts []queue.Part, err error) {
	if text == "" {
		return nil, nil
	}
	for name := range strings.SplitSeq(text, ",") {
		if !slices.Contains(queue.Parts(), queue.Part(name)) {
			return nil, errors.New(assets.Both("replay.part", "part", strconv.Quote(name)))
		}
		parts = append(parts, queue.Part(name))
	}
	return parts, nil
}

func partNames(parts []queue.Part) string {
	var all []string
	for _, p := range parts {
		all = append(all, string(p))
	}
	return strings.Join(all, ",")
}

// replayWords says in words why a replay has ended early.
func replayWords(err error) string {
	m := (*replay.Mistake)(nil)
	switch {
	case errors.As(err, &m):
		return mistakeWords(assets.Chinese, m) + "\n" + mistakeWords(assets.English, m)
	case errors.Is(err, context.Canceled):
		return assets.Both("replay.stopped")
	}
	return assets.Both("replay.other", "reason", visible(err.Error()))
}

// mistakeWords names a mistake's place, what was found there and what was expected. What stands in the files is shown and
// does nothing to the terminal.
func mistakeWords(in func(key string, args ...any) string, m *replay.Mistake) string {
	found := m.Found
	if found == "" {
		found = in("replay.nothing")
	}
	key := m.Key
	if key == "" {
		key = in("replay.whole")
	}
	what := in("replay.wrong."+string(m.Wrong), "key", key, "found", found, "want", m.Want)
	return visible(in("replay.mistake", "where", m.Where(), "what", what))
}

// visible is a text in which signs that nobody sees, or that a terminal obeys, stand as \x1b or \u202e.
func visible(text string) string {
	var shown strings.Builder
	for _, r := range text {
		if unicode.IsGraphic(r) {
			shown.WriteRune(r)
		} else {
			shown.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		}
	}
	return shown.String()
}
