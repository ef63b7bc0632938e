// Package speaker makes sound heard on the machine's sound card, in a process of its own: the library under it knows one card
// for the whole life of a process, and drivers that hang or fall do so alone. Only main_gui.go imports it, since it needs cgo.
package speaker

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"paihao/app/voice"
)

// Player plays by a process that ends with the sound. It is a voice.Player.
type Player struct {
	program string
	args    []string
}

var _ voice.Player = (*Player)(nil)

// New is a player whose process is a program that calls Serve with its standard input, and ends with a status that is not 0
// when that fails, after the reason on its standard error.
func New(program string, args ...string) *Player { return &Player{program, args} }

// Play returns when the sound was heard; see voice.Player.
func (p *Player) Play(ctx context.Context, samples []int16) error {
	data := make([]byte, 0, 2*len(samples))
	for _, s := range samples {
		data = binary.LittleEndian.AppendUint16(data, uint16(s))
	}
	var said bytes.Buffer
	c := exec.CommandContext(ctx, p.program, p.args...)
	c.Stdin, c.Stderr, c.WaitDelay = bytes.NewReader(data), &said, time.Second
	err := c.Run()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return fmt.Errorf("%s: %w", lastLine(said.String()), err)
	}
	return nil
}

// lastLine is the reason: the sound system may have complained of much before it.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}
