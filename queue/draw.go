package queue

import "math/rand/v2"

// courses is how many courses of the rest of the day a forecast plays through.
const courses = 16

// draws is how many steps of a course have draws of their own; then they come again.
const draws = 2048

// strata says which sixteenth of a distribution each course has in a step. The draws are the same for every forecast, so
// that one made again says the same, and spread evenly: in each step every course has another sixteenth (Latin hypercube;
// McKay, Beckman and Conover 1979).
var strata = func() (t [draws][courses]uint8) {
	r := rand.New(rand.NewPCG(1, 1))
	for i := range t {
		for k, v := range r.Perm(courses) {
			t[i][k] = uint8(v)
		}
	}
	return t
}()

// inStratum is where in its sixteenth a draw lies, 0 to 1.
var inStratum = func() (t [draws]float64) {
	r := rand.New(rand.NewPCG(2, 2))
	for i := range t {
		t[i] = r.Float64()
	}
	return t
}()

// draw is which sixteenth a course has in a step, 0 to 15.
func draw(course, step int) int { return int(strata[step%draws][course]) }

// drawFine is a number from 0 to under 1.
func drawFine(course, step int) float64 {
	return (float64(draw(course, step)) + inStratum[step%draws]) / courses
}
