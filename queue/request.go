package queue

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"
)

// request is one wish on its way through the writer.
type request struct {
	operation string // empty for housekeeping that nobody repeats by name
	body      string // empty for housekeeping too
	probe     bool   // to be written even when it changes nothing, if the last change was not
	fleeting  bool   // not kept, even by name, when it changes nothing
	alone     bool   // to be decided in a batch of its own: it may bring another day, or another time
	command   Command
	decide    func(b *Book, m moment) (verdict, error) // in place of the command
	answer    chan result                              // holds one
}

// verdict decides the request.
func (r *request) verdict(b *Book, m moment) (verdict, error) {
	if r.decide != nil {
		return r.decide(b, m)
	}
	return b.decide(r.command, m)
}

type result struct {
	outcome Outcome
	err     error
	told    *Estimate // of a ticket that was taken, see Queue.promise
}

// Do carries out one command; see Commands.
func (q *Queue) Do(ctx context.Context, c Command) (Outcome, error) {
	body, err := q.fingerprint(&c)
	if err != nil {
		return Outcome{}, ErrInvalid
	}
	return q.submit(ctx, &request{
		operation: c.Operation,
		body:      body,
		fleeting:  c.Verb == Meet,
		alone:     c.Verb == Undo || c.Verb == CloseDay,
		command:   c,
	})
}

// KeepCodes puts codes into the store, in place of those of the same key. Errors: ErrInvalid for one that no store would
// take, without an id or of a year beyond 9999; it must not spoil the commit of others.
func (q *Queue) KeepCodes(ctx context.Context, codes ...Code) error {
	for _, c := range codes {
		if _, err := json.Marshal(c); err != nil || c.ID == "" {
			return ErrInvalid
		}
	}
	own := slices.Clone(codes) // the caller's may change once this has returned, and the writer reads them after its answer
	return q.keep(ctx, func(*Book, time.Time) Change { return Change{Codes: own} })
}

// EndCodes makes codes worthless by their keys: who scans one later is told to scan another. A service's is deleted;
// one that somebody may be waiting for is kept as too old; one that was used stays as it is.
func (q *Queue) EndCodes(ctx context.Context, keys ...string) error {
	return q.keep(ctx, func(b *Book, now time.Time) (c Change) {
		for _, key := range keys {
			switch code, ok := b.codes[key]; {
			case ok && code.Purpose == Join:
				c.Revoked = append(c.Revoked, key)
			case ok && code.State(now) == CodeWaiting:
				c.Codes = append(c.Codes, code.ended(now))
			}
		}
		return c
	})
}

// look lets the writer look at the time, which it does before each decision, and finds out whether the store can be written.
func (q *Queue) look(ctx context.Context) error {
	_, err := q.submit(ctx, &request{
		probe:  true,
		decide: func(*Book, moment) (verdict, error) { return verdict{}, nil },
	})
	return err
}

// keep writes a change that no customer waits for by name.
func (q *Queue) keep(ctx context.Context, change func(b *Book, now time.Time) Change) error {
	_, err := q.submit(ctx, &request{
		decide: func(b *Book, m moment) (verdict, error) { return verdict{change: change(b, m.now)}, nil },
	})
	return err
}

// submit hands a request to the writer and waits for its answer. When ctx ends first, the request may still be carried out.
func (q *Queue) submit(ctx context.Context, r *request) (Outcome, error) {
	r.answer = make(chan result, 1)
	select {
	case <-q.stop:
		return Outcome{}, ErrClosed
	default:
	}
	select {
	case q.requests <- r:
	case <-q.stop:
		return Outcome{}, ErrClosed
	case <-ctx.Done():
		return Outcome{}, ctx.Err()
	}
	select {
	case res := <-r.answer:
		return res.outcome, res.err
	case <-ctx.Done():
		return Outcome{}, ctx.Err()
	case <-q.written:
	}
	select { // the writer's last batch may have been ours
	case res := <-r.answer:
		return res.outcome, res.err
	default:
		return Outcome{}, ErrClosed
	}
}

// fingerprint tells two commands apart without keeping what they say: a keyed hash of the whole, cut to 128 bits. It fails for
// one that no store would take, since it names a time of a year beyond 9999.
func (q *Queue) fingerprint(c *Command) (string, error) {
	secret := q.Secret()
	m := secret.macs.Get().(*mac)
	p := pen{text: append(m.text[:0], "operation body\x00"...)}
	p.command(c)
	m.text = p.text
	sum := secret.sum(m)
	return hex.EncodeToString(sum[:16]), p.err
}
