package web

import (
	"crypto/sha256"
	"crypto/subtle"
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
}

// LocalOptions of the local door. Hall and Words are needed.
type LocalOptions struct {
	Hall  Hall
	Words func(error) string // a refusal or trouble as a sentence for people
	Token string             // what the API's callers show; without one there is no API
	Hosts []string           // names the door answers to, besides this machine's own; lower case
}

// Local is what staff programs on this machine reach: health for everybody, the API with its token.
func Local(o LocalOptions) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", o.health)
	if o.Token != "" {
		mux.Handle("/api/v1/", o.bearer(http.StripPrefix("/api/v1", o.api())))
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

// bearer lets callers with the token in. Hashes are compared, so that time tells neither content nor length.
func (o LocalOptions) bearer(next http.Handler) http.Handler {
	want := sha256.Sum256([]byte(o.Token))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		got := sha256.Sum256([]byte(token))
		if subtle.ConstantTimeCompare(got[:], want[:]) != 1 || !ok {
			w.Header().Set("WWW-Authenticate", "Bearer")
			o.fail(w, ErrUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
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
	reply(w, status, h)
}
