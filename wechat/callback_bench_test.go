package wechat_test

import (
	"bytes"
	"io"
	"net/http"
	"testing"
)

// nullWriter takes an answer and keeps its size.
type nullWriter struct {
	header http.Header
	size   int
}

func (w *nullWriter) Header() http.Header { return w.header }
func (w *nullWriter) WriteHeader(int)     {}
func (w *nullWriter) Write(b []byte) (int, error) {
	w.size = len(b)
	return len(b), nil
}

// replay returns a function that serves the same request once more, allocating nothing itself.
func replay(t testing.TB, r *http.Request) func() {
	t.Helper()
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	body := bytes.NewReader(raw)
	r.Body = io.NopCloser(body)
	w := &nullWriter{header: http.Header{}}
	c := mustCallback(t, options(), say("您的号码 A012，前面 7 位，约 20–30 分钟"))
	return func() {
		body.Reset(raw)
		c.ServeHTTP(w, r)
		if w.size < 100 {
			t.Fatalf("answer of %d bytes", w.size)
		}
	}
}

func BenchmarkCallbackPlain(b *testing.B) {
	once := replay(b, post(plainQuery(), scanXML))
	b.ReportAllocs()
	for b.Loop() {
		once()
	}
}

func BenchmarkCallbackSafe(b *testing.B) {
	once := replay(b, postSealed(b, key, appID, scanXML))
	b.ReportAllocs()
	for b.Loop() {
		once()
	}
}
