package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// api asks a trial's local door, and gives the answer's body.
func (p *program) api(method, route, body string) (status int, text []byte, err error) {
	request, err := http.NewRequest(method, "http://"+p.value("PAIHAO_LISTEN_LOCAL")+"/api/v1/"+route, strings.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	request.Header.Set("Authorization", "Bearer paihao-trial-token")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	text, err = io.ReadAll(answer.Body)
	return answer.StatusCode, text, err
}

// mustTake takes a ticket, and gives its id and number.
func (p *program) mustTake() (id, number string) {
	p.t.Helper()
	status, text, err := p.api(http.MethodPost, "tickets", `{"service":"general"}`)
	var ticket struct{ ID, Number string }
	if err == nil {
		err = json.Unmarshal(text, &ticket)
	}
	if err != nil || status != http.StatusCreated {
		p.t.Fatalf("a ticket: %d %s (%v)", status, text, err)
	}
	return ticket.ID, ticket.Number
}

// has checks whether the hall knows a ticket.
func (p *program) has(id, number string, want bool) {
	p.t.Helper()
	status, text, err := p.api(http.MethodGet, "tickets/"+id, "")
	if found := status == http.StatusOK && bytes.Contains(text, []byte(`"number":"`+number+`"`)); err != nil || found != want {
		p.t.Errorf("ticket %s: %d %s (%v), want that it is there: %v", number, status, text, err, want)
	}
}

// A venue's data is backed up while it runs, brought back, and the hall is as it was.
func TestBackupAndRestore(t *testing.T) {
	p := newProgram(t)
	data, backup := p.file("trial.db"), filepath.Join(p.home, "backup.db")
	stop := p.start("-trial", "-headless")
	id, number := p.mustTake()
	p.run("-trial", "backup", backup).ends(t, "a backup while it runs", well, "已备份到 "+backup, "days: 1, tickets: 1,")
	p.run("-trial", "backup", backup).ends(t, "the same again", failed, backup+" exists and is left as it is")
	p.run("-trial", "verify").ends(t, "verify while it runs", well, data+" is sound: days: 1, tickets: 1,")
	p.run("verify", data).ends(t, "verify by name while it runs", well, data+" is sound")
	later, laterNumber := p.mustTake()
	before := mustStat(t, data)
	p.run("-trial", "restore", backup).ends(t, "restore while it runs", failed, "排号正在运行", "Close Paihao first")
	if kept, err := filepath.Glob(data + ".before-restore-*"); !os.SameFile(before, mustStat(t, data)) || err != nil || len(kept) > 0 {
		t.Errorf("the refused restore put another file in the data's place, or kept %v (%v)", kept, err)
	}
	stop().ends(t, "the first run", well)

	p.run("-trial", "verify").ends(t, "verify at rest", well, data+" is sound: days: 1, tickets: 2,")
	p.run("verify", backup).ends(t, "verify of the backup", well, "tickets: 1,")
	p.run("-trial", "backup", backup+"2").ends(t, "a backup at rest", well, "tickets: 2,")
	e := p.run("-trial", "restore", backup)
	e.ends(t, "restore", well, "已用 "+backup+" 恢复", "kept as: "+data+".before-restore-")
	kept := strings.TrimSpace(e.stdout[strings.LastIndex(e.stdout, "kept as: ")+len("kept as: "):])
	p.run("verify", kept).ends(t, "verify of the old file", well, "tickets: 2,")

	stop = p.start("-trial", "-headless")
	p.has(id, number, true)
	p.has(later, laterNumber, false)
	stop().ends(t, "the run after it", well)
}

func mustStat(t *testing.T, path string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Two backups at once, while 64 callers press as fast as they can: both are sound, and hold what was acknowledged before.
func TestBackupUnderLoad(t *testing.T) {
	p := newProgram(t)
	stop := p.start("-trial", "-headless")
	defer stop()
	before := 0
	for range 20 {
		p.mustTake()
		before++
	}
	over := make(chan struct{})
	var pressing, backing sync.WaitGroup
	for range 64 {
		pressing.Go(func() {
			for {
				select {
				case <-over:
					return
				default:
				}
				if status, text, err := p.api(http.MethodPost, "counters/1/open", ""); err != nil || status != http.StatusOK {
					t.Errorf("a press while a backup is made: %d %s (%v)", status, text, err)
					return
				}
			}
		})
	}
	for i := range 2 {
		path := filepath.Join(p.home, fmt.Sprintf("backup-%d.db", i))
		backing.Go(func() {
			p.run("-trial", "backup", path).ends(t, "a backup under load", well, fmt.Sprintf("tickets: %d,", before))
			p.run("verify", path).ends(t, "its check", well, fmt.Sprintf("tickets: %d,", before))
		})
	}
	backing.Wait()
	close(over)
	pressing.Wait()
	http.DefaultClient.CloseIdleConnections()
}

// On a machine where Paihao has never run, nothing is restored into a trial that nobody asked for.
func TestRestoreOnNewMachine(t *testing.T) {
	p := newProgram(t)
	p.start("-trial", "-headless")().ends(t, "a run that makes the data", well)
	backup := filepath.Join(t.TempDir(), "backup.db")
	p.run("-trial", "backup", backup).ends(t, "a backup", well)
	p.home = t.TempDir()
	p.set("XDG_CONFIG_HOME", p.home)
	for _, args := range [][]string{{"restore", backup}, {"backup", backup + "2"}, {"verify"}} {
		p.run(args...).ends(t, args[0], misuse, "找不到设置文件："+p.file("paihao.toml"))
	}
	if left, err := os.ReadDir(p.home); err != nil || len(left) > 0 {
		t.Errorf("%v was made (%v), want nothing", left, err)
	}
	p.run("verify", backup).ends(t, "verify of a named file", well, backup+" is sound")
	p.run("-trial", "restore", backup).ends(t, "restore into a trial that is asked for", well, "已用 "+backup+" 恢复")
}

// Whatever stands in the way of a backup is said in words, and nothing is left behind.
func TestBackupRefused(t *testing.T) {
	p := newProgram(t)
	p.start("-trial", "-headless")().ends(t, "a run that makes the data", well)
	text := mustWrite(t, filepath.Join(p.home, "text.db"), bytes.Repeat([]byte("this is not a database\n"), 1000))
	for path, words := range map[string]string{
		text: "exists and is left as it is", p.home: "exists and is left as it is", "/proc/backup.db": "There is no /proc",
		filepath.Join(text, "x"): "not a directory", filepath.Join(p.home, "nowhere", "x"): "There is no " + p.home + "/nowhere.",
	} {
		p.run("-trial", "backup", path).ends(t, "a backup to "+path, failed, words)
	}
	for path, words := range map[string]string{text: text + " is damaged", p.home: p.home + " is not a file"} {
		p.run("verify", path).ends(t, "verify of "+path, failed, words)
		p.run("-trial", "restore", path).ends(t, "restore of "+path, failed, words)
	}
	if n := len(mustRead(t, text)); n != 23000 {
		t.Errorf("the file that is no backup has %d bytes now, want 23000", n)
	}
	for _, dir := range []string{p.home, filepath.Dir(p.file("trial.db"))} {
		if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) > 0 {
			t.Errorf("%v is left behind (%v)", left, err)
		}
	}
}

// The door of a run is nobody else's to read, goes with the run, and is not believed when the run has died.
func TestDoorOfRun(t *testing.T) {
	p := newProgram(t)
	door := p.file("trial.db.door")
	stop := p.start("-trial", "-headless")
	if info, err := os.Stat(door); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the door: %v, %v, want mode 0600", info, err)
	}
	stop().ends(t, "a run", well)
	if _, err := os.Stat(door); err == nil {
		t.Error("the door is there after a clean end")
	}
	p.start("-trial", "-headless")
	first := mustRead(t, door)
	if err := p.process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-p.over
	p.run("-trial", "backup", filepath.Join(p.home, "1.db")).ends(t, "a backup after the run has died", well)
	stop = p.start("-trial", "-headless")
	if second := mustRead(t, door); bytes.Equal(first, second) {
		t.Error("the door is the same in two runs")
	}
	p.run("-trial", "backup", filepath.Join(p.home, "2.db")).ends(t, "a backup of the next run", well)
	stop().ends(t, "the next run", well)
}

// A damaged data file does not start, and the words name the command that brings the newest good copy back.
func TestDamagedStart(t *testing.T) {
	p := newProgram(t)
	data, copied := p.file("trial.db"), filepath.Join(filepath.Dir(p.file("trial.db")), "backups", "trial-2026-11-20.db")
	stop := p.start("-trial", "-headless")
	id, number := p.mustTake()
	stop().ends(t, "the run", well)
	// The run has made a copy of its own if it lasted, which would be the newest.
	if err := errors.Join(os.RemoveAll(filepath.Dir(copied)), os.Mkdir(filepath.Dir(copied), 0o700)); err != nil {
		t.Fatal(err)
	}
	p.run("-trial", "backup", copied).ends(t, "a copy", well)
	damaged := mustRead(t, data)[:10000]
	mustWrite(t, data, damaged)
	moved := copied + ".moved"
	if err := os.Rename(copied, moved); err != nil {
		t.Fatal(err)
	}
	p.run("-trial", "-headless").ends(t, "a start without copies", failed, "请运行：paihao -trial restore 备份文件", "run: paihao -trial restore FILE")
	if err := os.Rename(moved, copied); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, strings.Replace(copied, "20.db", "21.db", 1), damaged)
	p.run("-trial", "-headless").ends(t, "a start", failed, "数据文件损坏", "最近一份完好的夜间备份："+copied, "paihao -trial restore "+copied)
	p.run("-trial", "verify").ends(t, "verify", failed, data+" is damaged")
	p.run("-trial", "restore", copied).ends(t, "restore", well, "kept as: ")
	stop = p.start("-trial", "-headless")
	p.has(id, number, true)
	stop().ends(t, "the run after it", well)
	kept, err := filepath.Glob(data + ".before-restore-*")
	if err != nil || len(kept) != 1 || !bytes.Equal(mustRead(t, kept[0]), damaged) {
		t.Errorf("kept are %v (%v), want the damaged file as it was", kept, err)
	}
}
