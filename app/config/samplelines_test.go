package config_test

import (
	"regexp"
	"strings"
	"testing"

	"paihao/app/config"
)

// optional is a key or a section of the sample that is not set.
var optional = regexp.MustCompile(`^#([a-z_]+ = |\[)`)

// mustInit is what paihao init writes, with an account filled in.
func mustInit(t *testing.T) string {
	t.Helper()
	path, err := config.Init(t.TempDir(), []byte(mustRead(t, samplePath)))
	if err != nil {
		t.Fatal(err)
	}
	return fillIn(t, mustRead(t, path))
}

// TestSampleLineByLine takes the # from one line of the sample at a time, and from the section it belongs to: what can be set
// can be set alone. Where a value has to be filled in, nothing but that is missing.
func TestSampleLineByLine(t *testing.T) {
	lines := strings.Split(mustInit(t), "\n")
	section, tried := -1, 0
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimPrefix(line, "#"), "[") {
			section = i
		}
		if !optional.MatchString(line) {
			continue
		}
		tried++
		text := append([]string(nil), lines...)
		for _, at := range []int{section, i} {
			text[at] = strings.TrimPrefix(text[at], "#")
		}
		_, err := config.Parse("a.toml", []byte(strings.Join(text, "\n")), config.Options{Environ: alone})
		if err == nil {
			continue
		}
		for _, m := range mistakesOf(t, err) {
			if m.Found.EN != "nothing" || m.Line == 0 {
				t.Errorf("line %d, %s: got %v", i+1, line, &m)
			}
		}
	}
	if tried < 70 {
		t.Errorf("tried %d lines, want all that can be set", tried)
	}
}

// TestSampleBlockByBlock takes the # from one whole section of the sample at a time, as it stands: its empty values are none,
// so that nothing but what must be filled in is asked for.
func TestSampleBlockByBlock(t *testing.T) {
	text := mustInit(t)
	blocks := regexp.MustCompile(`(?m)^#\[.*\n(#[a-z_]+ = .*\n)*`).FindAllString(text, -1)
	if len(blocks) < 14 {
		t.Fatalf("found %d blocks, want all sections that can be set", len(blocks))
	}
	for _, block := range blocks {
		set := strings.Replace(text, block, regexp.MustCompile(`(?m)^#`).ReplaceAllString(block, ""), 1)
		_, err := config.Parse("a.toml", []byte(set), config.Options{Environ: alone})
		if err == nil {
			continue
		}
		for _, m := range mistakesOf(t, err) {
			if m.Found.EN != "nothing" || !strings.Contains(block, `= ""`) && !strings.HasPrefix(m.Key, "mini.") {
				t.Errorf("%s\ngot %v", block, &m)
			}
		}
	}
}
