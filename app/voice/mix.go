package voice

import "time"

const (
	between = 35 * time.Millisecond  // two clips of a sentence
	breathe = 160 * time.Millisecond // where a speaker would take breath
)

// mix puts clips behind each other, closer where there is hurry. Those that do not exist are left out.
func (c *clips) mix(names []string, hurried bool) (s Sound) {
	between, breathe := silence(between), silence(breathe)
	if hurried {
		between, breathe = between[:len(between)/2], breathe[:len(breathe)/2]
	}
	for i, name := range names {
		if name == pause {
			s = append(s, breathe...)
			continue
		}
		if i > 0 && names[i-1] != pause {
			s = append(s, between...)
		}
		s = append(s, c.get(name)...)
	}
	return s
}
