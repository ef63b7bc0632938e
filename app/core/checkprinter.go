package core

import (
	"context"
	"errors"
	"image"
	"image/png"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"paihao/app/config"
	"paihao/app/printer"
	"paihao/queue"
)

// slipPicture is the file, among the system's temporary ones, that a sample is drawn into where nobody has named one.
const slipPicture = "paihao-slip.png"

// checkPrinter prints a sample slip where a printer is set up, unless a file is named to draw it into; without a printer it
// is drawn as well, so that the layout can be looked at.
func (u *checkup) checkPrinter(ctx context.Context) error {
	if u.Settings.Printer.URL == config.NoPrinter || u.Slip != "" {
		u.drawSample()
		return nil
	}
	status, err := u.printSample(ctx)
	url := u.Settings.Printer.URL
	switch {
	case errors.Is(err, printer.ErrNoPaper):
		u.say(Wrong, "printer.paper", "url", url)
	case errors.Is(err, printer.ErrHalf):
		u.say(Wrong, "printer.half", "url", url, "reason", err)
	case err != nil:
		u.say(Wrong, "printer.silent", "url", url, "reason", err)
	case status.Low:
		u.say(Doubtful, "printer.low", "url", url)
	default:
		u.say(Well, "printer", "url", url)
	}
	return nil
}

// drawSample draws the sample into a file.
func (u *checkup) drawSample() {
	path := u.Slip
	if path == "" {
		path = filepath.Join(os.TempDir(), slipPicture)
	}
	if err := writePicture(path, u.sample()); err != nil {
		u.say(Wrong, "slip.failed", "path", path, "reason", err)
		return
	}
	u.say(Well, "slip", "path", path)
}

// writePicture writes a PNG. What stood there before is replaced once the new one is whole; a link is not followed.
func writePicture(path string, picture image.Image) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".paihao-slip-*")
	if err != nil {
		return err
	}
	err = errors.Join(png.Encode(f, picture), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// sample is a slip of this venue that says that nobody took a ticket for it.
func (u *checkup) sample() *image.Paletted {
	venue := u.Settings.Hall()
	s := slipper{settings: &u.Settings, venue: &venue, now: u.Now, log: slog.New(slog.DiscardHandler), code: sampleCode}
	first := venue.Services[0]
	slip := s.slip(context.Background(), queue.Standing{
		Number: first.Prefix + "012", Service: first.ID, State: queue.Waiting, Party: first.Party.Max, Ahead: 7,
		Wait: &queue.Range{Low: 20 * time.Minute, High: 30 * time.Minute}, IssuedAt: u.Now(),
	})
	slip.Text = s.lines("slip.sample") + slip.Text
	return slip.Draw(u.Settings.Printer.Paper)
}

// sampleCode is as long as WeChat's, and leads nowhere.
func sampleCode(context.Context, string, bool) (queue.Code, error) {
	return queue.Code{URL: "http://weixin.qq.com/q/02-paihao-sample-000000000000"}, nil
}
