package main

import (
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
	"unicode/utf8"

	"paihao/app/core"
	"paihao/assets"
)

// channels tells what came by each channel, day by day.
func channels(f flags, args []string, stdout, stderr io.Writer) int {
	var day string
	var commas bool
	p, status, ok := withSettings("channels", f, args, stderr, func(set *flag.FlagSet) {
		set.StringVar(&day, "day", "", "")
		set.BoolVar(&commas, "csv", false, "")
	})
	if !ok {
		return status
	}
	if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
		fmt.Fprintln(stderr, assets.Both("channels.day", "day", day))
		fmt.Fprintln(stderr, assets.Both("usage.channels"))
		return misuse
	}
	ctx, stop := untilStopped()
	defer stop()
	report, err := core.Channels(ctx, p.settings, day, time.Now())
	if err != nil && !errors.As(err, new(*core.DamagedRecordsError)) {
		fmt.Fprintln(stderr, core.FileWords(err))
		return failed
	}
	write := writeTable
	if commas {
		write = writeCommas
	}
	switch wrong := write(stdout, report); {
	case wrong != nil:
		fmt.Fprintln(stderr, wrong)
		return failed
	case err != nil:
		fmt.Fprintln(stderr, core.FileWords(err))
		return failed
	}
	return well
}

// writeCommas writes what came by channels for a spreadsheet, with a mark before it by which Excel knows that it is UTF-8.
// The codes have no place there.
func writeCommas(w io.Writer, r core.ChannelReport) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	rows := [][]string{{"day", "channel", "name", "followers", "scans", "tickets", "cancels"}}
	for _, d := range r.Channels {
		rows = append(rows, append([]string{d.Day, plain(d.ID), plain(d.Name)}, counts(d)...))
	}
	return c.WriteAll(rows)
}

// plain keeps a spreadsheet from taking a name for a formula, which may begin with a wide sign too.
func plain(name string) string {
	if first, _ := utf8.DecodeRuneInString(name); strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + name
	}
	return name
}

// writeTable writes it for people.
func writeTable(w io.Writer, r core.ChannelReport) error {
	if len(r.Channels) == 0 {
		fmt.Fprintln(w, assets.Both("channels.none"))
	} else {
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, "day\tchannel\tfollowers\tscans\ttickets\tcancels\tname")
		for _, d := range r.Channels {
			fmt.Fprintf(t, "%s\t%s\t", d.Day, d.ID)
			for _, n := range counts(d) {
				fmt.Fprintf(t, "%s\t", n)
			}
			fmt.Fprintln(t, d.Name)
		}
		if err := t.Flush(); err != nil {
			return err
		}
		fmt.Fprintln(w, assets.Both("channels.legend"))
	}
	_, err := fmt.Fprintln(w, assets.Both("channels.codes", "used", r.Codes.Used, "free", r.Codes.Free, "most", r.Codes.Most))
	return err
}

// counts are the numbers of a channel's day, in the order of the columns.
func counts(d core.ChannelDay) (texts []string) {
	for _, n := range []int{d.Followers, d.Scans, d.Tickets, d.Cancels} {
		texts = append(texts, strconv.Itoa(n))
	}
	return texts
}
