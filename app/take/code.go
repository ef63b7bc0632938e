package take

import (
	"log/slog"

	"paihao/app/look"
)

// code is a QR code on the window.
type code struct {
	*look.QR
	log   *slog.Logger
	unfit string // what could not be drawn, so that it is heard once and not at every drawing
}

func newCode(log *slog.Logger) *code { return &code{QR: look.NewQR(), log: log} }

// say shows what is to be scanned; empty shows nothing. It tells whether there is something to scan now: a code that is too
// long cannot be drawn.
func (c *code) say(url string) bool {
	err := c.SetURL(url)
	if err != nil && c.unfit != url {
		c.unfit = url
		c.log.Error("code cannot be shown", "err", err)
	}
	look.Show(url != "" && err == nil, c)
	return url != "" && err == nil
}
