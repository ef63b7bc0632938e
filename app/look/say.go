package look

import (
	"encoding/json"
	"fmt"
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
