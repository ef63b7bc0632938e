package config_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"paihao/app/config"
	"paihao/queue"
)

func TestSampleIsATrial(t *testing.T) {
	s, err := config.Parse("paihao.toml", []byte(mustRead(t, samplePath)), config.Options{Trial: true, Environ: alone})
	if err != nil || len(s.Services) == 0 || len(s.Warnings) > 0 {
		t.Fatalf("got %v, %d services, warnings %q: want a hall that trial mode can show", err, len(s.Services), s.Warnings)
	}
	if err := mustHall(t, s); err != nil {
		t.Error(err)
	}
}

func TestInit(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "etc", "paihao")
	path, err := config.Init(dir, []byte(mustRead(t, samplePath)))
	if err != nil {
		t.Fatal(err)
	}
	checkMode(t, dir, 0o700)
	checkMode(t, path, 0o600)

	_, err = config.Load(config.Options{Path: path, Environ: alone})
	if got := mistakesOf(t, err); len(got) != 2 || got[0].Key != "wechat.app_id" || got[1].Key != "wechat.app_secret" {
		t.Errorf("got:\n%v\nwant only the app_id and the app_secret to be missing", err)
	}
	mustWrite(t, path, fillIn(t, mustRead(t, path)), 0o600)
	s, err := config.Load(config.Options{Path: path, Environ: alone})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.WeChat.EncodingAESKey.Reveal(); !regexp.MustCompile(`^[0-9A-Za-z]{43}$`).MatchString(got) {
		t.Errorf("got a key of %d characters, want 43 letters and digits", len(got))
	}
	if s.Listen.APIToken == "" || s.WeChat.Token == "" {
		t.Error("got an empty token, want both made")
	}
	if got, want := s.DataFile(), filepath.Join(dir, "paihao.db"); got != want {
		t.Errorf("got data file %s, want %s", got, want)
	}
}

func TestInitKeepsWhatIsThere(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, config.FileName)
	mustWrite(t, path, "mine", 0o600)
	if _, err := config.Init(dir, []byte(mustRead(t, samplePath))); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want fs.ErrExist", err)
	}
	if got := mustRead(t, path); got != "mine" {
		t.Errorf("got %q, want the file left alone", got)
	}
}

func TestInitIsFreshEachTime(t *testing.T) {
	made := regexp.MustCompile(`(?m)^(token|encoding_aes_key|api_token) = "(.+)"`)
	seen := map[string]bool{}
	for range 20 {
		path, err := config.Init(t.TempDir(), []byte(mustRead(t, samplePath)))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range made.FindAllStringSubmatch(mustRead(t, path), -1) {
			seen[m[2]] = true
		}
	}
	if len(seen) != 60 {
		t.Errorf("got %d different secrets in 20 files, want 60", len(seen))
	}
	if _, err := config.Init(t.TempDir(), []byte("token = \"\"\n")); err == nil {
		t.Error("got no error for a sample without its places, want one")
	}
}

// TestSampleShowsEveryKey takes the # from every key of the sample: it must load, and every field of Settings must
// have its key there.
func TestSampleShowsEveryKey(t *testing.T) {
	sample := regexp.MustCompile(`(?m)^#([a-z[])`).ReplaceAllString(fillIn(t, mustRead(t, samplePath)), "$1")
	sample = strings.ReplaceAll(sample, "template_id = \"\"", "template_id = \"id\"")
	sample = strings.ReplaceAll(sample, "\ntoken = \"\"", "\ntoken = \"abc\"")
	sample = strings.ReplaceAll(sample, "\nencoding_aes_key = \"\"", "\nencoding_aes_key = \"abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG\"")
	sample = swap(t, sample, "\napp_id = \"\"", "\napp_id = \"wxfedcba9876543210\"")
	sample = swap(t, sample, "\napp_secret = \"\"", "\napp_secret = \"not-a-real-secret-4567\"")
	s := mustParse(t, sample)
	if len(s.WeChat.Message) != len(config.Kinds) || len(s.Listen.Hosts) == 0 || len(s.Hall().Tells) != len(config.Kinds) {
		t.Errorf("got %d messages, told %q, hosts %q, want every kind and a host", len(s.WeChat.Message), s.Hall().Tells, s.Listen.Hosts)
	}
	if len(s.Warnings) > 0 || s.Listen.PublicURL == "" || len(s.Channels) == 0 || len(s.Staff) == 0 {
		t.Errorf("got warnings %q, url %q, want none, and channels and staff", s.Warnings, s.Listen.PublicURL)
	}
	if want := mustParse(t, bare).Rules; s.Rules != want {
		t.Errorf("the sample shows the rules %+v, want the defaults %+v", s.Rules, want)
	}
	if want := mustParse(t, bare); !reflect.DeepEqual(s.Venue.Languages, want.Venue.Languages) || s.Screen.Every != want.Screen.Every || s.Screen.OneCode {
		t.Errorf("the sample shows %v and the screen %+v, want the defaults %+v", s.Venue.Languages, s.Screen, want.Screen)
	}
	if x := s.Services[0]; x.Quota != 0 || !x.Hours.Always() || x.Party != (queue.Party{}) || x.SharedPrefix || x.Digits != 3 {
		t.Errorf("the sample shows the service %+v, want the defaults", x)
	}
	there := map[string]bool{}
	for _, l := range linesOf(regexp.MustCompile(`(?m)^(#.*)?\n`).ReplaceAllString(sample, "")) {
		path := regexp.MustCompile(`\[\d+\]`).ReplaceAllString(l.path, "")
		there[regexp.MustCompile(`\.message\.[a-z]+`).ReplaceAllString(path, ".message")] = true // one kind is like another
	}
	keys := keysOf(reflect.TypeFor[config.Settings](), "")
	for _, key := range keys {
		if !there[key] {
			t.Errorf("the sample does not show %s", key)
		}
	}
	if len(keys) < 96 {
		t.Errorf("found %d keys in Settings, want all of them", len(keys))
	}
}

// otherNames are the keys that say more than the queue's own nouns.
var otherNames = map[string]string{
	"rules.priority": "rules.priority_ratio", "rules.stop_numbers": "rules.numbers_full", "rules.cancel_on_unfollow": "rules.on_unfollow", "screen.every": "screen.slide_seconds",
	"log.folder": "log.dir", "voice.one": "voice.say_one_as",
}

// keysOf gives the TOML keys that the fields of a struct stand for.
func keysOf(s reflect.Type, path string) []string {
	var keys []string
	for i := range s.NumField() {
		f := s.Field(i)
		name := path + snake(f.Name)
		if other, ok := otherNames[name]; ok {
			name = other
		}
		switch {
		case path == "" && (f.Name == "Dir" || f.Name == "Warnings" || f.Name == "Secrets" || !f.IsExported()):
		case path == "" && f.Type.Kind() == reflect.Slice:
			keys = append(keys, keysOf(f.Type.Elem(), strings.TrimSuffix(name, "s")+".")...)
		case path == "":
			keys = append(keys, keysOf(f.Type, name+".")...)
		case f.Type.Kind() == reflect.Map && f.Name == "Message":
			keys = append(keys, keysOf(f.Type.Elem(), name+".")...)
		default:
			keys = append(keys, name)
		}
	}
	return keys
}

// snake turns EncodingAESKey into encoding_aes_key.
func snake(name string) string {
	var b strings.Builder
	runes := []rune(strings.NewReplacer("WeChat", "Wechat", "APIURL", "ApiURL").Replace(name))
	for i, r := range runes {
		edge := i > 0 && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if unicode.IsUpper(r) && edge {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func fillIn(t *testing.T, sample string) string {
	t.Helper()
	return swap(t, sample, "put them in\n#app_id = \"\"\n#app_secret = \"\"",
		"put them in\napp_id = \"wx0123456789abcdef\"\napp_secret = \"not-a-real-secret-0123\"")
}

func mustHall(t *testing.T, s config.Settings) error {
	t.Helper()
	v := s.Hall()
	if len(v.Services) != len(s.Services) || len(v.Counters) != len(s.Counters) || v.Name != s.Venue.Name {
		t.Fatalf("got %d services and %d counters in the hall, want %d and %d", len(v.Services), len(v.Counters), len(s.Services), len(s.Counters))
	}
	return v.Validate()
}

func checkMode(t *testing.T, path string, want fs.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != want {
		t.Errorf("got mode %04o for %s, want %04o", got, path, want)
	}
}
