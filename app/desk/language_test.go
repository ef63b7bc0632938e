package desk_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"

	"paihao/app/desk"
	"paihao/assets"
	"paihao/queue"
)

// english names the services and counters of a hall, so that all that is said on an English desk is English.
func english(v scene) scene {
	v.VenueEN = "Spruce Service Hall"
	v.Services, v.Counters = slices.Clone(v.Services), slices.Clone(v.Counters)
	for i, name := range []string{"General", "Social insurance", "Household papers", "Real estate"} {
		v.Services[i].NameEN = name
	}
	for i := range v.Counters {
		v.Counters[i].NameEN = "Counter " + v.Counters[i].ID
	}
	return v
}

// Everything on the desk is said in the other language at once, and nothing else changes.
func TestSwitchLanguage(t *testing.T) {
	var told []assets.Language
	o := at3
	o.OnLanguage = func(l assets.Language) { told = append(told, l) }
	play(t, o, english(called(1)), func(s *stage) {
		s.key(fyne.KeyF1)
		s.wantWords("A012 刚叫过，办完了吗？")
		s.chord(fyne.KeyModifierControl, fyne.KeyE)
		s.wantWords("Call next", "A012 was just called. Served already?", "Counter 3", "14 min")
		s.wantWords("Serves General · Household papers")
		s.tapAnswer("Served, call next")
		s.wantOne(queue.Command{Verb: queue.CallNext, Counter: "3", Expect: "id-A012"})
		s.tap("中文")
		s.wantWords("叫下一位", "3号窗口", "办理 综合业务 · 户籍证件")
	})
	if want := []assets.Language{assets.EN, assets.ZH}; !slices.Equal(told, want) {
		t.Errorf("told of %v, want %v", told, want)
	}
}

// What a command came to is said anew too: a refusal, a walk-in's number and what can be taken back.
func TestSwitchLanguageOfAnswers(t *testing.T) {
	o := at3
	o.Words = func(l assets.Language, err error) string { return string(l) + ": " + err.Error() }
	play(t, o, english(serving()), func(s *stage) {
		s.err = queue.ErrTooEarly
		s.key(fyne.KeyF7)
		s.wantWords("未成功：zh: queue: too early for a miss")
		s.chord(fyne.KeyModifierControl, fyne.KeyE)
		s.wantWords("Not done: en: queue: too early for a miss")
		s.err, s.out = nil, queue.Outcome{Ticket: &queue.Standing{Number: "C321", Service: "family"}}
		s.chord(fyne.KeyModifierControl, fyne.Key3)
		s.wantWords("Ticket C321", "Household papers")
		s.chord(fyne.KeyModifierControl, fyne.KeyE)
		s.wantWords("已取号 C321", "户籍证件")
		s.out = finished()
		s.key(fyne.KeyF7)
		s.wantWords("A012 已办结")
		s.chord(fyne.KeyModifierControl, fyne.KeyE)
		s.wantWords("Finished A012")
	})
}

// An English desk says nothing in Chinese but the name of that language and the mark of a trial.
func TestEnglishIsWhole(t *testing.T) {
	views := map[string]scene{
		"called": called(1), "serving": serving(), "told": told(), "held": held(), "lunch": lunch(), "troubled": troubled(),
		"over": over(), "empty": empty(), "missed": missed(), "trial": trial(), "readonly": readOnly(),
	}
	key := regexp.MustCompile(`^desk\.|\{[a-z]+\}`)
	for name, v := range views {
		t.Run(name, func(t *testing.T) {
			play(t, desk.Options{Counter: "3", Language: assets.EN}, english(v), func(s *stage) {
				said := s.words()
				for _, key := range []fyne.KeyName{fyne.KeyF10, fyne.KeyF12} {
					s.key(key)
					said = append(said, s.words()...)
				}
				for _, words := range said {
					han := strings.ContainsFunc(words, func(r rune) bool { return unicode.Is(unicode.Han, r) })
					if han && words != "中文" && words != "中文 / English" && words != "试用模式 · Trial" {
						t.Errorf("the desk says %q", words)
					}
					if key.MatchString(words) {
						t.Errorf("the desk says %q, which is no sentence", words)
					}
				}
			})
		})
	}
}
