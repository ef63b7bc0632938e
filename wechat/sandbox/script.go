package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"slices"
)

// scriptRoutes are the routes for scripts and the page. Other sites' pages may not call them.
func (s *Sandbox) scriptRoutes() {
	m := http.NewServeMux()
	m.HandleFunc("POST /sandbox/customers/{openid}/{action}", s.postAction)
	m.HandleFunc("POST /sandbox/customers/{openid}/mini", s.postMini)
	m.HandleFunc("GET /sandbox/customers/{openid}/messages", s.getMessages)
	m.HandleFunc("GET /sandbox/apps", s.getApps)
	m.HandleFunc("POST /sandbox/quotas", s.postQuota)
	m.HandleFunc("GET /sandbox/codes", func(w http.ResponseWriter, _ *http.Request) { s.show(w, s.Codes()) })
	m.HandleFunc("GET /sandbox/faults", func(w http.ResponseWriter, _ *http.Request) { s.show(w, s.Faults()) })
	m.HandleFunc("POST /sandbox/faults", s.postFault)
	m.HandleFunc("DELETE /sandbox/faults", func(w http.ResponseWriter, _ *http.Request) {
		s.ClearFaults()
		w.WriteHeader(http.StatusNoContent)
	})
	s.mux.Handle("/sandbox/", http.NewCrossOriginProtection().Handler(m))
}

var errBadBody = errors.New("body is not the JSON that is expected")

// postMini makes a person open the mini program and answers with the codes it has in hand then.
func (s *Sandbox) postMini(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Phone string `json:"phone"`
	}
	err := readJSON(r.Body, &in)
	var v Visit
	if err == nil {
		v, err = s.Open(r.PathValue("openid"), in.Phone)
	}
	if err != nil {
		s.fail(w, err)
		return
	}
	s.show(w, v)
}

// stage is what the page needs of the apps: the buttons, and whom to ask about which templates.
type stage struct {
	Menu          []button `json:"menu"`
	Subscriptions []string `json:"subscriptions"`
	Mini          []string `json:"mini"` // templates of the mini program; null without one
	Paths         []string `json:"paths"`
}

func (s *Sandbox) getApps(w http.ResponseWriter, _ *http.Request) {
	v := stage{Menu: []button{}, Subscriptions: sortedKeys(s.account.subscriptions), Paths: Paths()}
	if s.mini != nil {
		v.Mini = sortedKeys(s.mini.subscriptions)
	}
	s.mu.Lock()
	v.Menu = append(v.Menu, s.menu...)
	s.mu.Unlock()
	s.show(w, v)
}

func sortedKeys(templates map[string][]string) []string {
	return append([]string{}, slices.Sorted(maps.Keys(templates))...)
}

func (s *Sandbox) postQuota(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Path string `json:"path"`
		Quota
	}
	err := readJSON(r.Body, &in)
	if err == nil {
		err = s.SetQuota(in.Path, in.Quota)
	}
	s.finish(w, err)
}

// readJSON takes exactly one JSON value without unknown keys; an empty body is no value and leaves v as it is.
func readJSON(r io.Reader, v any) error {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(v); errors.Is(err, io.EOF) {
		return nil
	} else if err != nil {
		return errBody(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errBody(err)
	}
	return nil
}

func errBody(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return err
	}
	return errBadBody
}

func (s *Sandbox) postFault(w http.ResponseWriter, r *http.Request) {
	var f Fault
	err := readJSON(r.Body, &f)
	if err == nil {
		err = s.Fault(f)
	}
	s.finish(w, err)
}

func (s *Sandbox) show(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	s.write(w, v)
}

// finish answers 204, or why not.
func (s *Sandbox) finish(w http.ResponseWriter, err error) {
	if err != nil {
		s.fail(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// fail answers {error: {code, message}}.
func (s *Sandbox) fail(w http.ResponseWriter, err error) {
	status, code := http.StatusBadRequest, "bad_request"
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		status, code = http.StatusRequestEntityTooLarge, "too_large"
	case errors.Is(err, ErrUnknownCode):
		status, code = http.StatusGone, "unknown_code"
	case errors.Is(err, ErrNotFollowing):
		status, code = http.StatusConflict, "not_following"
	case errors.Is(err, ErrNoMini):
		status, code = http.StatusConflict, "no_mini"
	case errors.Is(err, ErrGivenUp):
		status, code = http.StatusBadGateway, "given_up"
	case errors.Is(err, ErrClosed):
		status, code = http.StatusServiceUnavailable, "closed"
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		status, code = http.StatusGatewayTimeout, "still_waiting"
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	s.write(w, map[string]any{"error": map[string]string{"code": code, "message": err.Error()}})
}
