package boltstore_test

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"paihao/queue/boltstore"
)

// bout is what a run of the script on a failing disk has said.
type bout struct {
	list               []said
	injected           int
	reopened, readOnly bool
}

func parseBout(text string) (b bout, err error) {
	for line := range strings.Lines(text) {
		var s said
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			return b, fmt.Errorf("the program said %q: %w", line, err)
		}
		b.list = append(b.list, s)
		b.reopened = b.reopened || s.Opened > 0
		b.readOnly = b.readOnly || s.Answer == readOnly
	}
	return b, nil
}

// mustBout runs the script with faults put in, and holds its answers against what is in the store afterwards.
func mustBout(t *testing.T, faults ...string) bout {
	t.Helper()
	path := filepath.Join(t.TempDir(), storeName)
	calls, out := mustTrace(t, syncPart, path, syncCalls, inject(faults)...)
	b, err := parseBout(string(out))
	if err == nil {
		err = b.settle(path)
	}
	if err != nil {
		t.Error(err)
	}
	for _, c := range calls {
		if c.injected {
			b.injected++
		}
	}
	return b
}

func inject(faults []string) (args []string) {
	for _, f := range faults {
		args = append(args, "-e", "inject="+f)
	}
	return args
}

// settle holds that what was acknowledged is in the store as it was said, and what was refused is not.
func (b *bout) settle(path string) error {
	store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve, NoSync: true})
	if err != nil {
		return err
	}
	defer store.Close()
	saved, err := store.Load(context.Background())
	if err != nil || len(store.Damage()) > 0 {
		return fmt.Errorf("load: %w, with damage %v", err, store.Damage())
	}
	kept := map[string]string{}
	for _, o := range saved.Operations {
		outcome, _ := json.Marshal(o.Outcome)
		kept[o.Name] = string(outcome)
	}
	doubt := true // the first command that finds the store read only may have been written
	for _, s := range b.list {
		outcome, ok := kept[s.Name]
		switch {
		case s.Answer == written && outcome != string(s.Outcome):
			return fmt.Errorf("%s %s was acknowledged as %s, and is there as %q", s.Name, s.Verb, s.Outcome, outcome)
		case s.Answer == readOnly && ok && !doubt, s.Answer == not && ok, s.Answer == denied && ok:
			return fmt.Errorf("%s %s was answered with %q, and is there", s.Name, s.Verb, s.Answer)
		case !slices.Contains([]string{written, not, denied, readOnly}, s.Answer):
			return fmt.Errorf("%s %s was answered with %q", s.Name, s.Verb, s.Answer)
		}
		doubt = doubt && s.Answer != readOnly
	}
	return nil
}
