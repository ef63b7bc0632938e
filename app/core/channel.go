package core

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"paihao/app/config"
	"paihao/app/web"
	"paihao/queue"
	"paihao/wechat"
)

// restsFor is how long the code of a channel that left the settings is given to no other: its posters may hang on.
const restsFor = 90 * 24 * time.Hour

// errNoSlot says that an account's permanent codes are all in use.
var errNoSlot = errors.New("core: no permanent code is left for a channel")

// channel finds a channel of the settings.
func channel(list []config.Channel, id string) (config.Channel, bool) {
	i := slices.IndexFunc(list, func(c config.Channel) bool { return c.ID == id })
	if i < 0 {
		return config.Channel{}, false
	}
	return list[i], true
}

// renewChannels gives each channel of the settings its permanent code. WeChat never takes such a code back, so one that was
// made is kept: a channel that has left the settings leaves it to rest, gets it again if it comes back, and after restsFor
// another channel may have it.
func (c *codes) renewChannels(ctx context.Context) error {
	if err := c.rest(ctx); err != nil {
		return err
	}
	var failed error
	for _, ch := range c.channels {
		if err := c.renewChannel(ctx, ch.ID); err != nil {
			failed = err
		}
	}
	return failed
}

// rest notes since when codes are nobody's.
func (c *codes) rest(ctx context.Context) error {
	var gone []queue.Code
	for _, code := range c.slots() {
		if _, there := channel(c.channels, code.For); !there && code.FreeAt.IsZero() {
			code.FreeAt = c.now().In(c.venue.Zone).Round(0)
			gone = append(gone, code)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	return c.queue.KeepCodes(ctx, gone...)
}

// renewChannel finds the code of a channel, or one that has rested long enough, or makes one.
func (c *codes) renewChannel(ctx context.Context, id string) error {
	slots := c.slots()
	i := slices.IndexFunc(slots, func(code queue.Code) bool { return code.For == id })
	if i < 0 {
		i = slices.IndexFunc(slots, func(code queue.Code) bool { return rested(code, c.now()) })
	}
	if i < 0 {
		slot, err := freeSlot(slots)
		if err != nil {
			return err
		}
		_, err = c.mint(ctx, queue.Code{Purpose: queue.Channel, ID: slot, For: id}, 0)
		return err
	}
	code := slots[i]
	mine := code.For == id && code.FreeAt.IsZero()
	code.For, code.FreeAt = id, time.Time{}
	switch {
	case !c.ours(code): // of another account: the slot is this one's own
		_, err := c.mint(ctx, code, 0)
		return err
	case mine:
		return nil
	}
	return c.queue.KeepCodes(ctx, code)
}

// slots lists the permanent codes, whichever account they were made for.
func (c *codes) slots() (list []queue.Code) {
	c.queue.Look(func(b *queue.Book) { list = b.Codes(queue.Channel) })
	return list
}

// rested tells whether a code may be given to another channel.
func rested(code queue.Code, now time.Time) bool {
	return !code.FreeAt.IsZero() && now.Sub(code.FreeAt) >= restsFor
}

// freeSlot is the lowest number that no code has.
func freeSlot(used []queue.Code) (string, error) {
	taken := make(map[string]bool, len(used))
	for _, code := range used {
		taken[code.ID] = true
	}
	for n := 1; n <= wechat.MostPermanent; n++ {
		if id := strconv.Itoa(n); !taken[id] {
			return id, nil
		}
	}
	return "", errNoSlot
}

// Stock counts the permanent codes.
func (c *codes) Stock() web.Stock { return stock(c.slots(), c.now()) }

// stock counts permanent codes: how many channels use, and how many could be given to another now. Those that rest are
// neither.
func stock(list []queue.Code, now time.Time) web.Stock {
	s := web.Stock{Most: wechat.MostPermanent, Free: wechat.MostPermanent}
	for _, code := range list {
		if code.FreeAt.IsZero() {
			s.Used++
		}
		if !rested(code, now) {
			s.Free--
		}
	}
	return s
}

// channelNames are the names of the settings' channels by their ids.
func channelNames(list []config.Channel) map[string]string {
	names := make(map[string]string, len(list))
	for _, c := range list {
		names[c.ID] = c.Name
	}
	return names
}

// staffRoles are what the settings' members of staff may do, by their ids.
func staffRoles(list []config.Staff) map[string]string {
	roles := make(map[string]string, len(list))
	for _, m := range list {
		roles[m.ID] = string(m.Role)
	}
	return roles
}
