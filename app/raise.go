//go:build !headless

package main

import (
	"context"

	"fyne.io/fyne/v2"
)

// raise brings all windows to the front each time that somebody wishes it, until ctx ends: those that were put away, too.
// On Wayland the system decides whether a program may.
func (h *hall) raise(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.kiosk.Raised():
			fyne.Do(func() {
				for _, w := range h.shown() {
					w.Show()
					w.RequestFocus()
				}
			})
		}
	}
}
