package web

import (
	"context"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"

	"paihao/queue"
)

// Hall is what the local door needs of the queue.
type Hall interface {
	queue.Commands
	View() queue.View
	Health() queue.Health
	Look(f func(b *queue.Book))
	Days(ctx context.Context, from, to string) ([]queue.Day, error)
}

// LocalOptions of the local door. Hall and Words are needed.
type LocalOptions struct {
	Hall   Hall
	Words  func(error) string // a refusal or trouble as a sentence for people
	Tokens []Token            // what the API's callers show; without one there is no API but for Self
	Self   Token              // what this program's own sub-commands show; the zero value is nobody's
	Hosts  []string           // names the door answers to, besides this machine's own; lower case
	// Backup gives a copy of the data that was checked, and lets go of it when it is closed; nil when there is none to give.
	// A flawed one, with damaged records, is for Self alone, who looks at it again.
	Backup func(ctx context.Context, flawed bool) (io.ReadCloser, error)
	Raise  func() bool // brings the windows to the front, for Self; false, or nil: there are none
	// Data tells in JSON how the data file and its copies are, for /healthz; nil when there is nothing to tell.
	Data     func() any
	Codes    Codes             // makes what people scan; needed by the API
	Channels map[string]string // names of the settings' channels by id
	Staff    map[string]string // roles of the settings' members of staff by id
	// Events counts WeChat's callbacks by kind, for /metrics; nil when there are none to count.
	Events func() map[string]uint64
	// Closing ends the answers that would go on for ever, when it is closed; see Server.Closing.
	Closing <-chan struct{}
}

// Local is what staff programs on this machine reach: health for everybody, the API with a token.
func Local(o LocalOptions) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", o.health)
	mux.HandleFunc("GET /metrics", o.metrics)
	if len(o.Tokens) > 0 || o.Self != (Token{}) {
		o.api(mux)
	}
	return o.named(mux)
}

// named refuses requests for other host names: a web page elsewhere that points its own name at this machine must not
// reach the door through a browser here.
func (o LocalOptions) named(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if h, _, err := net.SplitHostPort(host); err == nil {
			host = h
		}
		host = strings.ToLower(strings.Trim(host, "[]"))
		ip := net.ParseIP(host)
		if host == "localhost" || ip != nil && ip.IsLoopback() || slices.Contains(o.Hosts, host) {
			next.ServeHTTP(w, r)
			return
		}
		http.Error(w, "unknown host name", http.StatusMisdirectedRequest)
	})
}

// health answers 200 while changes can be written, 503 when the store has failed. WeChat's state is told, not judged:
// the hall goes on without it.
func (o LocalOptions) health(w http.ResponseWriter, _ *http.Request) {
	h := o.Hall.Health()
	status := http.StatusOK
	if !h.Writable {
		status = http.StatusServiceUnavailable
	}
	told := struct {
		queue.Health
		Data any `json:"data,omitempty"`
	}{Health: h}
	if o.Data != nil {
		told.Data = o.Data()
	}
	reply(w, status, told)
}
