package wechat_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"paihao/wechat"
)

// wire is a WeChat without a network.
type wire func(*http.Request) (*http.Response, error)

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) { return w(r) }

// The Date of an answer tells WeChat's time, if the answer is WeChat's own.
func TestHeard(t *testing.T) {
	const good, date = `{"access_token":"T","expires_in":7200}`, "Sun, 02 Nov 2025 03:04:05 GMT"
	at := time.Date(2025, 11, 2, 3, 4, 5, 0, time.UTC)
	for name, c := range map[string]struct {
		status     int
		date, body string
		heard      bool
	}{
		"a result":                   {200, date, good, true},
		"a refusal":                  {200, date, `{"errcode":40164,"errmsg":"invalid ip"}`, true},
		"no date":                    {200, "", good, false},
		"no such date":               {200, "2025-11-02T03:04:05Z", good, false},
		"a page in between":          {200, date, "<html>please log in</html>", false},
		"a proxy's refusal":          {502, date, good, false},
		"a redirect":                 {302, date, good, false},
		"an answer that was cut off": {200, date, good[:20], false},
	} {
		synctest.Test(t, func(t *testing.T) {
			var heard []time.Time
			away := wire(func(*http.Request) (*http.Response, error) {
				time.Sleep(4 * time.Second)
				header := http.Header{"Date": {c.date}}
				return &http.Response{StatusCode: c.status, Header: header, Body: io.NopCloser(strings.NewReader(c.body))}, nil
			})
			client := wechat.NewClient(wechat.ClientOptions{
				AppID: appID, Secret: secret, HTTP: &http.Client{Transport: away},
				Heard: func(t time.Time) { heard = append(heard, t) },
			})
			defer client.Close()
			_ = client.Check(t.Context()) // what it says of the answer is tested elsewhere
			want := at.Add(2 * time.Second)
			if !c.heard && len(heard) != 0 || c.heard && (len(heard) != 1 || !heard[0].Equal(want)) {
				t.Errorf("%s: heard %v, want %v: %v", name, heard, c.heard, want)
			}
		})
	}
}
