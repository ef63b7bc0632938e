package assets_test

import (
	"go/ast"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// toolkit are the keys that look gives to Fyne, whatever they are.
const toolkit = "fyne."

// TestKeysExist: a text that code asks for is there. Functions are told apart by their names alone: where two of a name take
// their keys in two ways, one of these has to be right.
func TestKeysExist(t *testing.T) {
	keys := slices.Collect(maps.Keys(mustRead(t, "zh")))
	for folder, s := range mustParse(t) {
		for _, f := range s.files {
			s.calls(f, func(call *ast.CallExpr, as []speaker) {
				patterns := patternsOf(call, as)
				there := func(pattern string) bool { return slices.ContainsFunc(keys, regexp.MustCompile(pattern).MatchString) }
				if len(patterns) > 0 && !slices.ContainsFunc(patterns, there) {
					t.Errorf("%s asks for %q, which is not there", folder, patterns)
				}
			})
		}
	}
}

// TestKeysAreUsed: a text that nobody asks for is a mistake, or rubbish. A key may be put together; then its constant parts
// count.
func TestKeysAreUsed(t *testing.T) {
	used := map[string]bool{}
	var patterns []*regexp.Regexp
	for _, s := range mustParse(t) {
		prefixes := s.prefixes()
		for literal := range s.literals {
			for _, prefix := range prefixes {
				used[prefix+literal] = true
			}
		}
		for _, f := range s.files {
			ast.Inspect(f, func(n ast.Node) bool {
				e, ok := n.(ast.Expr)
				if !ok || !isBuilt(e) || isWrapped(e, prefixes) {
					return true
				}
				for _, prefix := range prefixes {
					if p := patternOfKey(e, prefix); p != "" && !strings.HasPrefix(p, "^.*") && strings.Contains(p, `\.`) {
						patterns = append(patterns, regexp.MustCompile(p))
					}
				}
				return true
			})
		}
	}
	for key := range mustRead(t, "zh") {
		matches := func(p *regexp.Regexp) bool { return p.MatchString(key) }
		if !used[key] && !strings.HasPrefix(key, toolkit) && !slices.ContainsFunc(patterns, matches) {
			t.Errorf("%s: nobody asks for it", key)
		}
	}
}

// TestWindowsHaveNoWords: what a window says stands in the translations, so that it says it in both languages. What
// goes to the log or tells a programmer of a mistake does not count, nor do drawings.
func TestWindowsHaveNoWords(t *testing.T) {
	sentence := regexp.MustCompile(`[A-Za-z]{2,} [A-Za-z]{2,}`)
	for folder, s := range mustParse(t) {
		if !slices.Contains([]string{"app/screen", "app/desk", "app/take", "app/setup", "app/look"}, folder) {
			continue
		}
		for _, f := range s.files {
			ast.Inspect(f, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					if name := nameOf(call.Fun); strings.HasPrefix(name, "assets.") && isSpeaker(name) {
						t.Errorf("%s/%s calls %s, want a text through look.Say", folder, f.Name.Name, name)
					}
					return !isForProgrammers(call)
				}
				text, ok := textOf(n)
				if ok && !strings.Contains(text, "<") && (sentence.MatchString(text) || strings.ContainsFunc(text, isHan)) {
					t.Errorf("%s/%s says %q by itself", folder, f.Name.Name, text)
				}
				return true
			})
		}
	}
}

func isSpeaker(name string) bool {
	_, ok := speakers[name]
	return ok
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// isForProgrammers tells whether a call makes an error, a panic or a line of the log.
func isForProgrammers(call *ast.CallExpr) bool {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name == "panic"
	case *ast.SelectorExpr:
		name := nameOf(f)
		return slices.Contains([]string{"fmt.Errorf", "errors.New"}, name) || slices.Contains([]string{"Debug", "Info", "Warn", "Error"}, f.Sel.Name)
	}
	return false
}
