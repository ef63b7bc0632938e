package config

import (
	"strings"
	"testing"
)

// Names may have the pictures that people paste, also those of several emoji that are joined, and nothing that is not seen or
// turns the text around it.
func TestIsGraphic(t *testing.T) {
	for text, want := range map[string]rune{
		"大厅 Hall":         0,
		"👨\u200d👩\u200d👧": 0,
		"👩🏽\u200d💻 IT":    0, // with a colour of skin
		"❤\ufe0f\u200d🔥":  0, // told to be a picture
		"🏴":               0,
		"نافذة ٦":         0,
		"\u200d":          '\u200d',
		"👩\u200d":         '\u200d',
		"\u200d👩":         '\u200d',
		"a\u200db":        '\u200d',
		"👩\u200da":        '\u200d',
		"a\u200d👩":        '\u200d',
		"👩\u200d\u200d👩":  '\u200d',
		"\ufe0f\u200d👩":   '\u200d',
		"a\tb":            '\t',
		"a\u2028b":        '\u2028',
		"\u202eabc":       '\u202e',
		"a\u2066b\u2069":  '\u2066',
		"\ufeffa":         '\ufeff',
	} {
		got, bad := unshown(text)
		if wantBad := want != 0; got != want || bad != wantBad || isGraphic(text) == wantBad {
			t.Errorf("%q: got %U, %v, want %U, %v", text, got, bad, want, wantBad)
		}
	}
	if isGraphic("a\xff") {
		t.Errorf("bytes that are no text are graphic")
	}
}

// A mistake about something else shows joined emoji as one picture, and names what is not to be there in both languages, also
// where that stands behind what is shown.
func TestFoundQuoted(t *testing.T) {
	for text, want := range map[string]Words{
		"👨\u200d👩":                        {"写的是 \"👨\u200d👩\"", "\"👨\u200d👩\""},
		`a"b\u200d`:                       {`写的是 "a\"b\\u200d"`, `"a\"b\\u200d"`},
		"a\u200db":                        {`写的是 "a\u200db"，其中有看不见的字符 U+200D`, `"a\u200db" with U+200D, a character that cannot be seen`},
		"\u202e":                          {`写的是 "\u202e"，其中有改变文字方向的字符 U+202E`, `"\u202e" with U+202E, a character that turns the direction of text`},
		strings.Repeat("长", 61) + "\n":    {`写的是 "` + strings.Repeat("长", 60) + `…"，其中有控制字符 U+000A`, `"` + strings.Repeat("长", 60) + `…" with the control character U+000A`},
		"see https://me:word@host/\u2029": {`写的是 "see https://***@host/\u2029"，其中有控制字符 U+2029`, `"see https://***@host/\u2029" with the control character U+2029`},
	} {
		if got := foundQuoted(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// Names are as long as windows hold them: a long one in English takes more characters than the same in Chinese.
func TestLengthOfNames(t *testing.T) {
	for _, c := range []struct {
		name     string
		zh, en   bool
		examined int
	}{
		{strings.Repeat("长", 40), true, true, 40},
		{strings.Repeat("长", 41), false, true, 41},
		{"Company registration, change and deregistration one-stop", false, true, 56},
		{strings.Repeat("n", 60), false, true, 60},
		{strings.Repeat("n", 61), false, false, 61},
		{"", false, true, 0},
	} {
		if zh, en := isName(c.name), isNameEN(c.name); zh != c.zh || en != c.en {
			t.Errorf("%q of %d: got %v, in English %v, want %v, %v", c.name, c.examined, zh, en, c.zh, c.en)
		}
	}
}
