package look

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"fyne.io/fyne/v2/lang"

	"paihao/assets"
)

// Say gives the text of key in a language, through Fyne's lang. args are names and values in turn, as in assets.Fill. A key
// that nobody has translated gives itself, so that a slip is seen and not silent.
//
// Fyne's lang speaks one language at a time, and our windows two: each text is known to it as LANGUAGE.KEY, under the
// machine's own locale, so that a window speaks what it likes and changes that at any moment.
func Say(l assets.Language, key string, args ...any) string {
	load()
	return assets.Fill(lang.X(string(l)+"."+key, key), args...)
}

// Pair gives the text of key in both languages.
func Pair(key string, args ...any) (zh, en string) {
	return Say(assets.ZH, key, args...), Say(assets.EN, key, args...)
}

// toolkit begins the keys of Fyne's own words; what comes after it is Fyne's key.
const toolkit = "fyne."

// spoken is the language of Fyne's own words; empty before Speak.
var spoken assets.Language

// Speak gives Fyne's own words (cut and paste in the menu of an entry, the buttons of a dialog) in a language, whatever the
// machine's is. There is one language for all windows: that of the staff desk, which alone has such menus. What stands open
// already keeps its words. It belongs to the window's goroutine, as Say does.
func Speak(l assets.Language) {
	if l == spoken {
		return // lang grows with each thing it is taught
	}
	load()
	words := map[string]string{}
	for key, text := range assets.Texts(l) {
		if name, ok := strings.CutPrefix(key, toolkit); ok {
			words[name] = text
		}
	}
	teach(words)
	spoken = l
}

var load = sync.OnceFunc(func() {
	texts := map[string]string{}
	for _, l := range assets.Languages() {
		for key, text := range assets.Texts(l) {
			texts[string(l)+"."+key] = text
		}
	}
	teach(texts)
})

// teach gives Fyne's lang texts, in the place of those it has under the same keys.
func teach(texts map[string]string) {
	data, err := json.Marshal(texts)
	if err == nil {
		err = lang.AddTranslationsForLocale(data, lang.SystemLocale())
	}
	if err != nil {
		panic(fmt.Sprintf("look: teach texts: %v", err)) // they are part of the program
	}
}
