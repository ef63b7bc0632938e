//go:build !headless

package main

import (
	"context"
	"errors"
	"path/filepath"

	"fyne.io/fyne/v2"

	"paihao/app/config"
	"paihao/app/core"
	"paihao/app/setup"
	"paihao/app/voice"
	"paihao/assets"
)

// errSetUp ends a trial beside which the settings have been written: the program starts again, with them.
var errSetUp = errors.New("the settings are written")

// openSetup makes the window that leads through the settings, on top of a trial that nobody asked for.
func (h *hall) openSetup(p voice.Player) {
	path := filepath.Join(h.settings.Dir, config.FileName)
	parsed := func(d config.Draft) (config.Settings, error) {
		d.Trial = true // its account is not needed for a sample
		return d.Settings(path, assets.SampleSettings)
	}
	view := setup.New(setup.Options{
		Language: h.lastLanguage(), Draft: config.NewDraft(), Sample: assets.SampleSettings, Path: path, Words: core.Words,
		Print: func(ctx context.Context, d config.Draft) error {
			s, err := parsed(d)
			if err != nil {
				return err
			}
			return core.PrintSample(ctx, s)
		},
		Listen: func(ctx context.Context, d config.Draft) error {
			s, err := parsed(d)
			if err != nil {
				return err
			}
			return core.SaySample(ctx, s, p)
		},
		Copy: h.app.Clipboard().SetContent,
		Write: func(d config.Draft) error {
			_, err := d.Write(h.settings.Dir, assets.SampleSettings)
			if err != nil {
				h.log.Warn("the settings were not written", "err", err)
			}
			return err
		},
		Use:   func() { h.close(errSetUp) },
		Leave: h.endSetup,
	})
	h.setup = h.app.NewWindow(titleOf("window.setup"))
	h.setup.SetPadded(false)
	h.setup.SetContent(view.Content())
	h.setup.Resize(fyne.NewSize(1100, 760))
	h.setup.SetCloseIntercept(view.Close)
	view.Attach(h.setup)
}

// endSetup closes the window; the trial goes on.
func (h *hall) endSetup() {
	w := h.setup
	h.setup = nil
	w.SetCloseIntercept(nil)
	w.Close()
}
