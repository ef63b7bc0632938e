//go:build linux

package core_test

import (
	"cmp"
	"context"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"paihao/app/core"
	"paihao/queue"
)

// callback is an event as WeChat sends it, and what its customer is told.
func (m *month) callback(openid, what string) string {
	serial := strconv.FormatInt(m.serial.Add(1), 10)
	stamp := strconv.FormatInt(m.clock.now().Unix(), 10)
	body := "<xml><ToUserName>gh_1</ToUserName><FromUserName>" + openid + "</FromUserName><CreateTime>" + stamp + "</CreateTime>" +
		what + "<MsgId>" + serial + "</MsgId></xml>"
	q := url.Values{"signature": {sign("token", stamp, serial)}, "timestamp": {stamp}, "nonce": {serial}}
	told := ""
	for range 3 { // as often as WeChat does: where an answer came too late, its repeat gets it
		if told = m.post(q.Encode(), body); told != "success" {
			break
		}
	}
	return told
}

// post sends a callback once.
func (m *month) post(query, body string) string {
	r, err := m.client.Post("http://"+m.kiosk.PublicAddr()+"/wechat/callback?"+query, "text/xml", strings.NewReader(body))
	if err != nil {
		m.t.Error(err)
		return ""
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	var reply struct{ Content string }
	if err == nil && string(text) != "success" {
		err = xml.Unmarshal(text, &reply)
	}
	if err != nil || r.StatusCode != http.StatusOK {
		m.t.Errorf("a callback was answered %d %q (%v)", r.StatusCode, text, err)
	}
	return cmp.Or(reply.Content, string(text))
}

func (m *month) do(c queue.Command) queue.Outcome {
	out, err := m.kiosk.Queue.Do(context.Background(), c)
	if err != nil {
		m.t.Errorf("%s: %v", c.Verb, err)
	}
	return out
}

// refreshCodes asks for new codes at the local door, as staff may: what renews them by itself goes by the real clock.
func (m *month) refreshCodes() {
	m.t.Helper()
	for _, s := range m.settings.Services {
		r := must(http.NewRequest(http.MethodPost, "http://"+m.kiosk.LocalAddr()+"/api/v1/codes/refresh", strings.NewReader(`{"service":"`+s.ID+`"}`)))
		r.Header.Set("Authorization", "Bearer "+m.settings.Listen.APIToken.Reveal())
		answer, err := m.client.Do(r)
		if err != nil {
			m.t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			m.t.Fatalf("a new code: %s", answer.Status)
		}
	}
}

// readCodes takes the scenes of codes that are good all day.
func (m *month) readCodes(morning time.Time) bool {
	m.scenes = m.scenes[:0]
	for _, c := range m.kiosk.Queue.View().Codes {
		if c.Valid(morning.Add(dayLong)) {
			m.scenes = append(m.scenes, c.Scene)
		}
	}
	return len(m.scenes) == len(m.settings.Services)
}

// pending is how many messages are not out yet.
func (m *month) pending() (n int) {
	m.kiosk.Queue.Look(func(b *queue.Book) { n = len(b.Dispatches(1, nil)) })
	return n
}

// newestCopy is the day of the newest nightly copy, as the door tells it.
func (m *month) newestCopy() string {
	r, err := m.client.Get("http://" + m.kiosk.LocalAddr() + "/healthz")
	if err != nil {
		m.t.Error(err)
		return ""
	}
	defer r.Body.Close()
	var health struct {
		Data struct{ Copies core.Keeping }
	}
	if err := json.NewDecoder(r.Body).Decode(&health); err != nil {
		m.t.Error(err)
	}
	return health.Data.Copies.Newest
}
