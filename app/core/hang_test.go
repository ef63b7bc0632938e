package core

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/queue"
	"paihao/queue/storetest"
)

// A callback that waits for a slow disk does not keep the queue from closing, and its ticket is on the disk.
func TestCloseWhileACallbackHangs(t *testing.T) {
	t.Parallel()
	disk := storetest.Memory()
	store := storetest.Failing(disk)
	s := mustStage(t, store)
	k := &Kiosk{Queue: s.Queue, venue: s.venue}
	arrived, release := store.BlockCommit()
	k.onClose(func(context.Context) error {
		release() // the disk comes back at last: the queue could not close before
		return s.Close()
	})
	settings := config.Settings{
		Listen: config.Listen{Public: "127.0.0.1:0", Local: "127.0.0.1:0"},
		WeChat: config.WeChat{AppID: app, AppSecret: "secret", Token: "token", Mode: config.Plain},
	}
	o := &Options{Settings: settings, Now: time.Now, Log: s.log}
	for _, open := range []func(context.Context, *Options) error{k.listen, k.openWeChat, k.serve} {
		if err := open(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		body := "<xml><ToUserName>gh</ToUserName><FromUserName>o-1</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>SCAN</Event><EventKey>" +
			k.codes.scenes.of(queue.Join, "general") + "</EventKey></xml>"
		// sha1 of "1", "1" and "token"
		q := url.Values{"timestamp": {"1"}, "nonce": {"1"}, "signature": {"74fa2420b718af62bd92e3f84a32ffa09127027c"}}
		resp, err := http.Post("http://"+k.PublicAddr()+"/wechat/callback?"+q.Encode(), "text/xml", strings.NewReader(body))
		if err == nil {
			resp.Body.Close()
		}
	}()
	<-arrived
	start := time.Now()
	if err := k.Close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("close took %v, want at most 3 s", took)
	}
	<-answered
	again, err := disk.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	saved, err := again.Load(t.Context())
	if err != nil || len(saved.Tickets) != 1 || saved.Tickets[0].State != queue.Waiting {
		t.Errorf("the store has %+v (%v), want the one ticket that was being written", saved.Tickets, err)
	}
}
