package assets_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"testing"

	"paihao/assets"
)

// mustRead reads the texts of a language, none of which may stand there twice.
func mustRead(t *testing.T, language string) map[string]string {
	t.Helper()
	data, err := os.ReadFile("translations/" + language + ".json")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	if err := json.Unmarshal(data, &texts); err != nil {
		t.Fatalf("%s: %v", language, err)
	}
	if n := len(regexp.MustCompile(`(?m)^ *"[^"]+":`).FindAll(data, -1)); n != len(texts) {
		t.Errorf("%s: %d keys, %d of them different", language, n, len(texts))
	}
	return texts
}

// Both languages say the same things with the same gaps to fill.
func TestLanguagesAgree(t *testing.T) {
	zh, en := mustRead(t, "zh"), mustRead(t, "en")
	gap := regexp.MustCompile(`\{\w+\}`)
	gaps := func(text string) []string {
		found := gap.FindAllString(text, -1)
		slices.Sort(found)
		return slices.Compact(found)
	}
	for key, text := range zh {
		other, ok := en[key]
		if !ok {
			t.Errorf("%s: missing in English", key)
			continue
		}
		if !slices.Equal(gaps(text), gaps(other)) {
			t.Errorf("%s: gaps %v in Chinese, %v in English", key, gaps(text), gaps(other))
		}
	}
	for key := range en {
		if _, ok := zh[key]; !ok {
			t.Errorf("%s: missing in Chinese", key)
		}
	}
}

func TestWords(t *testing.T) {
	if zh, en := assets.Words("no.such.key", "n", 1); zh != "no.such.key" || en != "no.such.key" {
		t.Errorf("unknown key gives %q, %q, want itself", zh, en)
	}
	if got, want := assets.English("reply.wait", "high", "{low}", "low", 5), " About 5–{low} minutes."; got != want {
		t.Errorf("English = %q, want %q: both gaps filled, values left as they are", got, want)
	}
	if got, want := assets.Chinese("reply.ahead", "n", 7), "前面还有 7 位。"; got != want {
		t.Errorf("Chinese = %q, want %q", got, want)
	}
}
