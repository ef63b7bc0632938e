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

	"paihao/app/replay"
	"paihao/assets"
	"paihao/queue"
)

// replayTrace tells what the queue would have forecast to the people of a trace. It needs neither settings nor data.
func replayTrace(args []string, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("replay", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.Usage = func() { fmt.Fprintln(stderr, assets.Both("usage.replay", "parts", partNames(queue.Parts()))) }
	without := set.String("without", "", "")
	if err := set.Parse(args); errors.Is(err, flag.ErrHelp) {
		return well
	} else if err != nil {
		return misuse
	}
	if set.NArg() != 1 || set.Arg(0) == "" {
		set.Usage()
		return misuse
	}
	parts, err := chosen(*without)
	if err != nil {
		fmt.Fprintln(stderr, err)
		set.Usage()
		return misuse
	}
	ctx, stop := untilStopped()
	defer stop()
	if err = replay.Run(ctx, replay.Options{Path: set.Arg(0), Without: parts}, stdout); err != nil {
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
	return assets.Both("replay.other", "reason", err)
}

// mistakeWords names a mistake's place, what was found there and what was expected.
func mistakeWords(in func(key string, args ...any) string, m *replay.Mistake) string {
	found := m.Found
	if found == "" {
		found = in("replay.nothing")
	}
	what := in("replay.wrong."+string(m.Wrong), "key", m.Key, "found", found, "want", m.Want)
	return in("replay.mistake", "where", m.Where(), "what", what)
}
