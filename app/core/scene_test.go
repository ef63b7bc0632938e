package core

import (
	"strings"
	"testing"

	"paihao/assets"

	"paihao/wechat"
)

func testScenes() scenes {
	return scenes{secret: []byte("0123456789abcdef0123456789abcdef"), app: app}
}

// The longest id that the settings allow still makes a scene that WeChat takes.
func TestScene(t *testing.T) {
	s := testScenes()
	for _, service := range []string{"a", "general", strings.Repeat("s", 20)} {
		scene := s.join(service)
		if got, ok := s.service(scene); got != service || !ok {
			t.Errorf("service(%q) = %q, %v, want %q", scene, got, ok, service)
		}
		if len(scene) > 64 || strings.ContainsFunc(scene, func(c rune) bool { return c <= ' ' || c > '~' }) {
			t.Errorf("scene %q: want at most 64 printable bytes, has %d", scene, len(scene))
		}
	}
}

func TestForeignScenes(t *testing.T) {
	s := testScenes()
	general := s.join("general")
	other, elsewhere := s, s
	other.secret = []byte("another secret of another store!")
	elsewhere.app = "wxanother"
	for _, scene := range []string{
		"", ".", "...", "....", "1", "123", "v1.join.general", "v1.join.general.", "v1.join..", "qrscene_" + general, general + " ", " " + general, general + ".",
		general[:len(general)-1], general + "A", strings.ToUpper(general), strings.Replace(general, "general", "social", 1), strings.Replace(general, "join", "bind", 1),
		strings.Replace(general, "v1", "v2", 1), strings.Replace(general, "v1", "v01", 1), general + "=", general + "\x00", general + strings.Repeat("x", 64),
		other.join("general"), elsewhere.join("general"), "last_trade_no_4200000000",
	} {
		if service, ok := s.service(scene); ok {
			t.Errorf("scene %q was taken for %s", scene, service)
		}
	}
}

// FuzzScene: no scene that was not minted takes a ticket.
func FuzzScene(f *testing.F) {
	s := testScenes()
	minted := map[string]string{}
	for _, service := range []string{"general", "social", "a", "x-1"} {
		minted[s.join(service)] = service
		f.Add(s.join(service))
	}
	f.Add("v1.join.general.AAAAAAAAAAAAAAAA")
	f.Add("v1.join.\xff.AAAAAAAAAAAAAAAA")
	f.Add("qrscene_1")
	f.Fuzz(func(t *testing.T, scene string) {
		service, ok := s.service(scene)
		if want, known := minted[scene]; ok && (!known || service != want) {
			t.Errorf("scene %q takes a ticket for %q, want it refused", scene, service)
		}
	})
}

// Whatever foreign code is scanned, the customer is told in words, and there is no ticket.
func TestForeignScan(t *testing.T) {
	s := mustStage(t, memory())
	for _, scene := range []string{"123", "v1.join.general.AAAAAAAAAAAAAAAA", s.scan.scenes.join("gone")} {
		for _, kind := range []wechat.Kind{wechat.KindScan, wechat.KindFollow} {
			r := s.scan.handle(t.Context(), wechat.Event{Kind: kind, From: "o", Scene: scene, ID: scene + string(kind)})
			if r.Text != assets.Both("reply.unknown_code") {
				t.Errorf("%s of %q is answered %q, want that the code is unknown", kind, scene, r.Text)
			}
		}
	}
	if n := len(s.View().Line); n != 0 {
		t.Errorf("%d tickets, want none", n)
	}
}
