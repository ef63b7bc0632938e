package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
)

// scriptRoutes are the routes for scripts and the page. Other sites' pages may not call them.
func (s *Sandbox) scriptRoutes() {
	m := http.NewServeMux()
	m.HandleFunc("POST /sandbox/customers/{openid}/{action}", s.postAction)
	m.HandleFunc("GET /sandbox/customers/{openid}/messages", s.getMessages)
	m.HandleFunc("GET /sandbox/codes", func(w http.ResponseWriter, _ *http.Request) { s.show(w, s.Codes()) })
	m.HandleFunc("GET /sandbox/faults", func(w http.ResponseWriter, _ *http.Request) { s.show(w, s.Faults()) })
	m.HandleFunc("POST /sandbox/faults", s.postFault)
	m.HandleFunc("DELETE /sandbox/faults", func(w http.ResponseWriter, _ *http.Request) {
		s.ClearFaults()
		w.WriteHeader(http.StatusNoContent)
	})
	s.mux.Handle("/sandbox/", http.NewCrossOriginProtection().Handler(m))
}

type action struct {
	Ticket string `json:"ticket"`
	Scene  string `json:"scene"`
	Text   string `json:"text"`
}

var errBadBody = errors.New("body is not the JSON that is expected")

// postAction answers 204 when the account has answered, and otherwise why not.
func (s *Sandbox) postAction(w http.ResponseWriter, r *http.Request) {
	var a action
	if err := readJSON(r.Body, &a); err != nil {
		s.fail(w, err)
		return
	}
	do, ok := s.actions(a)[r.PathValue("action")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	if err := do(r.Context(), r.PathValue("openid")); err != nil {
		s.fail(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Sandbox) actions(a action) map[string]func(context.Context, string) error {
	return map[string]func(context.Context, string) error{
		"follow":   s.Follow,
		"unfollow": s.Unfollow,
		"scan": func(ctx context.Context, openid string) error {
			if (a.Ticket == "") == (a.Scene == "") {
				return errBadBody
			}
			return s.Scan(ctx, openid, a.Ticket+a.Scene)
		},
		"say": func(ctx context.Context, openid string) error { return s.Say(ctx, openid, a.Text) },
	}
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

type chat struct {
	Following bool      `json:"following"`
	Last      int64     `json:"last"` // id of the newest line; it falls when the sandbox was started anew
	Messages  []Message `json:"messages"`
}

// getMessages gives a chat, or with ?after=ID only the lines behind that one.
func (s *Sandbox) getMessages(w http.ResponseWriter, r *http.Request) {
	openid := r.PathValue("openid")
	if !openidGrammar.MatchString(openid) {
		s.fail(w, ErrOpenID)
		return
	}
	var after int64
	if text := r.URL.Query().Get("after"); text != "" {
		var err error
		if after, err = strconv.ParseInt(text, 10, 64); err != nil {
			s.fail(w, errBadBody)
			return
		}
	}
	c := chat{Following: s.Following(openid), Messages: []Message{}}
	for _, m := range s.Messages(openid) {
		c.Last = m.ID
		if m.ID > after {
			c.Messages = append(c.Messages, m)
		}
	}
	s.show(w, c)
}

func (s *Sandbox) postFault(w http.ResponseWriter, r *http.Request) {
	var f Fault
	err := readJSON(r.Body, &f)
	if err == nil {
		err = s.Fault(f)
	}
	if err != nil {
		s.fail(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Sandbox) show(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	s.write(w, v)
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
