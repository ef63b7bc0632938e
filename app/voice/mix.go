package voice

import "time"

const (
	between = 35 * time.Millisecond  // two clips of a sentence
	breathe = 160 * time.Millisecond // where a speaker would take breath
)

// mix puts clips behind each other. Those that do not exist are left out.
func (c *clips) mix(names []string) (s Sound) {
	for i, name := range names {
		if name == pause {
			s = append(s, silence(breathe)...)
			continue
		}
		if i > 0 && names[i-1] != pause {
			s = append(s, silence(between)...)
		}
		s = append(s, c.get(name)...)
	}
	return s
}
