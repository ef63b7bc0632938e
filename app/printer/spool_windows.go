package printer

import (
	"context"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// spool is a printer of Windows. What its queue has taken counts as printed: when it comes out only Windows knows.
type spool struct {
	name string
	turn turn
}

func newSpool(name string) *spool { return &spool{name, newTurn()} }

var (
	winspool         = windows.NewLazySystemDLL("winspool.drv")
	openPrinter      = winspool.NewProc("OpenPrinterW")
	closePrinter     = winspool.NewProc("ClosePrinter")
	getPrinter       = winspool.NewProc("GetPrinterW")
	startDocPrinter  = winspool.NewProc("StartDocPrinterW")
	endDocPrinter    = winspool.NewProc("EndDocPrinter")
	startPagePrinter = winspool.NewProc("StartPagePrinter")
	endPagePrinter   = winspool.NewProc("EndPagePrinter")
	writePrinter     = winspool.NewProc("WritePrinter")
	abortPrinter     = winspool.NewProc("AbortPrinter")
)

// Print gives the job to the queue as it is (RAW). A queue that is known not to print gets none: it would print it when its
// customer is long gone. Source: learn.microsoft.com/windows/win32/printdocs/sending-data-directly-to-a-printer
func (s *spool) Print(ctx context.Context, job []byte) error {
	return s.turn.do(ctx, writeWithin, ErrHalf, func(context.Context) error {
		return s.with(func(printer uintptr) error {
			if state, err := status(printer); err != nil {
				return err
			} else if state.Err() != nil {
				return state.Err()
			}
			return document(printer, job)
		})
	})
}

// Status asks the queue.
func (s *spool) Status(ctx context.Context) (state Status, err error) {
	var found Status
	err = s.turn.do(ctx, connectWithin, ErrSilent, func(context.Context) error {
		return s.with(func(printer uintptr) (err error) {
			found, err = status(printer)
			return err
		})
	})
	if err != nil { // found may still be written to
		return Status{}, err
	}
	return found, nil
}

// with opens the printer.
func (s *spool) with(do func(printer uintptr) error) error {
	name, err := windows.UTF16PtrFromString(s.name)
	if err != nil {
		return silent(err)
	}
	var printer uintptr
	if err := call(openPrinter, uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&printer)), 0); err != nil {
		return err
	}
	defer func() { _ = call(closePrinter, printer) }()
	return do(printer)
}

// docInfo is DOC_INFO_1.
type docInfo struct{ name, file, kind *uint16 }

// document writes a job, which is one document of one page. One that is not taken whole is taken back.
func document(printer uintptr, job []byte) error {
	name, raw := windows.StringToUTF16Ptr("paihao"), windows.StringToUTF16Ptr("RAW")
	if err := call(startDocPrinter, printer, 1, uintptr(unsafe.Pointer(&docInfo{name: name, kind: raw}))); err != nil {
		return err
	}
	err := page(printer, job)
	if err != nil {
		_ = call(abortPrinter, printer)
		return err
	}
	return call(endDocPrinter, printer)
}

func page(printer uintptr, job []byte) error {
	if err := call(startPagePrinter, printer); err != nil {
		return err
	}
	var written uint32
	err := call(writePrinter, printer, uintptr(unsafe.Pointer(&job[0])), uintptr(len(job)), uintptr(unsafe.Pointer(&written)))
	if err != nil {
		return err
	}
	if int(written) != len(job) {
		return fmt.Errorf("%w: the queue took %d of %d bytes", ErrSilent, written, len(job))
	}
	return call(endPagePrinter, printer)
}

// The bits of PRINTER_INFO_6 that mean that nothing is printed.
// Source: learn.microsoft.com/windows/win32/printdocs/printer-info-2, "Status"
const (
	statusPaused       = 0x1
	statusError        = 0x2
	statusPaperJam     = 0x8
	statusPaperOut     = 0x10
	statusOffline      = 0x80
	statusNotAvailable = 0x1000
	statusDoorOpen     = 0x400000
)

// status is what the queue knows of its printer, which is nothing where its driver tells nothing.
func status(printer uintptr) (s Status, err error) {
	var bits, needed uint32
	err = call(getPrinter, printer, 6, uintptr(unsafe.Pointer(&bits)), unsafe.Sizeof(bits), uintptr(unsafe.Pointer(&needed)))
	if err != nil {
		return Status{}, err
	}
	is := func(mask uint32) bool { return bits&mask != 0 }
	return Status{
		Known: bits != 0, NoPaper: is(statusPaperOut), Cover: is(statusDoorOpen), Fault: is(statusError | statusPaperJam),
		Offline: is(statusOffline | statusNotAvailable | statusPaused),
	}, nil
}

// call calls a function that gives 0 when it fails.
func call(f *windows.LazyProc, args ...uintptr) error {
	if err := f.Find(); err != nil {
		return silent(err)
	}
	if ok, _, err := f.Call(args...); ok == 0 {
		return silent(err)
	}
	return nil
}
