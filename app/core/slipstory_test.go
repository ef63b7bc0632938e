package core_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"paihao/app/printer"
	"paihao/queue"
)

// mustListen is a printer on the network that says nothing. It gives the jobs it took.
func mustListen(t *testing.T) (address string, jobs <-chan []byte) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	took := make(chan []byte, 10)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			job, _ := io.ReadAll(conn)
			conn.Close()
			if at := bytes.Index(job, []byte{0x1B, 0x40}); at >= 0 { // or else it was only asked how it is
				took <- job[at:]
			}
		}
	}()
	return "tcp://" + l.Addr().String(), took
}

// mustPicture is what the bands of a job print.
func mustPicture(t *testing.T, job []byte) image.Image {
	t.Helper()
	var rows [][]byte
	for {
		at := bytes.Index(job, []byte{0x1D, 0x76, 0x30, 0x00})
		if at < 0 {
			break
		}
		wide, high := int(binary.LittleEndian.Uint16(job[at+4:])), int(binary.LittleEndian.Uint16(job[at+6:]))
		job = job[at+8:]
		for range high {
			rows, job = append(rows, job[:wide]), job[wide:]
		}
	}
	if len(rows) == 0 {
		t.Fatal("a job without a picture")
	}
	picture := image.NewGray(image.Rect(0, 0, len(rows[0])*8, len(rows)))
	for i := range picture.Pix {
		x, y := i%picture.Stride, i/picture.Stride
		picture.SetGray(x, y, color.Gray{0xFF})
		if rows[y][x/8]&(0x80>>(x%8)) != 0 {
			picture.SetGray(x, y, color.Gray{})
		}
	}
	return picture
}

// A slip of the running kiosk has the code that binds its ticket to the WeChat of who scans it.
func TestSlipBinds(t *testing.T) {
	settings := mustSettings(t, t.TempDir())
	address, jobs := mustListen(t)
	settings.Printer.URL, settings.Printer.Paper, settings.Printer.Layout = address, 58, printer.CodeMark
	h := mustOpen(t, settings)
	var attendant queue.Attendant = h.Kiosk
	ticket := h.do(queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromTouch}).Ticket
	code := must(attendant.TicketCode(t.Context(), ticket.ID, false)) // now a slip need not wait for WeChat, which it does not do for long
	if err := attendant.PrintSlip(t.Context(), ticket.ID); err != nil {
		t.Fatal(err)
	}
	bits, err := gozxing.NewBinaryBitmapFromImage(mustPicture(t, <-jobs))
	if err != nil {
		t.Fatal(err)
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true}
	printed, err := qrcode.NewQRCodeReader().Decode(bits, hints)
	if err != nil {
		t.Fatal(err)
	}
	if printed.GetText() != code.URL || code.URL == "" {
		t.Errorf("the slip's code says %q, want %q", printed.GetText(), code.URL)
	}
	scan(t, h, "o-paper", code.Ticket)
	h.told("o-paper", "绑定成功")
	h.see("the printer", func(v queue.View) bool { return v.Health.Printer == queue.PrinterWell && v.Health.Unprinted == "" })
}

// Without its printer the hall goes on: the ticket stands, and the windows know that it has no slip.
func TestSlipWithoutItsPrinter(t *testing.T) {
	settings := mustSettings(t, t.TempDir())
	settings.Printer.URL = "file:/nowhere/lp0"
	h := mustOpen(t, settings)
	ticket := h.do(queue.Command{Verb: queue.Take, Service: "general", Origin: queue.FromTouch}).Ticket
	if err := h.PrintSlip(t.Context(), ticket.ID); !errors.Is(err, printer.ErrSilent) {
		t.Errorf("got %v, want ErrSilent", err)
	}
	h.see("what has no slip", func(v queue.View) bool {
		return v.Health.Printer == queue.PrinterSilent && strings.Contains(v.Health.Unprinted, ticket.Number)
	})
	h.do(queue.Command{Verb: queue.Open, Counter: "1"})
	if called := h.do(queue.Command{Verb: queue.CallNext, Counter: "1"}).Ticket; called == nil || called.Number != ticket.Number {
		t.Errorf("called %v, want %s", called, ticket.Number)
	}
}
