package config_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"paihao/app/config"
)

// needed are the keys without a default.
var needed = []string{
	"wechat.app_id", "wechat.app_secret", "wechat.token",
	"wechat.message.near.template_id", "wechat.message.near.fields",
	"wechat.message.called.fields", "mini.app_id", "mini.app_secret", "mini.token", "mini.encoding_aes_key",
	"mini.message.near.template_id", "mini.message.near.fields", "channel[1].id", "channel[1].name", "channel[2].id", "channel[2].name",
	"staff[1].id", "staff[1].name", "staff[1].role", "staff[2].id", "staff[2].name", "staff[2].role",
	"service[1].id", "service[1].name", "service[2].id", "service[2].name",
	"counter[1].id", "counter[1].name", "counter[1].services",
	"token[1].id", "token[1].role", "token[1].hash", "token[2].id", "token[2].role", "token[2].hash",
}

// line is one line of the good settings.
type line struct {
	text, name, value string
	path              string // of the key, or of the table that the line opens
	number, header    int
}

// linesOf splits settings that have one key to a line.
func linesOf(text string) []line {
	var lines []line
	table, header, count := "", 0, map[string]int{}
	for i, s := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		l := line{text: s, number: i + 1}
		if name, isHeader := strings.CutPrefix(s, "["); isHeader {
			table, header = strings.Trim(name, "[]"), i+1
			if count[table]++; strings.HasPrefix(s, "[[") {
				table = fmt.Sprintf("%s[%d]", table, count[table])
			}
			l.path = table
		} else {
			l.name, l.value, _ = strings.Cut(s, " = ")
			l.path = table + "." + l.name
		}
		l.header = header
		lines = append(lines, l)
	}
	return lines
}

// mutant is the good settings with one line changed, and the mistake that must come of it; an empty key means none.
type mutant struct {
	what string
	now  []string
	key  string
	line int
}

func mutantsOf(l line) []mutant {
	if l.name == "" {
		return []mutant{{"rename", []string{strings.Replace(l.text, "]", "x]", 1)}, withX(l.path), l.number}}
	}
	at := func(what, value string) mutant {
		return mutant{what + " " + value, []string{l.name + " = " + value}, l.path, l.number}
	}
	drop := mutant{what: "drop"}
	if slices.Contains(needed, l.path) {
		drop.key, drop.line = l.path, l.header
	}
	list := []mutant{
		drop,
		{"duplicate", []string{l.text, l.text}, l.path, l.number + 1},
		{"rename", []string{l.name + "x = " + l.value}, l.path + "x", l.number},
		{"upper case", []string{strings.ToUpper(l.name) + " = " + l.value}, strings.TrimSuffix(l.path, l.name) + strings.ToUpper(l.name), l.number},
		{"no value", []string{l.name + " ="}, l.path, l.number},
		{"two values", []string{l.text + " 7"}, l.path, l.number},
		at("float", "1.5"), at("date", "2026-01-02"), at("list", "[true]"), at("text", `"\u0000"`), at("huge", "123456789012"),
	}
	if l.name != "fields" {
		list = append(list, at("table", "{}"))
	}
	return list
}

func withX(path string) string {
	name, _, _ := strings.Cut(path, "[")
	return name + "x"
}

// TestMutants changes each line of the good settings in each way: the mistake must name that key on that line, and
// nothing else may be blamed.
func TestMutants(t *testing.T) {
	lines, count := linesOf(good), 0
	for i, l := range lines {
		for _, m := range mutantsOf(l) {
			count++
			var text []string
			for j, other := range lines {
				if j == i {
					text = append(text, m.now...)
				} else {
					text = append(text, other.text)
				}
			}
			t.Run(l.path+" "+m.what, func(t *testing.T) {
				_, err := config.Parse("a.toml", []byte(strings.Join(text, "\n")), config.Options{Environ: alone})
				checkMutant(t, l, m, err)
			})
		}
	}
	if count < 200 {
		t.Errorf("tried %d mutants, want 200 and more", count)
	}
}

func checkMutant(t *testing.T, l line, m mutant, err error) {
	t.Helper()
	if m.key == "" {
		// Prefixes are shared on purpose, so leaving out one end of that is a mistake of the other's.
		if err != nil && l.name != "shared_prefix" && l.name != "prefix" {
			t.Errorf("got %v, want a default", err)
		}
		return
	}
	named := false
	for _, x := range mistakesOf(t, err) {
		about := x.Key == m.key || strings.HasPrefix(x.Key, m.key+"[")
		named = named || about && x.Line == m.line
		if !about && x.Key != l.path && l.name != "" && !strings.Contains(l.name, "prefix") {
			t.Errorf("blames %s for it: %v", x.Key, &x)
		}
		if x.File != "a.toml" || x.Found.EN == "" || x.Found.ZH == "" || x.Expected.EN == "" || x.Expected.ZH == "" {
			t.Errorf("got %+v, want file, found and expected in both languages", x)
		}
	}
	if !named {
		t.Errorf("got:\n%v\nwant %s on line %d", err, m.key, m.line)
	}
}
