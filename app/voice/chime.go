package voice

import "math"

// newChime is two bell-like tones, the second one lower by a third: 叮咚.
func newChime() Sound {
	const first, second, apart, lasts = 659.26, 523.25, 0.42, 1.3 // hertz and seconds
	s := make(Sound, int(lasts*Rate))
	for i := range s {
		t := float64(i) / Rate
		y := bell(first, t)
		if t > apart {
			y += bell(second, t-apart)
		}
		s[i] = clamp(y * full * 0.35 * math.Min(1, (lasts-t)/0.1))
	}
	return s
}

// bell is a struck tone, so many seconds after the stroke, with two overtones that die sooner.
func bell(hertz, t float64) float64 {
	tone := func(n, share, dies float64) float64 {
		return share * math.Exp(-t*dies) * math.Sin(2*math.Pi*hertz*n*t)
	}
	return math.Min(1, t/0.004) * (tone(1, 0.75, 3.5) + tone(2, 0.18, 6) + tone(3, 0.07, 10))
}
