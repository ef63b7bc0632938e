package voice

import (
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"paihao/assets"
)

// Each clip of the default set is there, of a length that its words take, as loud as the others, not cut off above, and without
// silence around it.
func TestDefaultClips(t *testing.T) {
	vocabulary, names := vocabulary()
	size := 0
	for _, name := range names {
		data, err := assets.Sounds.ReadFile("sounds/" + name + ".ogg")
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		size += len(data)
		s, err := decode(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		words := vocabulary[assets.Language(name[:2])].of[name]
		if length := s.Length(); length < 100*time.Millisecond || length > 1500*time.Millisecond {
			t.Errorf("%s %s: it lasts %v, want 0.1 to 1.5 s", name, words, length)
		}
		if db := 20 * math.Log10(s.loudness()/loud); math.Abs(db) > 2 {
			t.Errorf("%s %s: its loudness is %.1f dB from the others', want within 2", name, words, db)
		}
		if peak := s.peak(); peak > 32000 || s.cutOff() > 2 {
			t.Errorf("%s %s: the largest sample is %d, and %d in a row are as large", name, words, peak, s.cutOff())
		}
		if before, behind := s.still(); before > 40*time.Millisecond || behind > 60*time.Millisecond {
			t.Errorf("%s %s: %v of silence before it and %v behind it", name, words, before, behind)
		}
	}
	if size > 3<<20 || len(names) < 250 {
		t.Errorf("%d clips of %d bytes, want over 250 in under 3 MiB", len(names), size)
	}
}

// cutOff is how many samples in a row have the largest value.
func (s Sound) cutOff() (most int) {
	peak, n := s.peak(), 0
	for _, x := range s {
		if n++; max(int(x), -int(x)) < peak {
			n = 0
		}
		most = max(most, n)
	}
	return most
}

// still is the silence at both ends.
func (s Sound) still() (before, behind time.Duration) {
	least := s.peak() / 50
	for len(s) > 0 && max(int(s[0]), -int(s[0])) < least {
		before, s = before+time.Second/Rate, s[1:]
	}
	for len(s) > 0 && max(int(s[len(s)-1]), -int(s[len(s)-1])) < least {
		behind, s = behind+time.Second/Rate, s[:len(s)-1]
	}
	return before, behind
}

// The chime is as loud as what follows it, and ends in silence.
func TestChime(t *testing.T) {
	s := newChime()
	if length := s.Length(); length < time.Second || length > 2*time.Second {
		t.Errorf("the chime lasts %v, want 1 to 2 s", length)
	}
	if db := 20 * math.Log10(s.loudness()/loud); math.Abs(db) > 6 || s.peak() > 32000 {
		t.Errorf("its loudness is %.1f dB from the words', its peak %d", db, s.peak())
	}
	if s[0] != 0 || max(s[len(s)-1], -s[len(s)-1]) > 20 {
		t.Errorf("it begins with %d and ends with %d, which is a click", s[0], s[len(s)-1])
	}
}

// What the synthesiser made of each Chinese clip is its pinyin: the voice that reads hanzi as English is not the one, and no
// letter was taken for a word.
func TestPhonemes(t *testing.T) {
	list, trace := mustTable(t, "list.tsv"), mustTable(t, "phonemes.txt")
	if len(list) != len(trace) {
		t.Fatalf("%d clips are listed, %d traced", len(list), len(trace))
	}
	for name, fields := range list {
		if len(trace[name]) < 3 || trace[name][1] != fields[1] {
			t.Errorf("%s %s: got the trace %q", name, fields[1], trace[name])
			continue
		}
		heard := trace[name][2]
		if strings.Contains(heard, "(en)") {
			t.Errorf("%s %s is read as English: %s", name, fields[1], heard)
		}
		if len(fields) < 3 {
			continue
		}
		if want := phonemes(t, fields[2]); bare(heard) != want || !rightTones(heard, fields[2]) {
			t.Errorf("%s %s, %s: it reads %s (%s), want %s", name, fields[1], fields[2], bare(heard), heard, want)
		}
	}
	for name, pinyin := range map[string]string{ // by ear of who speaks it, and not of the list
		"zh/qing": "qing3", "zh/hao": "hao4", "zh/dao": "dao4", "zh/0": "ling2", "zh/1": "yi1", "zh/yao": "yao1", "zh/2": "er4",
		"zh/3": "san1", "zh/4": "si4", "zh/5": "wu3", "zh/6": "liu4", "zh/7": "qi1", "zh/8": "ba1", "zh/9": "jiu3",
		"zh/hao-chuangkou": "hao4 chuang1 kou3",
	} {
		if list[name][2] != pinyin {
			t.Errorf("%s is listed as %s, want %s", name, list[name][2], pinyin)
		}
	}
}

// mustTable reads a table of the default voice by its first column.
func mustTable(t *testing.T, file string) map[string][]string {
	t.Helper()
	data, err := os.ReadFile("../../assets/sounds/" + file)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for line := range strings.Lines(string(data)) {
		if fields := strings.Split(strings.TrimSpace(line), "\t"); strings.Contains(fields[0], "/") {
			all[fields[0]] = fields
		}
	}
	return all
}

// How espeak-ng writes pinyin, without stress and tones, and with its two signs for each of the glides i and u made one.
// Source: 汉语拼音方案, and the phonemes of espeak-ng 1.51 for Mandarin, sound by sound.
var (
	initials = map[string]string{
		"b": "p", "p": "ph", "m": "m", "f": "f", "d": "t", "t": "th", "n": "n", "l": "l", "g": "k", "k": "kh", "h": "X",
		"j": "tS;", "q": "tS;h", "x": "S;", "zh": "ts.", "ch": "ts.h", "sh": "s.", "r": "z.", "z": "ts", "c": "tsh", "s": "s",
	}
	finals = map[string]string{
		"a": "A", "ai": "ai", "an": "an", "ang": "aN", "ao": "Au", "e": "o-", "ei": "ei", "en": "@n", "eng": "@N", "i": "i",
		"ian": "iEn", "iang": "iAN", "iao": "iAu", "ie": "iE", "in": "in", "ing": "iN", "iu": "iou", "ong": "ong", "ou": "ou",
		"u": "u", "ua": "uA", "uan": "uan", "uang": "uAN", "ui": "uei", "uo": "uo", "ü": "y", "ün": "y@n",
	}
	alone = map[string]string{ // syllables without an initial
		"er": "@r", "wai": "uai", "wei": "uei", "wu": "uu", "ya": "iiA", "yan": "iiEn", "yao": "iAu", "ye": "iiE", "yi": "ii",
		"yin": "iin", "you": "iiou", "yu": ";y",
	}
	pinyin = regexp.MustCompile(`^([zcs]h|[bpmfdtnlgkhjqxrzcs])?([a-z]+)([1-4])$`)
	toned  = regexp.MustCompile(`[0-9]+`)
	signs  = regexp.MustCompile(`[0-9',_| ]`)
	glides = strings.NewReplacer("w", "u", "j", "i")
)

// tones are the four tones as espeak-ng writes them; the third is low before another and the second
// before a third, the fourth falls by half before a fourth.
var tones = map[string][]string{"1": {"55"}, "2": {"35"}, "3": {"214", "21", "35"}, "4": {"51", "53"}}

// bare is a trace without stress, tones and pauses.
func bare(trace string) string { return glides.Replace(signs.ReplaceAllString(trace, "")) }

// phonemes is what the trace of some syllables should be.
func phonemes(t *testing.T, syllables string) (all string) {
	t.Helper()
	for _, syllable := range strings.Fields(syllables) {
		parts := pinyin.FindStringSubmatch(syllable)
		if parts == nil {
			t.Fatalf("%s is no pinyin", syllable)
		}
		initial, final := parts[1], parts[2]
		switch {
		case initial == "":
			all += alone[final]
			continue
		case strings.Contains("jqx", initial):
			final = strings.Replace(final, "u", "ü", 1)
			final = strings.Replace(final, "iü", "iu", 1)
		case final == "i" && strings.Contains("zh ch sh r", initial) && initial != "z" && initial != "c" && initial != "s":
			all += initials[initial] + "i."
			continue
		case final == "i" && strings.Contains("zcs", initial):
			all += initials[initial] + "i["
			continue
		}
		all += initials[initial] + finals[final]
	}
	return all
}

// rightTones tells whether each syllable of a trace has the tone of its pinyin.
func rightTones(trace, syllables string) bool {
	got, want := toned.FindAllString(trace, -1), strings.Fields(syllables)
	if len(got) != len(want) {
		return false
	}
	for i := range got {
		if !slices.Contains(tones[want[i][len(want[i])-1:]], got[i]) {
			return false
		}
	}
	return true
}

// The list of what to record that venues read is the list of clips.
func TestListToRecord(t *testing.T) {
	data, err := os.ReadFile("../../assets/docs/voice.md")
	if err != nil {
		t.Fatal(err)
	}
	list := mustTable(t, "list.tsv")
	for name, fields := range list {
		if !strings.Contains(string(data), "`"+name+"` "+fields[1]) {
			t.Errorf("voice.md does not say %s %s", name, fields[1])
		}
	}
}
