package queue

import (
	"math"
	"time"
)

// While a day goes on it is not known yet what a service should have taken on it. So services are counted by what they took
// compared with the settings, in bins that grow by a twentieth of an octave, and put where they belong when it is over.
const (
	sizes     = 241
	sizeStep  = 20 // bins in an octave
	sizeFirst = -6 // octaves: the middle of bin 0
)

// size is the bin of took ÷ usual.
func size(r float64) int {
	return min(max(int(math.Round((math.Log2(r)-sizeFirst)*sizeStep)), 0), sizes-1)
}

// ofSize is the middle of a bin.
func ofSize(i int) float64 { return math.Exp2(sizeFirst + float64(i)/sizeStep) }

// spread counts a service by what it took.
func (l *lessons) spread(service int, took time.Duration, n int64) {
	r := &l.served[service]
	if r.spread == nil {
		r.spread = new([sizes]int32)
	}
	r.spread[size(took.Seconds()/l.usual[service])] += int32(n)
}

// shape is how the day's services spread around what they should have taken, by what is known now.
func (l *lessons) shape(now fit) (bins [shapeBins]int64) {
	for s, r := range l.served {
		if r.spread == nil {
			continue
		}
		for i, n := range r.spread {
			if n > 0 {
				bins[shapeBin(ofSize(i)*l.usual[s]/(now.mean[s]*now.pace))] += int64(n)
			}
		}
	}
	return bins
}
