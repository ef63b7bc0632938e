package voice

import (
	"context"
	"errors"
	"time"
)

// Rate is how many samples a second all sound has. There is one channel.
const Rate = 22050

// Sound is samples of one channel at Rate.
type Sound []int16

// Length is how long it sounds.
func (s Sound) Length() time.Duration { return time.Duration(len(s)) * time.Second / Rate }

// silence is a sound in which nothing is heard.
func silence(d time.Duration) Sound { return make(Sound, d*Rate/time.Second) }

// Player makes samples of one channel at Rate heard.
type Player interface {
	// Play returns when all of the samples were heard, or with the reason why they were not. It gives up when ctx ends.
	Play(ctx context.Context, samples []int16) error
}

var (
	// ErrNoSound says that nothing can be heard: there is no sound card, or it does not play.
	ErrNoSound = errors.New("no sound can be heard")
	// ErrQuiet says that nothing is to be heard now: the volume is 0, or these are the quiet hours.
	ErrQuiet = errors.New("nothing is said now")
)
