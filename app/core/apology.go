package core

import (
	"errors"

	"paihao/assets"
	"paihao/queue"
)

// CustomerWords is why there is no ticket, in one language, for a customer at the touch window, beyond the limits and parties
// that the window has words of its own for. It tells nothing of disks and settings, which customers cannot mend.
func CustomerWords(l assets.Language, err error) string {
	key := "reply.here.trouble"
	switch {
	case errors.Is(err, queue.ErrNoService):
		key = "reply.here.no_service"
	case errors.Is(err, queue.ErrClosed):
		key = "reply.here.closing"
	}
	return speak(l).say(key)
}
