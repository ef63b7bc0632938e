package main

import (
	"fmt"
	"io"
)

// sounding is the hidden sub-command that plays what it reads, in a process of its own: see app/voice/speaker.
const sounding = "play-sound"

// sound plays what in gives.
func sound(in io.Reader, stderr io.Writer) int {
	if err := playSound(in); err != nil {
		fmt.Fprintln(stderr, err)
		return failed
	}
	return well
}
