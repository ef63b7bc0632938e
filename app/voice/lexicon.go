package voice

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"unicode/utf8"

	"paihao/assets"
)

// lexicon is what clips say in one language.
type lexicon struct {
	of   map[string]string // the words of a clip
	clip map[string]string // the clip of words, in small letters
	most int               // characters of the longest words
}

// longest is the clip of the longest words that a text begins with, and how many characters they have.
func (l *lexicon) longest(rest []rune) (clips []string, n int) {
	for n = min(l.most, len(rest)); n > 0; n-- {
		if clip := l.clip[string(rest[:n])]; clip != "" {
			return []string{clip}, n
		}
	}
	return nil, 0
}

// vocabulary is the lexicons of the clips that the program brings, and the names of all of these. The list is part of the
// program: one that cannot be read is a mistake of the build, and every start of it says so.
var vocabulary = sync.OnceValues(func() (map[assets.Language]*lexicon, []string) {
	data, err := assets.Sounds.ReadFile("sounds/list.tsv")
	if err != nil {
		panic(fmt.Sprintf("voice: %v", err))
	}
	all := map[assets.Language]*lexicon{}
	for _, l := range assets.Languages() {
		all[l] = &lexicon{of: map[string]string{}, clip: map[string]string{}}
	}
	all[assets.ZH].clip["〇"] = "zh/0"
	var names []string
	for line := range strings.Lines(string(data)) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		language, _, clip := strings.Cut(fields[0], "/")
		if !clip {
			continue // a heading
		}
		l := all[assets.Language(language)]
		l.of[fields[0]], l.clip[strings.ToLower(fields[1])] = fields[1], fields[0]
		l.most = max(l.most, utf8.RuneCountInString(fields[1]))
		names = append(names, fields[0])
	}
	return all, names
})

// defaults is the folder of the clips that the program brings.
var defaults = sync.OnceValue(func() fs.FS {
	folder, err := fs.Sub(assets.Sounds, "sounds")
	if err != nil {
		panic(fmt.Sprintf("voice: %v", err))
	}
	return folder
})
