package printer

import "fmt"

// Status is what a printer says of itself. The zero value is that of one that says nothing, as many do: nothing is known.
type Status struct {
	Known   bool // it has answered
	NoPaper bool // the roll has come to its end
	Low     bool // it is near it
	Cover   bool // it is open
	Fault   bool // of the cutter, or another
	Offline bool // it does not print, for one of these reasons or another
}

// Err is why nothing is printed as things are: ErrNoPaper, ErrSilent, or nil when nothing is known against it.
func (s Status) Err() error {
	switch {
	case s.NoPaper:
		return ErrNoPaper
	case s.Cover:
		return fmt.Errorf("%w: the cover is open", ErrSilent)
	case s.Fault:
		return fmt.Errorf("%w: it reports a fault", ErrSilent)
	case s.Offline:
		return fmt.Errorf("%w: it is off line", ErrSilent)
	}
	return nil
}

// The questions of DLE EOT n, which a printer answers at once with one byte, whatever else it does.
// Source: Epson ESC/POS Command Reference, "DLE EOT"; the same in the manuals of other makers.
const (
	askPrinter = 1
	askOffline = 2
	askPaper   = 4
)

// question is DLE EOT n.
func question(n byte) []byte { return []byte{0x10, 0x04, n} }

// An answer has these bits as they are here; the others tell something.
const (
	fixedBits  = 0b1001_0011
	fixedValue = 0b0001_0010
)

// mostSent is more than a printer says at once: the answer, and what it tells unasked.
const mostSent = 16

// answer finds the answer among bytes that a printer has sent: the first that is one. Others are of something else that it
// tells unasked. Who says much is no printer, and what of it looks like an answer is chance.
func answer(sent []byte) (b byte, ok bool) {
	if len(sent) > mostSent {
		return 0, false
	}
	for _, b := range sent {
		if b&fixedBits == fixedValue {
			return b, true
		}
	}
	return 0, false
}

// take takes up the answer to question n.
func (s *Status) take(n, b byte) {
	s.Known = true
	switch n {
	case askPrinter:
		s.Offline = s.Offline || b&0x08 != 0
	case askOffline:
		s.Cover = s.Cover || b&0x04 != 0
		s.NoPaper = s.NoPaper || b&0x20 != 0
		s.Fault = s.Fault || b&0x40 != 0
	case askPaper:
		s.Low = s.Low || b&0x0C != 0
		s.NoPaper = s.NoPaper || b&0x60 != 0
	}
}
