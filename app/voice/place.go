package voice

import (
	"slices"
	"strings"

	"paihao/assets"
	"paihao/queue"
)

// place is where customers are called to, as one language says it.
//
// The rule: a recording of the counter's own is said, which is named after its id. Else its name is put together from clips,
// when all of it can be. Else the system's voice says it, if there is one. Else its number, if it has one and no other
// counter has the same. Else customers are told to look at the screen: a place that is only half said leads astray, and the
// id means nothing to them.
type place struct {
	clips []string // empty: none lead there
	whole bool     // the clips say all of the name
	name  string   // in writing, for the system's voice; empty when it is in another language
}

// place finds how a counter is said.
func (t tongue) place(c queue.Counter, all []queue.Counter, have *clips) place {
	p := place{name: t.nameOf(c)}
	if own := string(t.language) + counterClip + c.ID; have.has(own) {
		p.clips, p.whole = []string{own}, true
		return p
	}
	if p.clips, p.whole = t.compose(p.name); p.whole {
		if isNumber(narrow(p.name)) {
			p.clips = t.numbered("", p.clips)
		}
		return p
	}
	if n := numberIn(c.Name); n != "" && !slices.ContainsFunc(all, func(other queue.Counter) bool {
		return other.ID != c.ID && numberIn(other.Name) == n
	}) {
		p.clips = t.numbered(c.Name, t.count(n))
	}
	return p
}

// nameOf is a counter's name in the language; empty when it has none there.
func (t tongue) nameOf(c queue.Counter) string {
	foreign := strings.ContainsFunc(narrow(c.Name), func(r rune) bool { return r >= 0x80 })
	if t.language == assets.ZH || c.NameEN == "" && !foreign {
		return c.Name
	}
	return c.NameEN
}

// ordinals are what stands after a number in Chinese and before it in English, by what the name says that it is a number of.
var ordinals = []struct{ of, zh, en string }{
	{"窗", "zh/hao-chuangkou", "en/counter"},
	{"柜", "zh/hao-guitai", "en/counter"},
	{"桌", "zh/hao-zhuo", "en/table"},
	{"诊室", "zh/hao-zhenshi", "en/room"},
	{"室", "zh/hao", "en/room"},
	{"", "zh/hao", "en/number"},
}

// numbered makes a place of the clips of a number: 十二号, number twelve; or of what the name says that it is.
func (t tongue) numbered(name string, number []string) []string {
	i := slices.IndexFunc(ordinals, func(o struct{ of, zh, en string }) bool { return strings.Contains(name, o.of) })
	if t.language == assets.ZH {
		return append(number, ordinals[i].zh)
	}
	return slices.Insert(number, 0, ordinals[i].en)
}

// numberIn is the only number in a name; empty when it has none, or several.
func numberIn(name string) string {
	numbers := strings.FieldsFunc(narrow(name), func(r rune) bool { return r < '0' || '9' < r })
	if len(numbers) != 1 {
		return ""
	}
	return numbers[0]
}

// isNumber tells whether a name is nothing but a number, such as 12.
func isNumber(name string) bool { return name != "" && strings.Trim(name, "0123456789") == "" }
