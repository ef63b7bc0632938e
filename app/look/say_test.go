package look_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/lang"

	"paihao/app/look"
	"paihao/assets"
)

// asLocale makes the test binary tell what windows say on a machine of some locale.
const asLocale = "TEST_AS_LOCALE"

func TestMain(m *testing.M) {
	if os.Getenv(asLocale) == "" {
		os.Exit(m.Run())
	}
	var heard []string
	for _, l := range []assets.Language{assets.EN, assets.ZH, assets.ZH, assets.EN} {
		look.Speak(l)
		heard = append(heard, lang.L("Select all"), lang.X("file.name", "?"), look.Say(assets.ZH, "look.trial"), look.Say(assets.EN, "look.trial"))
	}
	if err := json.NewEncoder(os.Stdout).Encode(heard); err != nil {
		os.Exit(1)
	}
}

// TestLocales: whatever the machine speaks, windows speak what they are told to, and Fyne's own words go with them.
func TestLocales(t *testing.T) {
	english := []string{"Select all", "Name", "试用模式", "Trial"}
	chinese := []string{"全选", "名称", "试用模式", "Trial"}
	want, err := json.Marshal([][]string{english, chinese, chinese, english})
	if err != nil {
		t.Fatal(err)
	}
	flat := strings.NewReplacer("[[", "[", "],[", ",", "]]", "]").Replace(string(want))
	for _, locale := range []string{
		"", "C", "C.UTF-8", "POSIX", "zh_CN.UTF-8", "zh_TW.UTF-8", "zh_HK", "en_US.UTF-8", "en_GB", "de_DE.UTF-8", "de_AT@euro", "fr",
		"pt_BR", "pt_PT", "ja_JP", "sr_RS@latin", "ar_EG", "xx_YY", "nonsense!", "de:zh_CN:en",
	} {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), asLocale+"=1", "LANG="+locale, "LC_ALL=", "LC_MESSAGES=", "LANGUAGE=")
		if strings.Contains(locale, ":") {
			c.Env = append(c.Env, "LANG=de_DE", "LANGUAGE="+locale)
		}
		out, err := c.Output()
		if got := strings.TrimSpace(string(out)); err != nil || got != flat {
			t.Errorf("%q: got %s (%v), want %s", locale, got, err, flat)
		}
	}
}

// TestToolkitWords: a newer Fyne may say more than we have words for.
func TestToolkitWords(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "fyne.io/fyne/v2").Output()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "lang", "translations", "base.en.json"))
	if err != nil {
		t.Fatal(err)
	}
	var words map[string]any
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	for key := range words {
		if ours := assets.Texts(assets.ZH)["fyne."+key]; ours == "" {
			t.Errorf("fyne.%s: missing", key)
		}
	}
	for key := range assets.Texts(assets.ZH) {
		if name, ok := strings.CutPrefix(key, "fyne."); ok && words[name] == nil {
			t.Errorf("%s: Fyne does not say it", key)
		}
	}
}
