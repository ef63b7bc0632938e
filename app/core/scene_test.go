package core

import (
	"strings"
	"testing"

	"paihao/assets"
	"paihao/queue"
	"paihao/wechat"
)

func testScenes() scenes {
	return scenes{secret: queue.NewSecret([]byte("0123456789abcdef0123456789abcdef")), app: app}
}

// Every purpose has scenes, and the longest id still makes one that WeChat takes.
func TestScene(t *testing.T) {
	s := testScenes()
	for _, p := range purposes {
		for _, id := range []string{"a", "general", "100000", "-_-", strings.Repeat("s", 20)} {
			scene := s.of(p, id)
			if purpose, got, ok := s.read(scene); purpose != p || got != id || !ok {
				t.Errorf("read(%q) = %q, %q, %v, want %q, %q", scene, purpose, got, ok, p, id)
			}
			if len(scene) > 64 || strings.ContainsFunc(scene, func(c rune) bool { return c <= ' ' || c > '~' }) {
				t.Errorf("scene %q: want at most 64 printable bytes, has %d", scene, len(scene))
			}
		}
	}
}

func TestForeignScenes(t *testing.T) {
	s := testScenes()
	general := s.of(queue.Join, "general")
	other, elsewhere := s, s
	other.secret = queue.NewSecret([]byte("another secret of another store!"))
	elsewhere.app = "wxanother"
	for _, scene := range []string{
		"", ".", "...", "....", "1", "123", "v1.join.general", "v1.join.general.", "v1.join..", "qrscene_" + general, general + " ", " " + general, general + ".",
		general[:len(general)-1], general + "A", strings.ToUpper(general), strings.Replace(general, "general", "social", 1), strings.Replace(general, "join", "ticket", 1),
		strings.Replace(general, "v1", "v2", 1), strings.Replace(general, "v1", "v01", 1), general + "=", general + "\x00", general + strings.Repeat("x", 64),
		other.of(queue.Join, "general"), elsewhere.of(queue.Join, "general"), "last_trade_no_4200000000",
		s.of("bind", "general"), s.of("", "general"), s.of(queue.Join, ""), s.of(queue.Join, strings.Repeat("s", 21)), s.of(queue.Join, "号"), s.of(queue.Join, "a b"),
		s.of(queue.Join, "a.b"), s.of(queue.Join, "a\x00"),
	} {
		if p, id, ok := s.read(scene); ok {
			t.Errorf("scene %q was taken for %s %s", scene, p, id)
		}
	}
}

// FuzzScene: no scene that was not minted is taken, and none breaks the grammar.
func FuzzScene(f *testing.F) {
	s := testScenes()
	minted := map[string]string{}
	for _, id := range []string{"general", "social", "a", "x-1"} {
		for _, p := range purposes {
			minted[s.of(p, id)] = queue.Code{Purpose: p, ID: id}.Key()
			f.Add(s.of(p, id))
		}
	}
	f.Add("v1.join.general.AAAAAAAAAAAAAAAA")
	f.Add("v1.join.\xff.AAAAAAAAAAAAAAAA")
	f.Add("qrscene_1")
	f.Fuzz(func(t *testing.T, scene string) {
		p, id, ok := s.read(scene)
		if want, known := minted[scene]; ok && (!known || queue.Code{Purpose: p, ID: id}.Key() != want) {
			t.Errorf("scene %q is read as %s %s, want it refused", scene, p, id)
		}
	})
}

// Whatever foreign code is scanned, the customer is told in words; a photo of a code of ours that is gone asks to scan again
// where it was shown. There is no ticket.
func TestForeignScan(t *testing.T) {
	s := mustStage(t, memory())
	gone, stale := s.scan.scenes, s.mustKeep(queue.Code{ID: "stale", Purpose: queue.Join, Service: "general"}, 1)
	for scene, want := range map[string]string{
		"123": "reply.unknown_code", "v1.join.general.AAAAAAAAAAAAAAAA": "reply.unknown_code", gone.of(queue.Join, "gone"): "reply.old_code",
		stale.Scene: "reply.old_code", gone.of(queue.Channel, "7"): "reply.old_code", gone.of(queue.BindTicket, "gone"): "reply.old_binding_code",
		gone.of(queue.BindAccount, "gone"): "reply.old_binding_code", gone.of(queue.SignIn, "gone"): "reply.old_binding_code",
	} {
		for _, kind := range []wechat.Kind{wechat.KindScan, wechat.KindFollow} {
			r := s.scan.handle(t.Context(), wechat.Event{Kind: kind, From: "o", Scene: scene, ID: scene + string(kind)})
			if r.Text != assets.Both(want) {
				t.Errorf("%s of %q is answered %q, want %q", kind, scene, r.Text, assets.Both(want))
			}
		}
	}
	if n := len(s.line()); n != 0 {
		t.Errorf("%d tickets, want none", n)
	}
}
