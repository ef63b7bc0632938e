package queue

import "math"

// How services spread around their mean: in bins of took ÷ mean that grow by a fifth of an octave.
const (
	shapeBins  = 40
	shapeFirst = 1.0 / 16 // lower end of bin 1; bin 0 holds all below
	shapeStep  = 5        // bins in an octave
	shapeCV    = 0.7      // of the lognormal distribution that is assumed first
	shapePrior = 50       // as if so many services had shown that one
	shapeTail  = 0.05     // services: of less there is nothing to be learned of those that last so long
	shapeRest  = 0.7      // of a mean: what is left on the average of a service that has lasted longer than any
)

// shape is how services spread around their mean. It never changes.
type shape struct {
	edge  [shapeBins + 1]float64 // lower ends of the bins
	n     [shapeBins]float64     // services in them
	draws [courses]float64       // how long a whole service takes: equally likely, rising, 1 in the mean
}

// firstShape is what is assumed before any service has shown more.
var firstShape = newShape([shapeBins]float64{})

// shapeBin is the bin of took ÷ mean.
func shapeBin(r float64) int {
	if r < shapeFirst {
		return 0
	}
	return min(1+int(shapeStep*math.Log2(r/shapeFirst)), shapeBins-1)
}

// newShape is the shape that past services show, each bin with how many they were, beside what is assumed first.
func newShape(past [shapeBins]float64) *shape {
	s := &shape{}
	for i := 1; i <= shapeBins; i++ {
		s.edge[i] = shapeFirst * math.Exp2(float64(i-1)/shapeStep)
	}
	for i := range s.n {
		s.n[i] = past[i] + shapePrior*(lognormal(s.edge[i+1])-lognormal(s.edge[i]))
	}
	s.draws = s.left(0)
	sum := 0.0
	for _, x := range s.draws {
		sum += x / courses
	}
	for k := range s.draws {
		s.draws[k] /= sum
	}
	return s
}

// lognormal is the share of services that take at most x times the mean, as it is assumed first.
func lognormal(x float64) float64 {
	if x <= 0 {
		return 0
	}
	sigma := math.Sqrt(math.Log(1 + shapeCV*shapeCV))
	return 0.5 * math.Erfc(-(math.Log(x)+sigma*sigma/2)/sigma/math.Sqrt2)
}

// left is what may be left of a service of mean 1 that has lasted x: the middles of equally likely parts, rising. Of a
// service that has lasted long, more is left than one thinks (Whitt 1999: the time already spent in service is worth
// knowing).
func (s *shape) left(x float64) (q [courses]float64) {
	n, first := 0.0, shapeBins
	for first > 0 && s.edge[first] > x {
		first--
		n += s.above(first, x)
	}
	if n < shapeTail {
		return lasting(shapeRest)
	}
	i, below := first, 0.0
	for k := range q {
		want := n * (float64(k) + 0.5) / courses
		for i < shapeBins-1 && below+s.above(i, x) < want {
			below += s.above(i, x)
			i++
		}
		from, to := max(s.edge[i], x), s.edge[i+1]
		q[k] = from + (to-from)*min((want-below)/max(s.above(i, x), 1e-9), 1) - x
	}
	return q
}

// lasting is what may be left of something that may end at any moment, and lasts for a time on the average: the middles of
// equally likely parts, rising.
func lasting(mean float64) (q [courses]float64) {
	for k, one := range lastingOne {
		q[k] = mean * one
	}
	return q
}

// lastingOne is that of one whose mean is 1.
var lastingOne = func() (q [courses]float64) {
	for k := range q {
		q[k] = -math.Log(1 - (float64(k)+0.5)/courses)
	}
	return q
}()

// above is how many of a bin's services took longer than x.
func (s *shape) above(i int, x float64) float64 {
	from, to := s.edge[i], s.edge[i+1]
	if x <= from {
		return s.n[i]
	}
	return s.n[i] * (to - x) / (to - from)
}
