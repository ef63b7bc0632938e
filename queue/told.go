package queue

import (
	"math"
	"time"
)

// How the range of an estimate is learned from how far off the venue's estimates were.
const (
	misfitBins   = 61
	misfitStep   = 0.1              // of a half width
	misfitLeast  = 30 * time.Second // shorter waits say nothing, and narrower halves count as so wide
	toldQuantile = 0.6              // of the courses: a little late is better than too early
	courseLow    = 0.2              // the half widths of the courses reach from the point to these quantiles
	courseHigh   = 0.8
	courseDoubt  = 0.84 // standard deviations, which is where these lie in the normal distribution
	smoothing    = 0.3  // see quantile
	rangePrior   = 30   // as if so many tickets had been off by the normal distribution
	rangeLow     = 0.15 // share of tickets that are called sooner than the range says
	rangeHigh    = 0.85 // share that are not called later
)

// misfits counts tickets by how far off their estimates were, in half widths of what the courses had said on that side: bins
// of misfitStep around 0, from 3 too early to 3 too late. They are sums, so a call that is taken back is taken off, and days
// can be added up.
type misfits [misfitBins]float64

// misfit is the bin of a ticket that was told a wait and waited; false when that says nothing.
func misfit(told Estimate, waited time.Duration) (bin int, ok bool) {
	half := told.More
	if waited < told.Point {
		half = told.Less
	}
	z := float64(waited-told.Point) / float64(max(half, misfitLeast))
	bin = int(math.Round(min(max(z/misfitStep, -misfitBins), misfitBins))) + misfitBins/2
	return min(max(bin, 0), misfitBins-1), told.Point >= misfitLeast
}

// note takes up what a call says of an estimate, or with −1 that it was taken back.
func (m *misfits) note(told Estimate, waited time.Duration, n float64) {
	if bin, ok := misfit(told, waited); ok {
		m[bin] += n
	}
}

// kept is what a day's summary keeps of them; nil of none.
func (m misfits) kept() *misfits {
	if m == (misfits{}) {
		return nil
	}
	return &m
}

// sound is them, or nil when they make no sense: they come from a file.
func (m *misfits) sound() *misfits {
	if m == nil {
		return nil
	}
	for _, n := range m {
		if !(0 <= n && n <= mostPlaces) {
			return nil
		}
	}
	return m
}

// scale is how many half widths below and above the point the range ends, by how far off past estimates were, those of today
// among them: so that 15 % are called sooner, and as many later, in this venue.
func scale(past, today *misfits) (low, high float64) {
	all, sum := usualMisfits, 0.0
	for i := range all {
		all[i] += past[i] + today[i]
		sum += all[i]
	}
	return max(-all.quantile(rangeLow*sum), 0), max(all.quantile(rangeHigh*sum), 0)
}

// usualMisfits are those of the normal distribution, which is assumed first.
var usualMisfits = func() (m misfits) {
	for i := range m {
		z := float64(i-misfitBins/2) * misfitStep
		m[i] = rangePrior * misfitStep * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
	}
	return m
}()

// quantile is the misfit that so many do not exceed.
func (m *misfits) quantile(want float64) float64 {
	for i, n := range m {
		if want <= n {
			return (float64(i-misfitBins/2) - 0.5 + want/n) * misfitStep
		}
		want -= n
	}
	return misfitBins / 2 * misfitStep
}

// told is the estimate of the waits of all courses, which rise, in seconds. Who is called at once in all of them waits for
// nothing.
//
// All courses take the same means, which may be wrong themselves: the longer the wait, the wider its range is for that.
func (o *outlook) told(waits [courses]float64) Estimate {
	if waits[courses-1] == 0 {
		return Estimate{}
	}
	point := quantile(waits, toldQuantile)
	less, more := max(point-quantile(waits, courseLow), 0), max(quantile(waits, courseHigh)-point, 0)
	doubt := courseDoubt * o.doubt * point
	less, more = math.Hypot(less, doubt), math.Hypot(more, doubt)
	least := misfitLeast.Seconds()
	return Estimate{
		Low: seconds(max(point-max(less, least)*o.low, 0)), Point: seconds(point), High: seconds(point + max(more, least)*o.high),
		Less: seconds(less), More: seconds(more),
	}
}

// quantile is that of some values, from several around it, which are less a matter of luck than one.
func quantile(values [courses]float64, q float64) float64 {
	sum, all := 0.0, 0.0
	for i, x := range values {
		near := max(0, smoothing-math.Abs((float64(i)+0.5)/courses-q))
		sum += near * x
		all += near
	}
	return sum / all
}

// seconds is so many of them, to the millisecond.
func seconds(s float64) time.Duration {
	return time.Duration(math.Round(s*1000)) * time.Millisecond
}
