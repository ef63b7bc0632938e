package screen

import (
	"cmp"
	"slices"
	"strings"

	"paihao/app/look"
	"paihao/assets"
)

// speech is what the screen speaks: one language, or two of which the first stands large.
type speech struct{ first, second assets.Language } // second is empty when the first stands alone

func newSpeech(languages []assets.Language) speech {
	s := speech{first: languages[0]}
	if len(languages) > 1 && languages[1] != s.first {
		s.second = languages[1]
	}
	return s
}

// say gives a text in both languages, the second empty when there is one alone.
func (s speech) say(key string, args ...any) (first, second string) {
	return s.one(key, args...), s.other(key, args...)
}

// one gives a text in the first language.
func (s speech) one(key string, args ...any) string { return look.Say(s.first, key, args...) }

// other gives a text in the second language, nothing when there is none.
func (s speech) other(key string, args ...any) string {
	if s.second == "" {
		return ""
	}
	return look.Say(s.second, key, args...)
}

// name puts a name that the venue has given in Chinese and in English into the languages. A missing one falls back to the
// other, and none is said twice.
func (s speech) name(zh, en string) (first, second string) {
	first, second = s.order(cmp.Or(zh, en), cmp.Or(en, zh))
	if second == first {
		second = ""
	}
	return first, second
}

// order puts what is said in Chinese and in English into the languages.
func (s speech) order(zh, en string) (first, second string) {
	if s.first == assets.EN {
		zh, en = en, zh
	}
	if s.second == "" {
		en = ""
	}
	return zh, en
}

// list puts a dot between things said; those that say nothing are left out.
func list(said ...string) string {
	return strings.Join(slices.DeleteFunc(said, func(words string) bool { return words == "" }), " · ")
}
