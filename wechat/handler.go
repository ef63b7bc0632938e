package wechat

import (
	"context"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"sync"
	"time"
)

// Handler decides what is answered to an event. Its context ends when the answer would come too late for WeChat;
// a Reply returned after that is dropped and the customer sees nothing, but what the handler did stands.
// Several run at a time, also for the same customer.
type Handler func(ctx context.Context, e Event) Reply

// ask runs the handler, and has WeChat answered without a word when the deadline passes before it has ended; ok is false then.
// The handler goes on: the client's going away does not end the work, since WeChat's next try wants its result.
func (c *Callback) ask(w http.ResponseWriter, deadline time.Time, e Event) (reply Reply, ok bool) {
	c.running.Add(1)
	defer c.running.Done()
	p := &patience{deadline: deadline, ended: make(chan struct{})}
	p.answered.Add(1)
	kind := e.Kind // not e, which would be allocated for it
	late := time.AfterFunc(time.Until(deadline), func() {
		defer p.answered.Done()
		p.end(context.DeadlineExceeded)
		c.opts.Log.Warn("wechat: answer not ready in time", "kind", kind)
		answerLate(w)
	})
	reply = c.guard(p, e)
	if late.Stop() {
		p.end(context.Canceled)
		return reply, true
	}
	p.answered.Wait()
	return Reply{}, false
}

// patience is a context that ends at a deadline, or when its handler has. One of the standard library's would be five
// allocations for each callback, with a timer that ask needs in any case.
type patience struct {
	deadline time.Time
	ended    chan struct{}
	err      error // set before ended is closed
	answered sync.WaitGroup
}

func (p *patience) end(err error) {
	p.err = err
	close(p.ended)
}

func (p *patience) Deadline() (time.Time, bool) { return p.deadline, true }

func (p *patience) Done() <-chan struct{} { return p.ended }

func (p *patience) Value(any) any { return nil }

func (p *patience) Err() error {
	select {
	case <-p.ended:
		return p.err
	default:
		return nil
	}
}

// answerLate sends the whole answer while the handler still runs. The connection is given up with it: another request on
// it would wait for the handler.
func answerLate(w http.ResponseWriter) {
	w.Header().Set("Connection", "close")
	w.Header().Set("Content-Length", strconv.Itoa(len(success)))
	write(w, typeText, success)
	_ = http.NewResponseController(w).Flush() // what cannot be flushed is sent when the handler ends
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

// Wait returns when all handlers have ended, those that outlived their deadline too. Shut the server down first.
func (c *Callback) Wait() {
	c.running.Wait()
}
