package voice

import "math"

// How recordings are made alike, so that a sentence sounds like one. The default clips are made so too.
const (
	full    = 32768
	loud    = 0.126 // root mean square of a clip, of full: −18 dB
	highest = 0.891 // the largest sample, of full: −1 dB
	knee    = 0.7 * highest
	quiet   = 0.016      // of the largest sample, −36 dB: what is below it at the ends is cut off
	edge    = Rate / 125 // samples, 8 ms, that stay at the ends, over which a clip swells and fades
)

// peak is the largest sample of either sign.
func (s Sound) peak() (most int) {
	for _, x := range s {
		most = max(most, int(x), -int(x))
	}
	return most
}

// loudness is the root mean square, of full scale.
func (s Sound) loudness() float64 {
	var sum float64
	for _, x := range s {
		sum += float64(x) * float64(x)
	}
	return math.Sqrt(sum/float64(max(1, len(s)))) / full
}

// trimmed is what is heard of a sound, without the silence around it.
func (s Sound) trimmed() Sound {
	least := int(quiet * float64(s.peak()))
	heard := func(x int16) bool { return max(int(x), -int(x)) > least }
	from, to := 0, len(s)
	for from < to && !heard(s[from]) {
		from++
	}
	for from < to && !heard(s[to-1]) {
		to--
	}
	cut := append(Sound(nil), s[max(0, from-edge):min(len(s), to+edge)]...)
	for i := range min(edge, len(cut)/2) {
		cut[i] = int16(int(cut[i]) * i / edge)
		last := len(cut) - 1 - i
		cut[last] = int16(int(cut[last]) * i / edge)
	}
	return cut
}

// levelled is a sound as loud as all others. The few samples that become too large are bent down.
func (s Sound) levelled() Sound {
	gain := loud / max(s.loudness(), 1e-6)
	out := make(Sound, len(s))
	for i, x := range s {
		y := gain * float64(x) / full
		if over := math.Abs(y) - knee; over > 0 {
			y = math.Copysign(knee+(highest-knee)*math.Tanh(over/(highest-knee)), y)
		}
		out[i] = clamp(y * full)
	}
	return out
}

// at is a sound at a volume of 0 to 100 per cent.
func (s Sound) at(volume int) Sound {
	out := make(Sound, len(s))
	for i, x := range s {
		out[i] = int16(int(x) * volume / 100)
	}
	return out
}

func clamp(x float64) int16 {
	return int16(max(math.MinInt16, min(math.Round(x), math.MaxInt16)))
}
