package queue_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"paihao/queue"
)

// tally is what came by a channel: followers, scans, tickets and cancels.
type tally [4]int

const (
	followers = iota
	scans
	tickets
	cancels
)

// add counts on a page.
func (p *page) add(channel string, what, n int) {
	if channel != "" {
		t := p.tallies[channel]
		t[what] += n
		p.tallies[channel] = t
	}
}

// count counts who comes by a channel: a follower, whenever that was, or one who scans it again. Of who followed before
// anybody who is known now nobody can tell whether they were counted.
func (k *clerk) count(met *queue.Meeting, began bool, since time.Time) bool {
	known := k.page().opened
	for _, p := range k.pages[max(0, len(k.pages)-1-max(1, k.venue.Rules.KeepBindingsDays)):] {
		if p.opened.Before(known) {
			known = p.opened
		}
	}
	switch {
	case met.Channel == "" || met.Follow && (!began || since.Before(known)):
		return false
	case met.Follow:
		p := k.page()
		for _, other := range slices.Backward(k.pages) {
			if other.clock == k.dayOf(since) {
				p = other
				break
			}
		}
		p.add(met.Channel, followers, 1)
	default:
		k.page().add(met.Channel, scans, 1)
	}
	return true
}

// tallyLine is what came by a channel on a day, in one line of text.
func tallyLine(date string, c queue.ChannelCount) string {
	return fmt.Sprintf("%s %s: %d followers %d scans %d tickets %d cancels", date, c.Channel, c.Followers, c.Scans, c.Tickets, c.Cancels)
}

func dayTallies(days []queue.Day) (lines []string) {
	for _, d := range days {
		for _, c := range d.Channels {
			lines = append(lines, tallyLine(d.Date, c))
		}
	}
	slices.SortFunc(lines, strings.Compare)
	return lines
}

// tallyLines is what dayTallies makes of the pages.
func (k *clerk) tallyLines() (lines []string) {
	for _, p := range k.pages {
		for channel, t := range p.tallies {
			lines = append(lines, tallyLine(p.date, queue.ChannelCount{
				Channel: channel, Followers: t[followers], Scans: t[scans], Tickets: t[tickets], Cancels: t[cancels],
			}))
		}
	}
	slices.SortFunc(lines, strings.Compare)
	return lines
}

// merge adds the tallies of another page.
func (p *page) merge(other *page) {
	for channel, t := range maps.All(other.tallies) {
		for what, n := range t {
			p.add(channel, what, n)
		}
	}
}
