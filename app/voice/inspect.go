package voice

import (
	"maps"
	"slices"
	"strings"

	"paihao/assets"
	"paihao/queue"
)

// Inspection is what can be said with a venue's recordings.
type Inspection struct {
	Own    []string // the venue's own clips, by name
	Rest   []string // clips that the program brings, of the languages, since the venue has none of the name
	Unfit  []Unfit  // files that are not used
	Halves []Half   // counters whose name no clips say
}

// Half is a counter whose name the clips of a language do not say.
type Half struct {
	Counter queue.Counter
	Says    string // what is said instead when the system has no voice for it; empty: to look at the screen
}

// Inspect looks at what an Announcer with these options would say. Player is not needed.
func Inspect(o Options) Inspection {
	c := newClips(o.Clips)
	found := Inspection{Own: slices.Sorted(maps.Keys(c.own)), Unfit: c.unfit}
	_, names := vocabulary()
	for _, name := range names {
		language, _, _ := strings.Cut(name, "/")
		if !c.has(name) && slices.Contains(o.Languages, assets.Language(language)) {
			found.Rest = append(found.Rest, name)
		}
	}
	for _, l := range o.Languages {
		t := newTongue(l, o, c)
		for _, counter := range o.Counters {
			p := t.places[counter.ID]
			if !p.whole && (p.name != "" || len(p.clips) == 0) {
				found.Halves = append(found.Halves, Half{counter, t.text(p.clips, "", "")})
			}
		}
	}
	return found
}
