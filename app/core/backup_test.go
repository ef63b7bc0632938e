package core_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"paihao/app/core"
	"paihao/queue"
)

// Backups are made while staff press as fast as they can. What was acknowledged before a backup was asked for is in it, and
// two at once do not disturb each other.
func TestBackupWhileRunning(t *testing.T) {
	dir := t.TempDir()
	s := mustSettings(t, dir)
	h := mustOpen(t, s)
	stop := make(chan struct{})
	var writing sync.WaitGroup
	for range 64 {
		writing.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				press := queue.Command{Verb: queue.Take, Service: "general"}
				if n%10 > 0 { // so that there are not too many tickets in the end
					press = queue.Command{Verb: []queue.Verb{queue.Open, queue.Pause}[n%2], Counter: "1"}
				}
				if _, err := h.Queue.Do(t.Context(), press); err != nil {
					t.Errorf("%s while a backup is made: %v", press.Verb, err)
					return
				}
			}
		})
	}
	var backing sync.WaitGroup
	for worker := range 2 {
		backing.Go(func() {
			taken := taken(h)
			path := filepath.Join(dir, fmt.Sprintf("backup-%d.db", worker))
			report, err := core.Backup(t.Context(), s.DataFile(), path)
			if err != nil || report.Tickets < taken {
				t.Errorf("the backup holds %d tickets (%v), want the %d that were taken before, at least", report.Tickets, err, taken)
				return
			}
			info, err := os.Stat(path)
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("the backup: %v, %v, want mode 0600", info, err)
			}
		})
	}
	backing.Wait()
	close(stop)
	writing.Wait()
	if report, err := core.Verify(t.Context(), s.DataFile()); err != nil || report.Tickets != taken(h) {
		t.Errorf("while it runs the file is told to hold %+v (%v), want %d tickets", report, err, taken(h))
	}
	told, err := os.ReadFile(s.DataFile() + ".door")
	var door struct{ Token string }
	if err := errors.Join(err, json.Unmarshal(told, &door)); err != nil || len(door.Token) != 64 {
		t.Fatalf("the door: %v, a token of %d characters, want 64", err, len(door.Token))
	}
	h.mustClose()
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	if door, _ := filepath.Glob(s.DataFile() + ".door"); err != nil || len(left) > 0 || len(door) > 0 {
		t.Errorf("%v and %v are left behind (%v)", left, door, err)
	}
	if strings.Contains(h.log.String(), door.Token) {
		t.Error("the log tells the door's token")
	}
}

// taken is how many tickets the hall has given out.
func taken(h *hall) (n int) {
	for _, of := range h.Queue.View().Totals {
		n += of
	}
	return n
}

// A hall that runs on a file with damaged records is told where they are, and why there is no backup.
func TestDamagedRecordsWhileRunning(t *testing.T) {
	dir := t.TempDir()
	s := mustSettings(t, dir)
	h := mustOpen(t, s)
	h.do(queue.Command{Verb: queue.Take, Service: "general", Customer: queue.Customer{App: s.WeChat.AppID, OpenID: "o-customer-0001"}})
	h.see("the codes, after which nothing is written that could move the record", func(v queue.View) (all bool) {
		h.Queue.Look(func(b *queue.Book) {
			all = len(b.Codes(queue.Join)) == len(v.Services) && len(b.Codes(queue.Channel)) == len(s.Channels)
		})
		return all
	})
	core.MustSpoil(t, s.DataFile(), "o-customer-0001")
	report, err := core.Verify(t.Context(), s.DataFile())
	words := core.FileWords(err)
	if err == nil || report.Tickets != 1 || !strings.Contains(words, "\n  bindings: 1") || !strings.Contains(words, "sound tickets: 1,") {
		t.Errorf("verify: %+v, %s, want the ticket and where the damaged record is", report, words)
	}
	_, err = core.Backup(t.Context(), s.DataFile(), filepath.Join(dir, "backup.db"))
	words = core.FileWords(err)
	if err == nil || !strings.Contains(words, "-damaged") || !strings.Contains(words, "\n  bindings: 1") {
		t.Errorf("backup: %s, want where the damaged record is, and the flawed nightly copy", words)
	}
}

// Without an API token there is an API for the program's own sub-commands alone.
func TestDoorWithoutAPI(t *testing.T) {
	dir := t.TempDir()
	s := mustSettings(t, dir)
	s.Listen.APIToken, s.Tokens = "", nil
	h := mustOpen(t, s)
	resp, err := http.Get("http://" + h.LocalAddr() + "/api/v1/queue")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusNotFound {
		t.Errorf("the API answers %d, want 404", resp.StatusCode)
	}
	if _, err := core.Backup(t.Context(), s.DataFile(), filepath.Join(dir, "backup.db")); err != nil {
		t.Error(err)
	}
}

// Health tells how the data file and its copies are.
func TestHealthOfData(t *testing.T) {
	h := mustOpen(t, mustSettings(t, t.TempDir()))
	resp, err := http.Get("http://" + h.LocalAddr() + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var health struct {
		Writable bool
		Data     *struct {
			Damage []core.Damage
			Copies *core.Keeping
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&health); err != nil {
		t.Fatal(err)
	}
	if !health.Writable || health.Data == nil || len(health.Data.Damage) > 0 || health.Data.Copies == nil {
		t.Errorf("health is %+v, want a writable store with sound data and its copies", health)
	}
}

// A damaged data file is never opened nor changed, and the newest copy that can be brought back is named.
func TestDamagedStart(t *testing.T) {
	dir := t.TempDir()
	s := mustSettings(t, dir)
	h := mustOpen(t, s)
	h.do(queue.Command{Verb: queue.Take, Service: "general"})
	if err := os.MkdirAll(filepath.Join(dir, "backups"), 0o700); err != nil {
		t.Fatal(err)
	}
	good := filepath.Join(dir, "backups", "trial-9999-12-31.db") // newer than the kiosk's own copy, if it is made in time
	if _, err := core.Backup(t.Context(), s.DataFile(), good); err != nil {
		t.Fatal(err)
	}
	h.mustClose()
	if err := os.Truncate(s.DataFile(), 9000); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(s.DataFile())
	if err != nil {
		t.Fatal(err)
	}
	_, err = core.Open(t.Context(), core.Options{Settings: s, Trial: true, Sandbox: "127.0.0.1:0"})
	var damaged *core.DamagedError
	if !errors.As(err, &damaged) {
		t.Fatalf("open: %v, want a DamagedError", err)
	}
	if words := damaged.Remedy("paihao -trial"); !strings.Contains(words, "\nThis command") || !strings.Contains(words, "paihao -trial restore "+good) {
		t.Errorf("the words are %q, want the command that brings %s back", words, good)
	}
	if after, err := os.ReadFile(s.DataFile()); err != nil || string(after) != string(before) {
		t.Errorf("the damaged file has changed (%v)", err)
	}
}
