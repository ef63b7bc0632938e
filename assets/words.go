package assets

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// Words gives the text of key in Chinese and in English.
// args are names and values in turn: Words("reply.ahead", "n", 3) puts 3 where the text says {n}.
// A key that nobody has translated gives itself, so that a slip is seen and not silent.
func Words(key string, args ...any) (zh, en string) {
	return Chinese(key, args...), English(key, args...)
}

// Both gives the text of key in Chinese, and below it in English.
func Both(key string, args ...any) string {
	zh, en := Words(key, args...)
	return zh + "\n" + en
}

// Chinese gives the Chinese text of key alone.
func Chinese(key string, args ...any) string { return in(ZH, key, args) }

// English gives the English text of key alone.
func English(key string, args ...any) string { return in(EN, key, args) }

func in(l Language, key string, args []any) string {
	text, ok := Texts(l)[key]
	if !ok {
		text = key
	}
	return Fill(text, args...)
}

// Texts gives all texts of a language by their keys. They are shared and not to be changed.
func Texts(l Language) map[string]string { return texts()[l] }

//go:embed translations/*.json
var translations embed.FS

var texts = sync.OnceValue(func() map[Language]map[string]string {
	all := map[Language]map[string]string{}
	for _, l := range Languages() {
		all[l] = readTexts(l)
	}
	return all
})

// readTexts reads one embedded language. The files are part of the program: one that cannot be read is a
// mistake of the build, and every start of it says so.
func readTexts(l Language) (all map[string]string) {
	data, err := translations.ReadFile("translations/" + string(l) + ".json")
	if err == nil {
		err = json.Unmarshal(data, &all)
	}
	if err != nil {
		panic(fmt.Sprintf("assets: read %s: %v", l, err))
	}
	return all
}

// Fill puts values where a text names them: Fill("{n} ahead", "n", 3). A name that nobody gave a value for stays as it is, to
// be seen.
func Fill(text string, args ...any) string {
	if len(args) == 0 {
		return text
	}
	var filled strings.Builder
	filled.Grow(len(text) + 8*len(args)) // room for names and numbers of the usual length
	for {
		before, rest, opened := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !opened || !closed {
			filled.WriteString(text)
			return filled.String()
		}
		filled.WriteString(before)
		filled.WriteString(value(name, args))
		text = after
	}
}

// value finds what args say for a name.
func value(name string, args []any) string {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] != name {
			continue
		}
		if text, ok := args[i+1].(string); ok {
			return text
		}
		return fmt.Sprint(args[i+1])
	}
	return "{" + name + "}"
}
