package core_test

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// A sample of the slip is drawn where it was asked for, with a code that can be read; what stood there
// is replaced, and nothing else left.
func TestCheckDrawsASlip(t *testing.T) {
	e := mustExamine(t)
	e.settings.Printer.Layout = "# {{.Number}}\n![qr]"
	if err := os.WriteFile(e.slip, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	well, said := e.check()
	if !well || !strings.Contains(said, "drawn in: "+e.slip) {
		t.Fatalf("got %t and\n%s", well, said)
	}
	data, err := os.ReadFile(e.slip)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil || picture.Bounds().Dx() != 576 {
		t.Fatalf("got a picture of %v, %v, want one 576 dots wide", picture, err)
	}
	bits, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	if code, err := qrcode.NewQRCodeReader().Decode(bits, nil); err != nil || !strings.Contains(code.GetText(), "sample") {
		t.Errorf("the code says %v, %v", code, err)
	}
	if names, _ := filepath.Glob(filepath.Join(filepath.Dir(e.slip), "*")); len(names) != 1 {
		t.Errorf("it left %q", names)
	}
	e.slip = filepath.Join(e.slip, "nowhere.png")
	if well, said = e.check(); well || !strings.Contains(said, "cannot be drawn in "+e.slip) {
		t.Errorf("got %t and\n%s", well, said)
	}
}

// Where a printer is set up the sample is printed; one that is not there is wrong, and says what goes on.
func TestCheckPrints(t *testing.T) {
	device := filepath.Join(t.TempDir(), "lp0")
	if err := os.WriteFile(device, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	e := mustExamine(t)
	e.slip, e.settings.Printer.URL = "", "file:"+device
	if well, said := e.check(); !well || !strings.Contains(said, "The printer file:"+device+" took a sample slip") {
		t.Errorf("got %t and\n%s", well, said)
	}
	job, err := os.ReadFile(device)
	if err != nil || !bytes.HasPrefix(job, []byte{0x1B, 0x40, 0x1D, 0x76, 0x30}) {
		t.Errorf("the device got % x…, %v, want a slip", job[:min(8, len(job))], err)
	}
	for url, want := range map[string]string{
		"tcp://127.0.0.1:1": "is not ready", "file:/dev/full": "is out of paper", "file:" + device + "x": "is not ready",
	} {
		e.settings.Printer.URL = url
		if well, said := e.check(); well || !strings.Contains(said, "wrong: ") || !strings.Contains(said, "The printer "+url+" "+want) {
			t.Errorf("%s: got %t and\n%s", url, well, said)
		}
	}
}
