package setup_test

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"paihao/app/config"
	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// Enter alone goes through all of it to a venue that works, and what is written is what stood there.
func TestEnterAlone(t *testing.T) {
	play(t, assets.ZH, usual, func(s *stage) {
		s.enter(6)
		if len(s.written) != 0 || s.used != 0 {
			t.Fatalf("before the last step it wrote %d times", len(s.written))
		}
		s.enter(1)
		if len(s.written) != 1 || s.used != 1 || s.left != 0 {
			t.Fatalf("it wrote %d times, was used %d times, left %d times", len(s.written), s.used, s.left)
		}
		d := config.NewDraft()
		d.Token, d.EncodingAESKey = s.written[0].Token, s.written[0].EncodingAESKey
		if !reflect.DeepEqual(s.written[0], d) {
			t.Errorf("it wrote %+v, want %+v", s.written[0], d)
		}
		s.enter(3)
		s.setup.Close()
		s.key(fyne.KeyEscape)
		if len(s.written) != 1 || s.used != 1 || s.left != 0 {
			t.Error("after the end it can still be pressed")
		}
	})
}

// Where no window tells that a key is held down, it goes on as long as it is not repeated: nothing is written that nobody has
// read.
func TestHeldKey(t *testing.T) {
	play(t, assets.ZH, usual, func(s *stage) {
		s.enter(1)
		for range 100 {
			s.key(fyne.KeyReturn)
			time.Sleep(33 * time.Millisecond)
		}
		s.wantWords(look.Say(assets.ZH, "setup.venue.title"))
		s.enter(1)
		s.wantWords(look.Say(assets.ZH, "setup.services.title"))
	})
}

// A whole venue is answered by keys alone, in the order that Tab goes.
func TestByKeys(t *testing.T) {
	play(t, assets.EN, usual, func(s *stage) {
		tab := func(n int) {
			for range n {
				s.key(fyne.KeyTab)
			}
		}
		s.enter(1)
		s.write("林家铺子") // all of the name is chosen, so this takes its place
		tab(1)
		s.write("Lin's Shop")
		tab(2)
		s.key(fyne.KeySpace) // English first
		s.enter(1)
		tab(2)
		s.key(fyne.KeySpace) // a bank
		s.enter(1)
		s.key(fyne.KeySpace) // one counter more
		s.enter(2)
		tab(1)
		s.key(fyne.KeySpace) // a network printer
		tab(3)
		s.write("10.0.0.9:9100")
		s.enter(1)
		s.enter(1)
		if len(s.written) != 1 {
			t.Fatalf("it wrote %d times; it says %q", len(s.written), s.words())
		}
		d := s.written[0]
		if d.Name != "林家铺子" || d.NameEN != "Lin's Shop" || !slices.Equal(d.Languages, []assets.Language{assets.EN, assets.ZH}) {
			t.Errorf("the venue is %q, %q, %v", d.Name, d.NameEN, d.Languages)
		}
		if d.Services[0].ID != "personal" || len(d.Counters) != 5 || d.Counters[4].Name != "5号窗口" || d.Printer != "tcp://10.0.0.9:9100" || !d.Trial {
			t.Errorf("it wrote %+v", d)
		}
	})
}

// Pressing buttons: services come and go, a counter serves some, an account is connected.
func TestByHand(t *testing.T) {
	play(t, assets.ZH, usual, func(s *stage) {
		say := func(key string) string { return look.Say(assets.ZH, "setup."+key) }
		s.tap(say("begin"))
		s.tap(say("next"))
		s.tap(say("preset.restaurant"))
		s.tap(say("remove"))
		s.tap(say("service.add"))
		s.write("包间")
		s.tap(say("next"))
		s.tap("A 包间")
		s.tap(say("next"))
		s.tap(say("wechat.account"))
		s.tap(say("next"))
		s.wantWords("必须填写的值")
		s.write("wx0123456789abcdef")
		s.key(fyne.KeyTab)
		s.write("not-a-real-secret-0123")
		s.key(fyne.KeyTab)
		s.write("https://queue.example.com")
		s.tap(say("copy"))
		if want := "https://queue.example.com/wechat/callback"; s.copied != want {
			t.Errorf("it copied %q, want %q", s.copied, want)
		}
		s.tap(say("next"))
		s.tap(say("voice.off"))
		s.tap(say("next"))
		s.tap(say("finish"))
		if len(s.written) != 1 {
			t.Fatalf("it wrote %d times; it says %q", len(s.written), s.words())
		}
		d := s.written[0]
		if d.Trial || d.AppID != "wx0123456789abcdef" || d.AppSecret.Reveal() != "not-a-real-secret-0123" || d.PublicURL != "https://queue.example.com" || d.Voice {
			t.Errorf("it wrote %+v", d)
		}
		if len(d.Services) != 3 || d.Services[2].Name != "包间" || d.Services[2].NameEN != "" || d.Services[2].Prefix != "A" || d.Services[0].Party != (queue.Party{Min: 3, Max: 4}) {
			t.Errorf("it wrote the services %+v", d.Services)
		}
		if d.Serves(0, d.Services[2].ID) || !d.Serves(0, "middle") {
			t.Errorf("it wrote the counters %+v", d.Counters)
		}
	})
}

// A mistake is told beside its field, in the settings' words, and the step stays until it is mended.
func TestMistakesStay(t *testing.T) {
	play(t, assets.EN, usual, func(s *stage) {
		s.enter(1)
		s.write(" ")
		s.enter(3)
		s.wantWords("a name of 1 to 40 characters", "What is the venue called?")
		s.write("A")
		s.enter(1)
		s.wantWords("What do people queue for?")
	})
}

// Back keeps what was answered, and so does the other language.
func TestNothingIsLost(t *testing.T) {
	play(t, assets.ZH, usual, func(s *stage) {
		s.enter(1)
		s.write("林家铺子")
		s.enter(3)
		s.tap("English")
		s.key(fyne.KeyEscape, fyne.KeyEscape, fyne.KeyEscape)
		s.tap("中文")
		s.enter(1)
		s.enter(5)
		if len(s.written) != 1 || s.written[0].Name != "林家铺子" || s.written[0].NameEN != "" {
			t.Errorf("it wrote %+v; it says %q", s.written, s.words())
		}
	})
}

// Closing asks once something was answered, and never writes.
func TestClosing(t *testing.T) {
	play(t, assets.ZH, usual, func(s *stage) {
		s.setup.Close()
		if s.left != 1 {
			t.Errorf("at the beginning it was left %d times, want once", s.left)
		}
		s.enter(3)
		s.setup.Close()
		if s.left != 1 {
			t.Error("half-way it was left without a question")
		}
		s.enter(1) // goes on with the setup
		s.wantWords(look.Say(assets.ZH, "setup.counters.title"))
		s.setup.Close()
		s.tap(look.Say(assets.ZH, "setup.leave.yes"))
		if s.left != 2 || len(s.written) != 0 {
			t.Errorf("it was left %d times and wrote %d times", s.left, len(s.written))
		}
	})
}

// A printer and a voice are tried with the answers as they stand; how that went is told, and nothing is held up by it.
func TestTrying(t *testing.T) {
	play(t, assets.ZH, usual, func(s *stage) {
		say := func(key string) string { return look.Say(assets.ZH, "setup."+key) }
		s.enter(5)
		s.tap(look.Say(assets.ZH, "setup.volume.n", "n", 40))
		s.tap(say("try.sound"))
		s.wantWords(say("try.sound.done"))
		s.tap(say("printer.network"))
		s.err = errors.New("no paper")
		s.tap(say("try.paper"))
		s.wantWords("zh: no paper", say("try.sound.done"))
		s.enter(1) // the button has the keys, and Enter goes on all the same
		s.wantWords(say("summary.title"))
		s.key(fyne.KeyEscape)
		if len(s.tried) != 2 || s.tried[0].Volume != 40 || !strings.HasPrefix(s.tried[1].Printer, "tcp://") {
			t.Errorf("it tried %+v", s.tried)
		}
		s.tap(say("printer.device"))
		if slices.Contains(s.words(), "zh: no paper") {
			t.Error("another printer is told to have no paper")
		}
		s.key(fyne.KeyTab, fyne.KeyTab)
		s.write("lp0")
		s.tap(say("try.paper"))
		if len(s.tried) != 2 {
			t.Error("a printer whose address is wrong was tried")
		}
	})
}

// Settings that cannot be written are told in words of one language, and can be tried again.
func TestNotWritten(t *testing.T) {
	for language, says := range map[assets.Language]string{assets.ZH: "写不进去。请看看这个文件夹能不能写", assets.EN: "See whether its folder can be written to"} {
		play(t, language, usual, func(s *stage) {
			s.enter(6)
			s.err = errors.New("open /x: no space left on device")
			s.enter(1)
			s.wantWords(says)
			if said := strings.Join(s.words(), "\n"); strings.Contains(said, "no space") || s.used != 0 {
				t.Errorf("it was used %d times and says %s", s.used, said)
			}
			s.err = nil
			s.enter(1)
			if len(s.written) != 1 || s.used != 1 {
				t.Errorf("it wrote %d times, was used %d times; it says %q", len(s.written), s.used, s.words())
			}
		})
	}
}

// Settings that came from elsewhere meanwhile stay, and the last page starts with them.
func TestOvertaken(t *testing.T) {
	for language, says := range map[assets.Language]string{assets.ZH: "设置刚才已经在别处写好了", assets.EN: "settings have come from elsewhere meanwhile"} {
		play(t, language, usual, func(s *stage) {
			s.enter(6)
			s.err = fmt.Errorf("已经存在 · it exists: %w", &fs.PathError{Op: "open", Path: "x", Err: fs.ErrExist})
			s.enter(1)
			s.wantWords(says, look.Say(language, "setup.use"))
			if said := strings.Join(s.words(), "\n"); strings.Contains(said, "exists") || s.used != 0 {
				t.Errorf("it was used %d times and says %s", s.used, said)
			}
			s.key(fyne.KeyEscape)
			s.enter(2) // once more
			s.tap(look.Say(language, "setup.use"))
			s.enter(2)
			if len(s.written) != 0 || s.used != 1 {
				t.Errorf("it wrote %d times, was used %d times; it says %q", len(s.written), s.used, s.words())
			}
		})
	}
}

// Two of a name are refused at the field of the second, in either language; what the window adds has names of its own.
func TestTwoOfAName(t *testing.T) {
	for language, says := range map[assets.Language]string{assets.ZH: "和第 1 个同名；应为：和别的都不同的名称", assets.EN: "the name of number 1"} {
		play(t, language, usual, func(s *stage) {
			s.enter(2)
			first := config.NewDraft().Services[0].Name
			for range 9 {
				s.tap(look.Say(language, "setup.service.add"))
			}
			s.write(" " + first)
			s.enter(1)
			s.wantWords(look.Say(language, "setup.services.title"), says)
			s.write("最后一个")
			s.enter(1)
			s.wantWords(look.Say(language, "setup.counters.title"))
			s.enter(4)
			if len(s.written) != 1 || len(s.written[0].Services) != 12 || s.written[0].Services[11].Name != "最后一个" {
				t.Errorf("it wrote %+v; it says %q", s.written, s.words())
			}
		})
	}
}
