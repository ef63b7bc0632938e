//go:build !headless

package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"paihao/app/config"
	"paihao/app/look"
	"paihao/assets"
)

// leave is asked to close a window, which would stop the whole hall. Whether that is meant is asked at the desk, where staff
// are. Where there is no desk, a window that fills a public screen stays: who passes by may not close it, and there is nobody
// to ask. Who looks after the machine ends the program itself.
func (h *hall) leave(w fyne.Window, mode config.Opening) {
	language := h.language
	switch {
	case h.desk != nil:
		w = h.desk
	case mode == config.Fullscreen:
		if !h.told {
			h.told = true
			h.log.Warn("a public window was asked to close and stays: end the program with Ctrl+C where it was started, or with kill", "window", w.Title())
		}
		return
	default:
		language = h.settings.Venue.Languages[0]
	}
	h.ask(w, language)
}

// ask asks once.
func (h *hall) ask(w fyne.Window, l assets.Language) {
	w.RequestFocus()
	if h.asking {
		return
	}
	h.asking = true
	// What lights up is to stay: closing stops the whole hall.
	text := widget.NewLabel(look.Say(l, "close.text"))
	text.Wrapping = fyne.TextWrapWord
	d := dialog.NewCustomConfirm(look.Say(l, "close.title"), look.Say(l, "close.no"), look.Say(l, "close.yes"), text, func(stay bool) {
		h.asking = false
		if !stay {
			h.close(nil)
		}
	}, w)
	d.Resize(fyne.NewSize(520, 200))
	d.Show()
}
