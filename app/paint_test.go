//go:build window

package main

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkScreen starts the program with its call screen on a virtual display and looks at the pixels: how long from the
// start of the process until the first view of the queue is there whole, its QR codes too, and how long from asking for
// the next ticket until the screen shows the call. The data file is that of an earlier run, and each call is the first
// of its run, so that its large letters have not been drawn before. Median and worst of nine.
func BenchmarkScreen(b *testing.B) {
	v, d := mustVenue(b), mustDisplay(b)
	d.local = v.local
	d.env = append(append(d.env, v.environ...), "PAIHAO_WECHAT_API_URL=http://"+v.wechat.Addr(), "PAIHAO_WINDOWS_SCREEN=fullscreen", "PAIHAO_WINDOWS_DESK=off", "PAIHAO_WINDOWS_TAKE=off")
	file := filepath.Join(filepath.Dir(v.file), "paihao.db")
	g := d.mustGlass()
	first, data := d.mustPrepare(g, v.file, file)
	for b.Loop() { // takes longer than a benchmark may, so it is done once
		var starts, calls []time.Duration
		for range 9 {
			if err := os.WriteFile(file, data, 0o600); err != nil {
				b.Fatal(err)
			}
			from := time.Now()
			d.mustStart("-config", v.file)
			starts = append(starts, g.mustShow(b, from, func(picture uint64) bool { return picture == first }))
			d.mustAsk("tickets", `{"service":"general"}`)
			waiting := g.mustRest(b)
			from = time.Now()
			d.mustAsk("counters/1/next", "")
			calls = append(calls, g.mustShow(b, from, func(picture uint64) bool { return picture != waiting }))
			d.cut()
		}
		reportTimes(b, "first-view", starts)
		reportTimes(b, "call", calls)
		b.ReportMetric(0, "ns/op") // the pauses between
	}
}

// mustPrepare runs the program once, until it has its codes and an open counter: this is what its screen shows then, and
// what its data file holds.
func (d *display) mustPrepare(g *glass, settings, file string) (picture uint64, data []byte) {
	d.t.Helper()
	d.mustStart("-config", settings)
	d.mustSee("codes", func() bool { return len(d.hall().Codes) == len(d.hall().Services) && d.hall().Codes != nil })
	d.mustAsk("counters/1/open", "")
	picture = g.mustRest(d.t)
	d.cut()
	data, err := os.ReadFile(file)
	if err != nil {
		d.t.Fatal(err)
	}
	return picture, data
}

// mustAsk sends a request to the local API.
func (d *display) mustAsk(path, body string) {
	d.t.Helper()
	r, err := http.NewRequest(http.MethodPost, "http://"+d.local+"/api/v1/"+path, strings.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer paihao-trial-token")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode >= 300 {
		d.t.Fatalf("POST %s: %s", path, resp.Status)
	}
}

// cut ends the program as a power cut would: at once.
func (d *display) cut() {
	_ = d.kiosk.Process.Kill() // it may have ended by itself
	<-d.ended
}

func reportTimes(b *testing.B, what string, times []time.Duration) {
	b.Helper()
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, what+"-ms")
	b.ReportMetric(float64(times[(99*len(times)+99)/100-1].Microseconds())/1000, what+"-p99-ms")
	b.ReportMetric(float64(times[len(times)-1].Microseconds())/1000, what+"-worst-ms")
}
