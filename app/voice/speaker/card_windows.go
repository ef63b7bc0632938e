package speaker

import (
	"errors"

	"golang.org/x/sys/windows"
)

// findCard tells whether there is a sound card at all: without one the library plays to nobody and says nothing.
// Source: learn.microsoft.com, waveOutGetNumDevs.
func findCard() error {
	n, _, _ := windows.NewLazySystemDLL("winmm.dll").NewProc("waveOutGetNumDevs").Call()
	if n == 0 {
		return errors.New("there is no sound card")
	}
	return nil
}
