package voice

import (
	"context"
	"slices"
	"strings"
	"time"

	"paihao/assets"
	"paihao/queue"
)

const (
	pause = ","                    // stands between the names of clips where a speaker takes breath
	apart = 300 * time.Millisecond // between chime, first and second language
)

// manner is how a call is said.
type manner struct {
	chime   bool // before it
	hurried bool // only what is needed, and in the first language alone
}

// frame is the clips of a language that stand around number and place.
type frame struct{ call, number, to, screen string }

var frames = map[assets.Language]frame{
	assets.ZH: {"zh/qing", "zh/hao", "zh/dao", "zh/kan-daping"},
	assets.EN: {"en/ticket-number", "", "en/please-proceed-to", "en/please-look-at-the-screen"},
}

// tongue says calls in one language.
type tongue struct {
	language assets.Language
	frame    frame
	words    *lexicon
	yao      bool
	places   map[string]place // by the id of the counter
}

func newTongue(l assets.Language, o Options, c *clips) tongue {
	t := tongue{language: l, frame: frames[l], words: c.words[l], yao: o.Yao, places: map[string]place{}}
	for _, counter := range o.Counters {
		t.places[counter.ID] = t.place(counter, o.Counters, c)
	}
	return t
}

// who is the clips of whom is called: 请A零一二号, Ticket number A zero one two. After the first call of a chime it is the
// number without the word before it.
func (t tongue) who(number string, m manner) []string {
	clips := append(t.number(number), pause)
	if m.hurried {
		return clips
	}
	clips = slices.Insert(clips, len(clips)-1, t.frame.number)
	if m.chime {
		clips = slices.Insert(clips, 0, t.frame.call)
	}
	return slices.DeleteFunc(clips, func(name string) bool { return name == "" })
}

// where is the clips of the way there: 到三号窗口, please proceed to counter three; or to look at the screen for it.
func (t tongue) where(p place, m manner) []string {
	switch {
	case len(p.clips) == 0:
		return []string{t.frame.screen}
	case m.hurried:
		return p.clips
	}
	return slices.Concat([]string{t.frame.to}, p.clips)
}

// text is what the clips of a call say, in writing, with a counter's name as it is written.
func (t tongue) text(who []string, to, name string) string {
	between := " "
	if t.language == assets.ZH {
		between = ""
	}
	words := make([]string, 0, len(who)+2)
	for _, clip := range append(slices.Clone(who), to) {
		if clip == pause {
			words = append(words, pause)
			continue
		}
		words = append(words, t.words.of[clip])
	}
	return strings.Join(append(words, name), between)
}

// sound is a call as it is heard.
func (a *Announcer) sound(ctx context.Context, number string, counter queue.Counter, m manner) Sound {
	var all Sound
	if m.chime {
		all = slices.Concat(a.chime, silence(apart))
	}
	for i, t := range a.says {
		if i > 0 && m.hurried {
			break
		}
		if i > 0 {
			all = append(all, silence(apart)...)
		}
		all = append(all, a.sentence(ctx, t, number, counter, m)...)
	}
	return all.at(a.o.Volume)
}

// sentence is a call in one language: by the system's voice where that is preferred, or needed for the counter's name, and can
// be had; else by clips.
func (a *Announcer) sentence(ctx context.Context, t tongue, number string, counter queue.Counter, m manner) Sound {
	p, who := t.places[counter.ID], t.who(number, m)
	if a.o.System != nil && p.name != "" && (a.o.Prefer || !p.whole) {
		said, err := a.o.System.Say(ctx, t.language, t.text(who, t.frame.to, p.name))
		if err == nil {
			return said
		}
		a.complain(t.language, err)
	}
	return a.clips.mix(slices.Concat(who, t.where(p, m)), m.hurried)
}

// complain logs that the system's voice failed, once for each language.
func (a *Announcer) complain(l assets.Language, err error) {
	if a.complained[l] {
		return
	}
	a.complained[l] = true
	a.o.Log.Warn("the system's voice says nothing; clips do what they can", "language", l, "err", err)
}
