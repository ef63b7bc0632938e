package voice

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"paihao/assets"
	"paihao/queue"
)

// counterNames are a hall with names of all kinds.
var counterNames = []queue.Counter{
	{ID: "1", Name: "1号窗口", NameEN: "Counter 1"},
	{ID: "3", Name: "3号窗口"},
	{ID: "c12", Name: "12"},
	{ID: "vip", Name: "VIP室", NameEN: "VIP room"},
	{ID: "guide", Name: "导诊台", NameEN: "Information desk"},
	{ID: "five", Name: "五号"},
	{ID: "room", Name: "305诊室", NameEN: "Room 305"},
	{ID: "odd", Name: "人鬼情未了7号窗口"},
	{ID: "lost", Name: "某某处", NameEN: "Somewhere"},
	{ID: "b2", Name: "Ｂ２０窗口", NameEN: "B20"},
	{ID: "b1", Name: "囧1号", NameEN: "囧1"},
}

// words is what a call says, piece by piece.
func words(t *testing.T, l assets.Language, o Options, number, counter string, m manner) string {
	t.Helper()
	o.Counters = counterNames
	c := newClips(o.Clips)
	tongue := newTongue(l, o, c)
	var all []string
	for _, name := range append(tongue.who(number, m), tongue.where(tongue.places[counter], m)...) {
		switch {
		case name == pause:
			all = append(all, pause)
		case c.get(name) == nil:
			t.Errorf("%s at %s: there is no clip %s", number, counter, name)
		case c.words[l].of[name] == "":
			all = append(all, name)
		default:
			all = append(all, c.words[l].of[name])
		}
	}
	return strings.Join(all, " ")
}

func TestSentences(t *testing.T) {
	chime, later, hurry := manner{chime: true}, manner{}, manner{hurried: true}
	for _, c := range []struct {
		language        assets.Language
		yao             bool
		number, counter string
		how             manner
		want            string
	}{
		{assets.ZH, false, "A012", "3", chime, "请 A 零 一 二 号 , 到 三 号窗口"},
		{assets.ZH, true, "A012", "1", chime, "请 A 零 幺 二 号 , 到 一 号窗口"}, // a counter's number is counted, never 幺
		{assets.ZH, true, "A012", "3", later, "A 零 幺 二 号 , 到 三 号窗口"},
		{assets.ZH, false, "A012", "3", hurry, "A 零 一 二 , 三 号窗口"},
		{assets.ZH, false, "1000", "c12", chime, "请 一 零 零 零 号 , 到 十 二 号"},
		{assets.ZH, false, "VB9", "vip", chime, "请 V B 九 号 , 到 V I P 室"},
		{assets.ZH, false, "007", "guide", chime, "请 零 零 七 号 , 到 导诊台"},
		{assets.ZH, false, "007", "five", chime, "请 零 零 七 号 , 到 五 号"},
		{assets.ZH, true, "007", "room", chime, "请 零 零 七 号 , 到 三 零 五 诊室"},
		{assets.ZH, false, "007", "odd", chime, "请 零 零 七 号 , 到 七 号窗口"}, // its number, which no other counter has
		{assets.ZH, false, "007", "lost", chime, "请 零 零 七 号 , 看大屏幕"},
		{assets.ZH, false, "007", "lost", hurry, "零 零 七 , 看大屏幕"},
		{assets.ZH, false, "007", "b2", chime, "请 零 零 七 号 , 到 B 二 十 窗口"},
		{assets.ZH, false, "007", "b1", chime, "请 零 零 七 号 , 看大屏幕"}, // its number is another counter's too
		{assets.ZH, false, "007", "gone", chime, "请 零 零 七 号 , 看大屏幕"},
		{assets.EN, true, "A012", "3", chime, "Ticket number A zero one two , please proceed to counter three"},
		{assets.EN, true, "A012", "1", later, "A zero one two , please proceed to counter one"},
		{assets.EN, true, "A012", "1", hurry, "A zero one two , counter one"},
		{assets.EN, false, "B7", "c12", chime, "Ticket number B seven , please proceed to number twelve"},
		{assets.EN, false, "B7", "vip", chime, "Ticket number B seven , please proceed to V I P room"},
		{assets.EN, false, "B7", "guide", chime, "Ticket number B seven , please proceed to information desk"},
		{assets.EN, false, "B7", "five", chime, "Ticket number B seven , please look at the screen"},
		{assets.EN, false, "B7", "room", chime, "Ticket number B seven , please proceed to room three zero five"},
		{assets.EN, false, "B7", "odd", chime, "Ticket number B seven , please proceed to counter seven"},
		{assets.EN, false, "B7", "lost", chime, "Ticket number B seven , please look at the screen"},
		{assets.EN, false, "B7", "b2", chime, "Ticket number B seven , please proceed to B twenty"},
	} {
		if got := words(t, c.language, Options{Yao: c.yao}, c.number, c.counter, c.how); got != c.want {
			t.Errorf("%s to %s: got %q, want %q", c.number, c.counter, got, c.want)
		}
	}
}

func TestCounts(t *testing.T) {
	for number, want := range map[string][2]string{
		"0": {"0", "0"}, "007": {"7", "7"}, "10": {"10", "10"}, "11": {"10 1", "11"}, "19": {"10 9", "19"}, "20": {"2 10", "20"},
		"21": {"2 10 1", "20 1"}, "99": {"9 10 9", "90 9"}, "100": {"1 0 0", "1 0 0"}, "000": {"0", "0"}, "2015": {"2 0 1 5", "2 0 1 5"},
	} {
		for i, l := range assets.Languages() {
			got := strings.ReplaceAll(strings.Join(tongue{language: l}.count(number), " "), string(l)+"/", "")
			if got != want[i] {
				t.Errorf("%s in %s: got %q, want %q", number, l, got, want[i])
			}
		}
	}
}

// A counter's own recording goes before its name, and before the system's voice.
func TestOwnName(t *testing.T) {
	own := fstest.MapFS{"zh/Counter-lost.WAV": &fstest.MapFile{Data: wavOf(Rate, 1, tone(Rate, 0.3))}}
	if got, want := words(t, assets.ZH, Options{Clips: own}, "A1", "lost", manner{}), "A 一 号 , 到 zh/counter-lost"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// parrot is a system's voice that knows no English, and writes down what it is to say.
type parrot struct{ said []string }

func (p *parrot) Say(_ context.Context, l assets.Language, text string) (Sound, error) {
	p.said = append(p.said, text)
	if l == assets.EN {
		return nil, ErrNoVoice
	}
	return tone(Rate, 1), nil
}

// The system's voice says what no clips do, or all where that is wanted; where it fails clips do what they can.
func TestSystemSays(t *testing.T) {
	for _, c := range []struct {
		prefer  bool
		counter string
		want    []string
	}{
		{false, "3", nil},
		{false, "lost", []string{"请A零一二号,到某某处", "Ticket number A zero one two , please proceed to Somewhere"}},
		{true, "3", []string{"请A零一二号,到3号窗口"}}, // it has no English name: clips say its number
		{true, "1", []string{"请A零一二号,到1号窗口", "Ticket number A zero one two , please proceed to Counter 1"}},
	} {
		p := &parrot{}
		a := New(Options{Player: quietPlayer{}, Languages: assets.Languages(), Counters: counterNames, Volume: 100, System: p, Prefer: c.prefer})
		s := a.sound(t.Context(), "A012", a.counter(c.counter), manner{chime: true})
		if strings.Join(p.said, "|") != strings.Join(c.want, "|") {
			t.Errorf("at %s: the system is to say %q, want %q", c.counter, p.said, c.want)
		}
		if s.Length() < a.chime.Length()+tone(Rate, 1).Length() {
			t.Errorf("at %s: %v is said, want more than a chime and a second", c.counter, s.Length())
		}
	}
}

type quietPlayer struct{}

func (quietPlayer) Play(context.Context, []int16) error { return errors.New("not to be played") }
