package boltstore_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"paihao/queue"
)

// oldFile is a file that a program of an older schema has made, with all that it could hold then.
type oldFile struct {
	schema  int
	dates   int      // business days
	says    string   // see summary
	changed []string // keys whose values are not the old ones after the upgrade, each behind the names of its buckets
}

var oldFiles = []oldFile{
	// Two business days, tickets in every state it knew, bindings, notices and a code.
	{
		1, 2, `2026-11-21, last change 2026-11-21 09:08:00, untidy true
day 1 2026-11-20 from 2026-11-20 09:00:30 to 2026-11-20 09:04:30 by "", reopened false
day 2 2026-11-21 from 2026-11-21 09:00:30 to 0001-01-01 00:00:00 by "", reopened false
A001 waiting 5, A002 done 4, A003 called 2
called void, near void, called void, called void, called accepted 1, near pending
code join/general of general: v1.join.general
counter 1 open, counter 2 open
5 bindings, 0 contacts, 22 operations
`,
		strings.Fields(`codes/join/general contacts/ days/ days/2026-11-20 days/2026-11-21 meta/at meta/schema
			meta/tally/codes meta/tally/contacts meta/tally/days meta/tally/services meta/untidy services/`),
	},
	// Three days: one that ended by itself, one that was opened again after the next had begun and then closed by staff, and
	// the current one, with tickets in every state, one of them called and not called again, a paused counter, a stopped
	// service, two codes, notices in every state, and a customer who has left.
	{
		2, 3, `2026-11-21, last change 2026-11-21 09:48:30, untidy false
day 1 2026-11-19 from 2026-11-19 09:00:00 to 2026-11-20 09:00:30 by "", reopened false
day 2 2026-11-20 from 2026-11-20 09:00:30 to 2026-11-21 08:30:30 by "desk", reopened true
day 3 2026-11-21 from 2026-11-21 08:30:30 to 0001-01-01 00:00:00 by "", reopened false
A001 done 4, A002 missed 4, A003 expired 5, A004 held 2, A005 serving 3, B001 called 2, B002 cancelled 2, A006 waiting 1, A007 waiting 1, A008 waiting 1, A009 waiting 1, B003 waiting 1
called accepted 2001, near void, called refused 43004, near void, called void, called accepted 2002, near pending, called void, near void, called void, called void, called expired
code join/general of general: v1.join.general.0123456789abcdef
code join/loan of loan: v1.join.loan.0123456789abcdef
counter 1 paused, counter 2 open, counter 3 open
service pension on 2026-11-21 stopped true
11 bindings, 0 contacts, 44 operations
`,
		strings.Fields("codes/join/general codes/join/loan contacts/ meta/schema meta/tally/codes meta/tally/contacts"),
	},
}

// eachOld runs a test with each old file.
func eachOld(t *testing.T, test func(t *testing.T, old oldFile)) {
	for _, old := range oldFiles {
		t.Run(fmt.Sprintf("schema %d", old.schema), func(t *testing.T) { test(t, old) })
	}
}

// kept is where an upgrade of a store puts a copy of the file as it was.
func (o oldFile) kept(path string) string { return fmt.Sprintf("%s.schema-%d", path, o.schema) }

// mustWrite writes the file.
func (o oldFile) mustWrite(t *testing.T, path string) []byte {
	t.Helper()
	packed, err := os.Open(fmt.Sprintf("testdata/schema-%d.db.gz", o.schema))
	mustDo(t, err)
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	mustDo(t, err)
	file, err := io.ReadAll(unpacked)
	mustDo(t, err)
	mustWrite(t, path, file)
	return file
}

// wantUpgraded holds that a store has what the old file had, and what came with later schemas.
func (o oldFile) wantUpgraded(t *testing.T, got *queue.Saved) {
	t.Helper()
	if said := summary(got); said != o.says {
		t.Errorf("got\n%s\nwant\n%s", said, o.says)
	}
}

// summary is the gist of what a store holds.
func summary(s *queue.Saved) string {
	const clock = "2006-01-02 15:04:05"
	var text strings.Builder
	line := func(list []string) { fmt.Fprintln(&text, strings.Join(list, ", ")) }
	fmt.Fprintf(&text, "%s, last change %s, untidy %v\n", s.Day, s.At.Format(clock), s.Untidy)
	for _, d := range s.Days {
		fmt.Fprintf(&text, "day %d %s from %s to %s by %q, reopened %v\n", d.Seq, d.Date, d.OpenedAt.Format(clock), d.ClosedAt.Format(clock), d.By, d.Reopened)
	}
	line(texts(s.Tickets, func(t queue.Ticket) string { return fmt.Sprint(t.Number, " ", t.State, " ", len(t.Steps)) }))
	line(texts(s.Notices, func(n queue.Notice) string {
		return strings.TrimSpace(fmt.Sprint(n.Kind, " ", n.State, " ", n.MessageID, n.Reason))
	}))
	for _, c := range s.Codes {
		fmt.Fprintf(&text, "code %s of %s: %s\n", c.Key(), c.Service, c.Scene)
	}
	line(texts(s.Counters, func(c queue.CounterRecord) string { return fmt.Sprint("counter ", c.ID, " ", c.State) }))
	for _, r := range s.Services {
		fmt.Fprintf(&text, "service %s on %s stopped %v\n", r.ID, r.Day, r.Stopped)
	}
	fmt.Fprintf(&text, "%d bindings, %d contacts, %d operations\n", len(s.Bindings), len(s.Contacts), len(s.Operations))
	return text.String()
}

func texts[R any](list []R, text func(R) string) (all []string) {
	for _, r := range list {
		all = append(all, text(r))
	}
	return all
}

// mustValues reads every key and value of a file, each key behind the names of its buckets, which have no value.
func mustValues(t *testing.T, path string) map[string]string {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	mustDo(t, err)
	defer db.Close()
	values := map[string]string{}
	mustDo(t, db.View(func(tx *bbolt.Tx) error { return readValues(values, "", tx.Cursor().Bucket()) }))
	return values
}

func readValues(to map[string]string, path string, b *bbolt.Bucket) error {
	return b.ForEach(func(key, value []byte) error {
		if value != nil {
			to[path+string(key)] = string(value)
			return nil
		}
		to[path+string(key)+"/"] = ""
		return readValues(to, path+string(key)+"/", b.Bucket(key))
	})
}
