package core

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"paihao/queue"
	"paihao/wechat"
)

const (
	// mostTagged is how many followers one call gives a tag, by WeChat's rule.
	mostTagged = 50
	// tagEvery is how often those are looked for whom nobody has announced, from before a start say.
	tagEvery = time.Minute
	// mostTagPause is the longest pause after a failure; it doubles from tagEvery.
	mostTagPause = time.Hour
)

// Labels gives followers the account's tags: *wechat.Client.
type Labels interface {
	Tags(ctx context.Context) ([]wechat.Tag, error)
	CreateTag(ctx context.Context, name string) (wechat.Tag, error)
	TagUsers(ctx context.Context, tag int, openIDs ...string) error
}

// tagger gives the followers of channels the tags that the settings name. What is still to be done stands in the store.
type tagger struct {
	queue  *queue.Queue
	labels Labels
	app    string
	log    *slog.Logger

	bell  chan struct{}  // holds one
	known map[string]int // ids of tags by their names, as far as WeChat was asked
}

func newTagger(q *queue.Queue, labels Labels, app string, log *slog.Logger) *tagger {
	return &tagger{queue: q, labels: labels, app: app, log: log, bell: make(chan struct{}, 1), known: map[string]int{}}
}

// ring says that somebody is to be given a tag.
func (t *tagger) ring() {
	select {
	case t.bell <- struct{}{}:
	default:
	}
}

// run gives tags until ctx ends. A failure puts all off.
func (t *tagger) run(ctx context.Context) {
	pause := tagEvery
	for {
		bell := t.bell
		if err := t.round(ctx); err != nil && ctx.Err() == nil {
			t.log.Warn("followers of channels could not be given their tags yet", "err", err, "next_try_in", pause)
			bell = nil
		} else {
			pause = tagEvery
		}
		select {
		case <-ctx.Done():
			return
		case <-bell:
		case <-time.After(pause):
			if bell == nil {
				pause = min(2*pause, mostTagPause)
			}
		}
	}
}

// round gives all that are to be given a tag theirs, tag by tag.
func (t *tagger) round(ctx context.Context) error {
	var list []queue.Contact
	t.queue.Look(func(b *queue.Book) { list = b.Untagged() })
	list = slices.DeleteFunc(list, func(c queue.Contact) bool { return c.Customer.App != t.app })
	wanted := map[string][]queue.Customer{}
	for _, c := range list {
		wanted[c.Tag] = append(wanted[c.Tag], c.Customer)
	}
	var failed error
	for tag, customers := range wanted {
		failed = errors.Join(failed, t.giveAll(ctx, tag, customers, mostTagged))
	}
	return failed
}

// giveAll gives followers a tag, some at a time. A refusal that is about some of them does not keep the others waiting.
func (t *tagger) giveAll(ctx context.Context, tag string, customers []queue.Customer, some int) (failed error) {
	for few := range slices.Chunk(customers, some) {
		err := t.give(ctx, tag, few)
		failed = errors.Join(failed, err)
		if err != nil && health(err) != queue.WeChatWell {
			break
		}
	}
	return failed
}

// give gives up to mostTagged followers a tag. WeChat refuses all for one of them: then each is asked for alone. Who
// has left the account, or has too many tags already, needs this one no more.
func (t *tagger) give(ctx context.Context, tag string, customers []queue.Customer) error {
	id, err := t.id(ctx, tag)
	if err != nil {
		return err
	}
	openIDs := make([]string, len(customers))
	for i, c := range customers {
		openIDs[i] = c.OpenID
	}
	err = t.labels.TagUsers(ctx, id, openIDs...)
	report(t.queue, "tags", err)
	switch {
	case err == nil, len(customers) == 1 && (errors.Is(err, wechat.ErrNoFollower) || errors.Is(err, wechat.ErrManyTags)):
		return t.note(ctx, tag, customers)
	case errors.Is(err, wechat.ErrTag):
		delete(t.known, tag) // somebody may have deleted it in the console
	case len(customers) > 1 && health(err) == queue.WeChatWell:
		return t.giveAll(ctx, tag, customers, 1)
	}
	return err
}

// note has the store know who was given a tag.
func (t *tagger) note(ctx context.Context, tag string, customers []queue.Customer) error {
	for _, c := range customers {
		_, err := t.queue.Do(ctx, queue.Command{Verb: queue.Meet, Customer: c, Meeting: &queue.Meeting{Tagged: tag}})
		if err != nil {
			return err
		}
	}
	return nil
}

// id is WeChat's number of a tag, which is made if the account has none of that name.
func (t *tagger) id(ctx context.Context, name string) (int, error) {
	if id, ok := t.known[name]; ok {
		return id, nil
	}
	all, err := t.labels.Tags(ctx)
	report(t.queue, "tags", err)
	if err != nil {
		return 0, err
	}
	for _, tag := range all {
		t.known[tag.Name] = tag.ID
	}
	if id, ok := t.known[name]; ok {
		return id, nil
	}
	made, err := t.labels.CreateTag(ctx, name)
	report(t.queue, "tags", err)
	if err != nil {
		return 0, err
	}
	t.known[name] = made.ID
	return made.ID, nil
}
