package web

import (
	"bytes"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"strconv"

	"paihao/queue"
)

// metrics answers with figures for Prometheus, in its text form; nobody's openid is among them. Who asks from elsewhere than
// this machine shows a token.
// Source: prometheus.io/docs/instrumenting/exposition_formats
func (o LocalOptions) metrics(w http.ResponseWriter, r *http.Request) {
	if !fromHere(r) {
		o.let(RoleRead, func(w http.ResponseWriter, _ *http.Request, _ Token) { o.writeMetrics(w) })(w, r)
		return
	}
	o.writeMetrics(w)
}

// fromHere tells whether a request comes from this machine.
func fromHere(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	return err == nil && ip != nil && ip.IsLoopback()
}

// family is the samples of one metric.
type family struct {
	name, kind, help string
	label            string // of each sample; empty when there is one without
	samples          map[string]uint64
}

func (o LocalOptions) writeMetrics(w http.ResponseWriter) {
	var b bytes.Buffer
	for _, f := range o.families() {
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s %s\n", f.name, f.help, f.name, f.kind)
		for _, value := range slices.Sorted(maps.Keys(f.samples)) {
			label := ""
			if f.label != "" {
				label = "{" + f.label + "=" + strconv.Quote(value) + "}"
			}
			fmt.Fprintf(&b, "%s%s %d\n", f.name, label, f.samples[value])
		}
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(b.Bytes()) // an error means that the caller has gone
}

func (o LocalOptions) families() []family {
	v := o.Hall.View()
	tickets, notices, waiting, up, events := map[string]uint64{}, map[string]uint64{}, map[string]uint64{}, uint64(0), map[string]uint64(nil)
	for state, n := range v.Totals {
		tickets[string(state)] = uint64(n)
	}
	o.Hall.Look(func(b *queue.Book) {
		for state, n := range b.Notices() {
			notices[string(state)] = uint64(n)
		}
	})
	for _, s := range v.Services {
		waiting[s.ID] = uint64(s.Waiting)
	}
	if v.Health.WeChat == queue.WeChatWell {
		up = 1
	}
	if o.Events != nil {
		events = o.Events()
	}
	return []family{
		{"paihao_wechat_events_total", "counter", "Callbacks of WeChat since the start, by kind.", "kind", events},
		{"paihao_notices", "gauge", "Messages of the business day, by state.", "state", notices},
		{"paihao_tickets", "gauge", "Tickets of the business day, by state.", "state", tickets},
		{"paihao_waiting", "gauge", "Waiting tickets, by service.", "service", waiting},
		{"paihao_wechat_up", "gauge", "1 while WeChat answers and accepts calls.", "", map[string]uint64{"": up}},
	}
}
