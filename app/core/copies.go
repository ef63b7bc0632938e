package core

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// kept is how many nightly copies are kept: the newest ones, and beside them one of each week before.
type kept struct{ days, weeks int }

var (
	keptCopies = kept{days: 7, weeks: 4}
	keptTrials = kept{days: 2}
)

// copiesDir is the folder of a data file's copies.
func copiesDir(data string) string { return filepath.Join(filepath.Dir(data), "backups") }

// copyPath is where the copy of a business day stands.
func copyPath(data, day string) string {
	ext := filepath.Ext(data)
	stem := strings.TrimSuffix(filepath.Base(data), ext)
	return filepath.Join(copiesDir(data), stem+"-"+day+ext)
}

func (k *keeper) copyOf(day string) string { return copyPath(k.data, day) }

// copyDays lists the business days of which there is a copy, newest first. Other files in the folder do not count.
func copyDays(data string) (days []string) {
	entries, err := os.ReadDir(copiesDir(data))
	if err != nil {
		return nil // there is no copy, or none that could be read
	}
	before, after, _ := strings.Cut(filepath.Base(copyPath(data, "\x00")), "\x00")
	for _, e := range entries {
		day, ours := strings.CutPrefix(e.Name(), before)
		day, ends := strings.CutSuffix(day, after)
		if _, err := time.Parse(time.DateOnly, day); err == nil && ours && ends && e.Type().IsRegular() {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	slices.Reverse(days)
	return days
}

// newestSound is the newest copy of a data file that passes its inspection now, empty when none does.
func newestSound(ctx context.Context, data string) (path string) {
	for _, day := range copyDays(data) {
		if _, err := inspect(ctx, copyPath(data, day)); err == nil {
			return copyPath(data, day)
		}
	}
	return ""
}

// prune removes the copies that have been kept long enough.
func (k *keeper) prune() {
	for _, day := range k.kept.outdated(copyDays(k.data)) {
		if err := os.Remove(k.copyOf(day)); err != nil {
			k.log.Warn("an old copy could not be removed", "err", err)
		}
	}
}

// outdated lists those of days, newest first, that need not be kept. Of each week the oldest copy is the one that stays, so
// that it is the same one from day to day.
func (n kept) outdated(days []string) (old []string) {
	rest := days[min(n.days, len(days)):]
	weeks := 0
	for i, day := range rest {
		last := i == len(rest)-1 || week(rest[i+1]) != week(day)
		if last && weeks < n.weeks {
			weeks++
			continue
		}
		old = append(old, day)
	}
	return old
}

// week is the year and week of a date.
func week(date string) string {
	t, _ := time.Parse(time.DateOnly, date) // copyDays lists dates only
	year, week := t.ISOWeek()
	return fmt.Sprintf("%d-%d", year, week)
}

// sweep removes what copies that were cut short have left: of this data file alone, since others may share the folder.
func (k *keeper) sweep() {
	before, _, _ := strings.Cut(filepath.Base(copyPath(k.data, "\x00")), "\x00")
	err := errors.Join(
		sweep(filepath.Dir(k.data), partPrefix(filepath.Base(k.data)), k.now()),
		sweep(copiesDir(k.data), "."+before, k.now()),
	)
	if err != nil {
		k.log.Warn("what a copy that was cut short has left could not be removed", "err", err)
	}
}
