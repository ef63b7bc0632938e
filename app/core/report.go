package core

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"paihao/app/config"
	"paihao/assets"
	"paihao/queue"
)

// Reporting is what a report for whoever helps is made of.
type Reporting struct {
	Settings *config.Settings // where Trouble is said, what remains of them
	Trouble  error            // why the settings cannot be used, nil for those that can
	Trial    bool
	Version  string // of the program
}

// longestAnswer is how many bytes of what the kiosk says of itself are kept, far more than that has.
const longestAnswer = 1 << 20

// Write packs what helps to find out what is wrong into a new zip file, readable to nobody else: the newest of the log, what
// was set, whether the data is sound, how the kiosk says that it is, versions, sizes and the list of copies. Nothing in it says
// who a customer is or lets somebody in. Trouble with a part stands in that part: where much is wrong a report is wanted most.
// The file appears complete or not at all. Errors: see FileWords.
func (r Reporting) Write(ctx context.Context, path string) error {
	_, err := makeNew(path, func(p *part) (Report, error) { return Report{}, r.pack(ctx, p.file()) })
	return err
}

func (r Reporting) pack(ctx context.Context, path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	z := zip.NewWriter(file)
	err = r.fill(ctx, z)
	return errors.Join(err, z.Close(), file.Sync(), file.Close())
}

func (r Reporting) fill(ctx context.Context, z *zip.Writer) error {
	saved, verified := r.examine(ctx)
	s := newScrubber(r.Settings, saved)
	running, answers := r.ask(ctx)
	if err := ctx.Err(); err != nil {
		return err
	}
	entries := []entry{
		{"report.txt", r.summary(verified, running)},
		{"settings.txt", r.set()},
	}
	entries = append(entries, answers...)
	entries = append(entries, logs(r.Settings.LogFolder())...)
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: zip.Deflate, Modified: time.Now()})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, s.text(e.text)); err != nil {
			return err
		}
	}
	return nil
}

// entry is one file of a report.
type entry struct{ name, text string }

// examine looks whether the data is sound, as verify does, and says so in words. saved is what it holds, if it can be read, so
// that nobody in it is named in the report.
func (r Reporting) examine(ctx context.Context) (saved *queue.Saved, words string) {
	data := r.Settings.DataFile()
	if _, err := os.Stat(data); errors.Is(err, fs.ErrNotExist) {
		return nil, FileWords(&FileError{data, err})
	}
	var found Report
	_, err := inspect(ctx, data) // by a process of its own, since a file that is cut off may kill whoever copies it
	if err == nil || errors.Is(err, queue.ErrLocked) || errors.As(err, new(*DamagedRecordsError)) {
		found, err = inspectCopyThen(ctx, data, source{data, reachWithin}.fetch, func(copied string) {
			saved, _, _ = loadStore(ctx, copied, "", "") // what is wrong with it has been found already
		})
	}
	if err != nil {
		return saved, FileWords(inFile(data, err))
	}
	return saved, assets.Both("verify.sound", "path", data, "days", found.Days, "tickets", found.Tickets, "revision", found.Revision)
}

// ask lets the kiosk that runs say how it is, and tells in words whether one does.
func (r Reporting) ask(ctx context.Context) (running string, answers []entry) {
	d, err := readDoor(r.Settings.DataFile())
	if errors.Is(err, fs.ErrNotExist) {
		return "no", nil
	}
	if err == nil {
		err = d.knock(ctx)
	}
	if err != nil {
		return "no answer: " + err.Error(), nil
	}
	for _, e := range []entry{{"health.json", "healthz"}, {"metrics.txt", "metrics"}} {
		text, err := d.look(ctx, e.text)
		if err != nil {
			text = err.Error()
		}
		answers = append(answers, entry{e.name, text})
	}
	return "yes, at " + d.Address, answers
}

// look reads what the door tells everybody on this machine, whatever its status.
func (d door) look(ctx context.Context, path string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, knockWithin)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+d.Address+"/"+path, nil)
	if err != nil {
		return "", err
	}
	answer, err := knocker.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, longestAnswer))
	return string(text), err
}

// summary is the page to begin with.
func (r Reporting) summary(verified, running string) string {
	s := r.Settings
	var b strings.Builder
	put := func(name string, what ...any) { fmt.Fprintf(&b, "%s: %s", name, fmt.Sprintln(what...)) }
	b.WriteString(assets.Both("report.about") + "\n\n")
	now := time.Now()
	put("made", now.Format(time.RFC3339), now.UTC().Format(time.RFC3339))
	put("paihao", r.Version)
	put("go", runtime.Version(), runtime.GOOS+"/"+runtime.GOARCH, runtime.NumCPU(), "processors")
	put("system", system())
	if r.Trouble != nil {
		b.WriteString("\n" + assets.Both("report.trouble") + "\n" + r.Trouble.Error() + "\n\n")
	}
	put("trial", r.Trial)
	put("running", running)
	put("windows", "screen", s.Windows.Screen+",", "desk", s.Windows.Desk+",", "take", s.Windows.Take)
	put("zone of the venue", s.Venue.Timezone, now.In(s.Venue.Timezone).Format(time.RFC3339))
	put("settings", s.Dir)
	put("data", s.DataFile())
	b.WriteString(verified + "\n\n")
	for _, dir := range []string{filepath.Dir(s.DataFile()), copiesDir(s.DataFile()), s.LogFolder()} {
		if dir != "" {
			b.WriteString(listing(dir, stem(s.DataFile())))
		}
	}
	return b.String()
}

// stem is how the names of all begin that belongs to a data file.
func stem(data string) string { return strings.TrimSuffix(filepath.Base(data), filepath.Ext(data)) }

// listing is what of ours lies in a folder, with sizes and times, and how much room there is.
func listing(dir, stem string) string {
	var b strings.Builder
	b.WriteString(dir)
	if free, known := freeRoom(dir); known {
		fmt.Fprintf(&b, ", %d MB free", free>>20)
	}
	b.WriteByte('\n')
	entries, err := os.ReadDir(dir)
	if err != nil {
		fmt.Fprintln(&b, "  "+err.Error())
	}
	for _, e := range entries {
		info, err := e.Info()
		ours := strings.HasPrefix(e.Name(), stem) || strings.HasPrefix(e.Name(), ".") && strings.Contains(e.Name(), partMark) || isLog(e.Name())
		if err == nil && ours { // two blanks: a size and a year may look like a phone number
			fmt.Fprintf(&b, "  %s %12d  %s %s\n", info.Mode(), info.Size(), info.ModTime().Format(time.RFC3339), e.Name())
		}
	}
	return b.String() + "\n"
}

// set is what was set, and what that gave occasion to say.
func (r Reporting) set() string {
	var b strings.Builder
	if r.Trouble != nil {
		b.WriteString("# " + strings.ReplaceAll(assets.Both("report.remains"), "\n", "\n# ") + "\n")
	}
	b.WriteString(r.Settings.Told())
	for _, w := range r.Settings.Warnings {
		fmt.Fprintf(&b, "\n# %s", w)
	}
	return b.String()
}
