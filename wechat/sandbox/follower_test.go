package sandbox_test

import (
	"testing"
	"time"

	"paihao/wechat/sandbox"
)

// Somebody of an earlier run is written to as before, as often and as long as they were; whoever is known in this run stays
// as they are.
func TestKnowFollower(t *testing.T) {
	w := wire(success)
	s := mustNew(t, options(w))
	token := mustToken(t, s)
	now := time.Now()
	since := now.Add(-72 * time.Hour).Truncate(time.Second)
	if !s.KnowFollower(sandbox.Follower{OpenID: someone, Since: since, Until: now.Add(time.Hour), Left: 1}) || !s.Following(someone) {
		t.Fatal("a follower of an earlier run is not known")
	}
	if n := len(s.Messages(someone)); n != 0 {
		t.Errorf("%d messages for being known, want none", n)
	}
	send := func(path, body string, want int) {
		t.Helper()
		if a := mustCall(t, s, "POST", path+"?access_token="+token, body); a.Errcode != want {
			t.Errorf("%s: %d, want %d", path, a.Errcode, want)
		}
	}
	send(sandbox.PathTemplate, good(nil), 0)
	text := `{"touser":"` + someone + `","msgtype":"text","text":{"content":"hello"}}`
	send(sandbox.PathService, text, 0)
	send(sandbox.PathService, text, 45047)

	must(t, s.Unfollow(background(), someone))
	if s.KnowFollower(sandbox.Follower{OpenID: someone}) || s.Following(someone) {
		t.Errorf("who has left in this run follows again")
	}
	if s.KnowFollower(sandbox.Follower{OpenID: "no openid"}) {
		t.Errorf("what is no openid follows")
	}
	if !s.KnowFollower(sandbox.Follower{OpenID: "oNew"}) || s.KnowFollower(sandbox.Follower{OpenID: ""}) {
		t.Errorf("without a time: want a person to follow, and nobody not to")
	}
}
