//go:build headless

package main

import (
	"context"
	"io"
	"log/slog"
	"os"
	"runtime/debug"

	"paihao/app/core"
	"paihao/app/voice"
)

// A bare server has little memory and time to spare: with garbage collected at half of Go's usual growth the program
// stays a seventh smaller under load. GOGC in the environment says otherwise.
func init() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50)
	}
}

// windows cannot be shown: this build runs on servers without a display.
func windows(context.Context, *core.Kiosk, plan, *slog.Logger, func(error) int) error {
	return core.ErrNoDisplay
}

// player is none: such a server has no loudspeaker.
func player() voice.Player { return nil }

// playSound plays nothing.
func playSound(io.Reader) error { return voice.ErrNoSound }

// explain has no window to do it in; the caller prints the sentence too.
func explain(string, int) {}
