package desk

import (
	"context"

	"paihao/queue"
)

// errand is work that must not keep the window waiting: it runs in a goroutine of its own for as long as the desk follows
// its queue, and what it gives is done in the window, through Follow. It is not begun while the desk follows none.
func (d *Desk) errand(work func(context.Context, queue.Commands) (news func())) bool {
	if d.link == nil {
		return false
	}
	go func(l link) {
		news := work(l.ctx, l.commands)
		select {
		case l.news <- news:
		case <-l.ctx.Done():
		}
	}(*d.link)
	return true
}
