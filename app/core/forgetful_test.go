//go:build linux

package core_test

import (
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"time"
)

// forgetful is a WeChat that takes everything and remembers nothing but how much it was.
type forgetful struct {
	now  func() time.Time
	sent atomic.Int64
	made atomic.Int64
}

// ServeHTTP answers as WeChat does.
func (f *forgetful) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Date", f.now().UTC().Format(http.TimeFormat))
	_, _ = io.Copy(io.Discard, r.Body)
	switch r.URL.Path {
	case "/cgi-bin/stable_token":
		fmt.Fprintf(w, `{"access_token":"token-%d","expires_in":7200}`, f.made.Add(1))
	case "/cgi-bin/qrcode/create":
		n := f.made.Add(1)
		fmt.Fprintf(w, `{"ticket":"ticket-%d","expire_seconds":259200,"url":"http://weixin.qq.com/q/%d"}`, n, n)
	case "/cgi-bin/message/template/send":
		fmt.Fprintf(w, `{"errcode":0,"errmsg":"ok","msgid":%d}`, f.sent.Add(1))
	default:
		_, _ = io.WriteString(w, `{"errcode":0,"errmsg":"ok"}`)
	}
}
