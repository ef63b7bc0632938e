package core

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"paihao/assets"
	"paihao/queue"
)

// checkSettings passes on what the settings' reader found unwise. What is wrong in them is refused before.
func (u *checkup) checkSettings(context.Context) error {
	s := u.Settings
	for _, w := range s.Warnings {
		u.tell(Verdict{Doubtful, w.ZH, w.EN})
	}
	u.say(Well, "settings", "services", len(s.Services), "counters", len(s.Counters), "channels", len(s.Channels), "dir", s.Dir)
	return nil
}

// checkData looks whether the data file is sound and has room to grow. Before the first start there is none.
func (u *checkup) checkData(ctx context.Context) error {
	path := u.Settings.DataFile()
	report, err := u.verify(ctx, path)
	var records *DamagedRecordsError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, fs.ErrNotExist):
		u.say(Well, "data.none", "path", path)
	case errors.As(err, &records):
		u.say(Wrong, "data.records", "path", path, "days", records.Report.Days, "tickets", records.Report.Tickets,
			"places", strings.TrimSpace(strings.ReplaceAll(records.list(), "\n ", ",")))
	case errors.Is(err, queue.ErrDamaged):
		u.say(Wrong, "data.damaged", "path", path)
	case err != nil:
		zh, en := fileWords(err)
		u.tell(Verdict{Wrong, zh, en})
	default:
		u.say(Well, "data", "path", path, "days", report.Days, "tickets", report.Tickets)
	}
	free, known := freeRoom(existing(filepath.Dir(path)))
	switch args := []any{"free", megabytes(free), "need", megabytes(spareRoom)}; {
	case !known: // the system does not tell
	case free < spareRoom:
		u.say(Wrong, "room.none", args...)
	case free < 8*spareRoom:
		u.say(Doubtful, "room.little", args...)
	default:
		u.say(Well, "room", args...)
	}
	return nil
}

// verify inspects the data file, through the kiosk if one holds it.
func (u *checkup) verify(ctx context.Context, path string) (Report, error) {
	if u.running != nil {
		return inspectCopy(ctx, path, source{path, reachWithin}.ask)
	}
	return Verify(ctx, path)
}

// existing is the folder, or the first above it that is there.
func existing(dir string) string {
	for {
		if _, err := os.Stat(dir); err == nil || filepath.Dir(dir) == dir {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}

// checkRunning finds out whether a kiosk holds the data: its callback can be asked then.
func (u *checkup) checkRunning(ctx context.Context) error {
	d, err := readDoor(u.Settings.DataFile())
	if err == nil {
		err = d.knock(ctx)
	}
	if err != nil {
		return ctx.Err()
	}
	u.running = &d
	u.say(Well, "running", "address", d.Address)
	return nil
}

// fileWords is what is wrong with a file in both languages.
func fileWords(err error) (zh, en string) {
	key, args := fileSentence(err)
	return assets.Words(key, args...)
}
