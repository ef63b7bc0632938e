package assets

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// Words gives the text of key in Chinese and in English.
// args are names and values in turn: Words("reply.ahead", "n", 3) puts 3 where the text says {n}.
// A key that nobody has translated gives itself, so that a slip is seen and not silent.
func Words(key string, args ...any) (zh, en string) {
	fill := filler(args)
	return fill(lookup(dictionary().zh, key)), fill(lookup(dictionary().en, key))
}

// Chinese gives the Chinese text of key alone.
func Chinese(key string, args ...any) string {
	zh, _ := Words(key, args...)
	return zh
}

// English gives the English text of key alone.
func English(key string, args ...any) string {
	_, en := Words(key, args...)
	return en
}

type languages struct{ zh, en map[string]string }

var dictionary = sync.OnceValue(func() languages {
	return languages{zh: readWords("zh"), en: readWords("en")}
})

// readWords reads one embedded language. The files are part of the program: one that cannot be read is a
// mistake of the build, and every start of it says so.
func readWords(language string) map[string]string {
	data, err := Translations.ReadFile("translations/" + language + ".json")
	if err != nil {
		panic(fmt.Sprintf("assets: read %s: %v", language, err))
	}
	words := map[string]string{}
	if err := json.Unmarshal(data, &words); err != nil {
		panic(fmt.Sprintf("assets: read %s: %v", language, err))
	}
	return words
}

func lookup(words map[string]string, key string) string {
	if text, ok := words[key]; ok {
		return text
	}
	return key
}

func filler(args []any) func(string) string {
	if len(args) == 0 {
		return func(text string) string { return text }
	}
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, "{"+fmt.Sprint(args[i])+"}", fmt.Sprint(args[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace
}
