package wechat

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"
)

// Handler decides what is answered to an event. Its context ends when the answer would come too late for WeChat;
// a Reply returned after that is dropped and the customer sees nothing, but what the handler did stands.
// Several run at a time, also for the same customer.
type Handler func(ctx context.Context, e Event) Reply

// ask runs the handler beside the request, so that a slow one is not waited for. The client's going away does not
// end the work: WeChat's next try wants its result.
func (c *Callback) ask(ctx context.Context, deadline time.Time, e Event) Reply {
	ctx, cancel := context.WithDeadline(context.WithoutCancel(ctx), deadline)
	done := make(chan Reply, 1)
	c.running.Go(func() {
		defer cancel()
		done <- c.guard(ctx, e)
	})
	select {
	case reply := <-done:
		return reply
	case <-ctx.Done():
	}
	select {
	case reply := <-done: // the handler's own end cancels too
		return reply
	default:
		c.opts.Log.Warn("wechat: answer not ready in time", "kind", e.Kind)
		return Reply{}
	}
}

// guard turns a panic of the handler into no answer. The panic's value may quote a customer; its type cannot.
func (c *Callback) guard(ctx context.Context, e Event) (reply Reply) {
	defer func() {
		if p := recover(); p != nil {
			c.opts.Log.Error("wechat: handler panicked", "kind", e.Kind, "panic", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
		}
	}()
	return c.handle(ctx, e)
}

// Wait returns when the handlers that outlived their deadline have ended. Shut the server down first.
func (c *Callback) Wait() {
	c.running.Wait()
}
