package queue

import (
	"math"
	"time"
)

// outlook is what is expected of the rest of the day, seen from one minute. It never changes: readers share it.
type outlook struct {
	at    time.Time // the beginning of the minute, that plans count from
	usual []float64 // seconds that a service takes, in the mean of all counters
	costs
	plans     [][]stint // by counter: when it is open, in seconds from at
	crew      []int     // open counters by service
	mayPass   []int     // see allowed
	shape     *shape
	low, high float64 // see scale

	of     *learned
	turned uint64
}

// costs are what takes time now, in seconds, counters and services by their numbers.
type costs struct {
	service             []float64 // by service: the mean
	one                 []float64 // by service: the mean of what one ticket keeps its counter
	gap, walk, missTime float64
	doubt               float64   // standard deviation of how wrong the means may be on the whole, as a share of them
	starts              bool      // staff note when a service begins
	miss                float64   // share of those called that do not come
	leave               float64   // share of those waiting that leave, per second
	urgent              []float64 // priority tickets that come per second, by service
}

// learned is what is known by past days and today's steps.
type learned struct {
	*lessons
	before *experience
	noted  uint64
	all    *tally
	fit
}

// learned is what is known now. It is worked out anew after something was noted. Readers share the book, so two may do so
// at once; they come to the same.
func (b *Book) learned() *learned {
	l := b.today
	if old := b.known.Load(); old != nil && old.lessons == l && old.before == l.before() && old.noted == l.noted {
		return old
	}
	k := &learned{lessons: l, before: l.before(), noted: l.noted}
	k.all = k.before.with(l)
	if k.fit = l.unlearned(); !b.forecasting.without(PartLearning) {
		k.fit = l.fitted(k.all)
	}
	if !b.forecasting.without(PartPace) {
		k.fit = k.paced(l)
	}
	b.known.Store(k)
	return k
}

// meanOf is how long a ticket of a service keeps a counter, by all that is known but today's pace.
func (b *Book) meanOf(service string) time.Duration {
	k := b.learned()
	if s, ok := k.service[service]; ok {
		return duration(k.fit.mean[s])
	}
	return duration(k.fit.usual)
}

// outlook is what is expected of the rest of the day, seen from the minute of now.
func (b *Book) outlook(now time.Time) *outlook {
	k := b.learned()
	seconds := math.Floor(k.seconds(now)/60) * 60
	at := k.midnight.Add(time.Duration(seconds) * time.Second)
	old := b.seen.Load()
	same := old != nil && old.of.lessons == k.lessons && old.of.before == k.before && old.at.Equal(at) && old.turned == b.turned
	if same && old.of == k {
		return old
	}
	o := &outlook{at: at, usual: k.fit.mean, costs: b.costs(k, seconds), shape: k.before.shape, of: k, turned: b.turned}
	if b.forecasting.without(PartLearning) {
		o.shape = firstShape
	}
	o.low, o.high = scale(&k.before.off, &b.misfits)
	if same {
		o.plans, o.crew = old.plans, old.crew
	} else {
		o.plans, o.crew = b.plans(seconds), b.crews()
	}
	o.mayPass = make([]int, len(o.crew))
	for i, n := range o.crew {
		o.mayPass[i] = b.allowed(k.services[i], n)
	}
	b.seen.Store(o)
	return o
}

// costs is what takes time at some seconds since midnight.
//
// The rule: a service takes its mean × the day's pace. Between two customers pass the counter's turnover and the way to it. A
// share of those called does not come, and a share of those who wait leaves. All these are as seen so far, on past days and
// today, pulled to what is usual.
func (b *Book) costs(k *learned, now float64) (c costs) {
	if !b.forecasting.without(PartTurnover) {
		c.gap, c.walk = k.all.gaps.mean(gapUsual, hallFit), k.all.walks.mean(walkUsual, hallFit)
	}
	c.doubt = k.doubt()
	c.starts = 2*k.all.unbegun <= k.all.walks.n
	if !b.forecasting.without(PartMisses) {
		c.missTime = k.all.misses.mean(missUsual, hallFit)
		c.miss = (k.all.misses.n + missShare*hallFit) / (k.all.misses.n + k.all.walks.n + hallFit)
	}
	if !b.forecasting.without(PartLeaving) {
		c.leave = k.all.spent.n / (k.all.spent.t + leaveFit)
	}
	if c.urgent = make([]float64, len(k.services)); !b.forecasting.without(PartPriority) {
		k.hurries(c.urgent, now)
	}
	c.service, c.one = make([]float64, len(k.services)), make([]float64, len(k.services))
	for s := range c.service {
		c.service[s] = k.mean[s] * k.pace
		c.one[s] = c.gap + c.miss*c.missTime + (1-c.miss)*(c.walk+c.service[s])
	}
	return c
}

// doubt is how wrong the means may be on the whole: as much as that of so many services is, of all that were seen and of
// today's, and of those that the settings and a usual pace stand for.
func (k *learned) doubt() float64 {
	all, today := 0.0, 0.0
	for s := range k.all.served {
		all += k.all.served[s].n
		today += float64(k.lessons.served[s].N)
	}
	return shapeCV * math.Sqrt(1/(fitHall+all)+1/(fitPace+today))
}

// hurries sets how many priority tickets of each service come per second, about now.
//
// The rule: as many as in this hour on past days, and with the weight of one day as many as in an hour of today, parted
// among the services as they were.
func (k *learned) hurries(rates []float64, now float64) {
	sum, hours := 0.0, 0.0
	for h, n := range k.lessons.urgent {
		if sum += float64(n); n > 0 || k.lessons.active[h] > 0 {
			hours++
		}
	}
	rate := (k.before.urgent[hourOf(now)] + sum/max(hours, 1)) / (k.before.weight + 1) / 3600
	all := 0.0
	for _, n := range k.all.urgentOf {
		all += n
	}
	for s, n := range k.all.urgentOf {
		rates[s] = rate * n / max(all, 1)
	}
}

// plans are when the counters are expected to be open, at some seconds since midnight and counted from then.
func (b *Book) plans(now float64) [][]stint {
	all := make([][]stint, len(b.today.counters))
	for c, id := range b.today.counters {
		p := b.presence(id, now)
		if b.forecasting.without(PartHours) {
			if p.open {
				all[c] = []stint{{0, math.Inf(1)}}
			}
			continue
		}
		all[c] = habits{b.today.before().days, c}.plan(p, now)
		for i, s := range all[c] {
			all[c][i] = stint{s.from - now, s.to - now}
		}
	}
	return all
}
