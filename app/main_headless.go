//go:build headless

package main

import (
	"context"

	"paihao/app/config"
	"paihao/app/core"
)

// windows cannot be shown: this build runs on servers without a display.
func windows(context.Context, *core.Kiosk, config.Settings) error { return core.ErrNoDisplay }

// explain has no window to do it in; the caller prints the sentence too.
func explain(string) {}
