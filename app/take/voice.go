package take

import (
	"paihao/app/look"
	"paihao/assets"
)

// voice is the languages of a moment: what is said large, and what stands small beside it.
type voice struct {
	first  assets.Language
	second assets.Language // empty: the first one alone
}

// phrase is one thing said by a voice. The second words are empty where they would say nothing new.
type phrase struct{ first, second string }

func (v voice) say(key string, args ...any) phrase {
	p := phrase{first: look.Say(v.first, key, args...)}
	if v.second != "" {
		p.second = look.Say(v.second, key, args...)
	}
	return p.trimmed()
}

// name is what something is called; one that has no name in a language keeps its other one.
func (v voice) name(zh, en string) phrase {
	in := func(l assets.Language) string {
		if l == assets.EN && en != "" || zh == "" {
			return en
		}
		return zh
	}
	p := phrase{first: in(v.first)}
	if v.second != "" {
		p.second = in(v.second)
	}
	return p.trimmed()
}

func (p phrase) trimmed() phrase {
	if p.second == p.first {
		p.second = ""
	}
	return p
}

// voice is how the window speaks now. In large type and in the second language it says everything once.
func (w *Window) voice() voice {
	languages := w.o.Languages
	switch {
	case len(languages) == 1:
		return voice{first: languages[0]}
	case w.manner.other:
		return voice{first: languages[1]}
	case w.manner.large:
		return voice{first: languages[0]}
	}
	return voice{first: languages[0], second: languages[1]}
}
