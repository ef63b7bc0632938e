package voice

import "math"

// resample gives samples of one rate as samples of another, by a windowed sinc whose limit is half of the lower rate.
func resample(in []float32, from, to int) []float32 {
	if from == to {
		return in
	}
	const lobes = 8
	step, limit := float64(from)/float64(to), min(1, float64(to)/float64(from))
	reach := lobes / limit // samples of in on either side
	out := make([]float32, int(float64(len(in))/step))
	for i := range out {
		at := float64(i) * step
		var sum, weight float64
		for k := max(0, int(math.Ceil(at-reach))); k <= min(len(in)-1, int(at+reach)); k++ {
			w := sinc(limit*(float64(k)-at)) * (1 + math.Cos(math.Pi*(float64(k)-at)/reach)) / 2
			sum, weight = sum+w*float64(in[k]), weight+w
		}
		if weight != 0 {
			out[i] = float32(sum / weight)
		}
	}
	return out
}

func sinc(x float64) float64 {
	if x == 0 {
		return 1
	}
	return math.Sin(math.Pi*x) / (math.Pi * x)
}
