package config_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"paihao/app/config"
)

func TestChannelsAndStaff(t *testing.T) {
	s := mustParse(t, good)
	channels := []config.Channel{
		{ID: "door", Name: "门口", Service: "a", Welcome: "欢迎", Tag: "到店"}, {ID: "street", Name: "街上", Tag: "到店"},
	}
	if !reflect.DeepEqual(s.Channels, channels) {
		t.Errorf("got %+v, want %+v", s.Channels, channels)
	}
	staff := []config.Staff{{ID: "li", Name: "李", Role: config.StaffCall}, {ID: "wang", Name: "王", Role: config.StaffSupervise}}
	if !reflect.DeepEqual(s.Staff, staff) {
		t.Errorf("got %+v, want %+v", s.Staff, staff)
	}
	if m := s.Mini; m.AppID != "wxfedcba9876543210" || m.Token.Reveal() != "another" || m.Message["near"].Page != "pages/ticket/ticket?from=near" || len(m.Message) != 1 {
		t.Errorf("got %+v, want the mini program with one message", m)
	}
	text := swap(t, good, `welcome = "欢迎"`, "welcome = \"欢迎\\n请坐\"")
	if got := mustParse(t, text).Channels[0].Welcome; got != "欢迎\n请坐" {
		t.Errorf("got %q, want two lines", got)
	}
}

// TestTooManyTags: WeChat keeps a hundred tags for an account. Channels may share one.
func TestTooManyTags(t *testing.T) {
	text, _, _ := strings.Cut(good, "[[channel]]")
	for i := range 150 {
		text += fmt.Sprintf("[[channel]]\nid = \"c%d\"\nname = \"x\"\ntag = \"t%d\"\n", i, i%100)
	}
	if s := mustParse(t, text); len(s.Channels) != 150 {
		t.Errorf("got %d channels, want 150", len(s.Channels))
	}
	line := strings.Count(text, "\n") + 4
	text += "[[channel]]\nid = \"last\"\nname = \"x\"\ntag = \"t100\"\n[[channel]]\nid = \"later\"\nname = \"x\"\ntag = \"t101\"\n"
	_, err := config.Parse("a.toml", []byte(text), config.Options{Environ: alone})
	if m := mistakesOf(t, err); len(m) != 1 || m[0].Key != "channel[151].tag" || m[0].Line != line || !strings.Contains(m[0].Found.EN, `tag number 101, "t100"`) {
		t.Errorf("got %v, want the first tag too many refused on line %d", err, line)
	}
}

func TestTooManyChannels(t *testing.T) {
	for name, most := range map[string]int{"channel": 200, "staff": 100} {
		text, _, _ := strings.Cut(good, "[[channel]]")
		for i := range most + 1 {
			text += fmt.Sprintf("[[%s]]\nid = \"c%d\"\nname = \"x\"\n", name, i)
			if name == "staff" {
				text += "role = \"call\"\n"
			}
		}
		_, err := config.Parse("a.toml", []byte(text), config.Options{Environ: alone})
		key := fmt.Sprintf("%s[%d]", name, most+1)
		if m := mistakesOf(t, err); len(m) != 1 || m[0].Key != key || !strings.Contains(m[0].Expected.EN, fmt.Sprintf("1 to %d tables [[%s]]", most, name)) {
			t.Errorf("got %v, want only %s refused", err, key)
		}
		mustParse(t, text[:strings.LastIndex(text, "[["+name)])
	}
}

// TestPages: WeChat refuses a page that begins with a slash.
func TestPages(t *testing.T) {
	for page, want := range map[string]bool{
		"": true, "p": true, "pages/a/b?c=1&d=2": true, strings.Repeat("p", 128): true,
		"/pages/a": false, "pages a": false, "页": false, strings.Repeat("p", 129): false,
	} {
		text := swap(t, good, "pages/ticket/ticket?from=near", page)
		if _, err := config.Parse("a.toml", []byte(text), config.Options{Environ: alone}); (err == nil) != want {
			t.Errorf("%q: got %v, want it taken: %t", page, err, want)
		}
	}
}
