package config

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Mistake is one thing wrong with the settings. Found never shows a secret.
type Mistake struct {
	File            string // as it was given to Load; for the environment the variable's name
	Line            int    // from 1; 0 for a variable, a whole file or a key that is nowhere
	Key             string // such as rules.near or service[2].prefix, counted from 1; empty for a whole file
	Found, Expected Words

	cause error
}

// Error is one sentence in Chinese and the same in English after file, line and key.
func (m *Mistake) Error() string {
	where := m.File
	if m.Line > 0 {
		where += ":" + strconv.Itoa(m.Line)
	}
	if m.Key != "" {
		where += ": " + m.Key
	}
	return fmt.Sprintf("%s: %s；应为：%s。 Found %s; expected %s.", where, m.Found.ZH, m.Expected.ZH, m.Found.EN, m.Expected.EN)
}

// Unwrap is what the system said, if it did.
func (m *Mistake) Unwrap() error { return m.cause }

// Mistakes is every mistake of a Load, sorted by file and line, never empty when returned as an error.
type Mistakes []Mistake

// Error is a line for each mistake.
func (m *Mistakes) Error() string {
	lines := make([]string, len(*m))
	for i := range *m {
		lines[i] = (*m)[i].Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap is each mistake as an error.
func (m *Mistakes) Unwrap() []error {
	errs := make([]error, len(*m))
	for i := range *m {
		errs[i] = &(*m)[i]
	}
	return errs
}

func (m *Mistakes) add(where place, key string, found, want Words) {
	*m = append(*m, Mistake{File: where.file, Line: where.line, Key: key, Found: found, Expected: want})
}

func (m *Mistakes) sort() {
	slices.SortStableFunc(*m, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
}
