//go:build headless

package main

import (
	"context"
	"errors"

	"paihao/app/config"
	"paihao/app/core"
)

var errNoWindows = errors.New("这个程序没有窗口，请加 -headless 运行。This build has no windows: run it with -headless")

// windows cannot be shown: this build runs on servers without a display.
func windows(context.Context, *core.Kiosk, config.Settings) error { return errNoWindows }

// explain has no window to do it in; the caller prints the sentence too.
func explain(string) {}
