package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"
)

// The platform's paths that the sandbox plays, for faults and for Calls.
const (
	PathToken    = "/cgi-bin/stable_token"
	PathQRCode   = "/cgi-bin/qrcode/create"
	PathImage    = "/cgi-bin/showqrcode"
	PathTemplate = "/cgi-bin/message/template/send"
)

// CallsCallback is the name under which Calls counts the deliveries of callbacks, repeats included.
const CallsCallback = "callback"

// Calls tells how many requests a platform path has had so far, refused and disturbed ones included.
func (s *Sandbox) Calls(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[path]
}

func (s *Sandbox) countLocked(path string) { s.calls[path]++ }

func (s *Sandbox) routes() {
	s.api(PathToken, false, s.stableToken)
	s.api(PathQRCode, true, s.createCode)
	s.api(PathTemplate, true, s.sendTemplate)
	s.mux.HandleFunc("GET "+PathImage, s.showCode)
	s.mux.HandleFunc("/cgi-bin/", func(w http.ResponseWriter, _ *http.Request) {
		s.answer(w, nil, refuse(40066))
	})
	s.scriptRoutes()
	s.mux.HandleFunc("GET /{$}", s.page())
}

// api serves one endpoint: count, fault, method, token, body, and only then the endpoint itself.
func (s *Sandbox) api(path string, needsToken bool, do func(body []byte) (any, error)) {
	s.mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
		if s.disturbed(w, r, path) {
			return
		}
		body, err := s.admit(r, needsToken)
		if err != nil {
			s.answer(w, nil, err)
			return
		}
		result, err := do(body)
		s.answer(w, result, err)
	})
}

// admit checks what is the same for every endpoint and returns the JSON body.
func (s *Sandbox) admit(r *http.Request, needsToken bool) ([]byte, error) {
	if r.Method != http.MethodPost {
		return nil, refuse(43002)
	}
	if needsToken {
		if err := s.checkToken(r.URL.Query().Get("access_token")); err != nil {
			return nil, err
		}
	}
	body, err := io.ReadAll(r.Body)
	switch {
	case err != nil:
		return nil, refuse(45002)
	case len(body) == 0:
		return nil, refuse(44002)
	case !json.Valid(body), !utf8.Valid(body):
		return nil, refuse(47001)
	case hasUnicodeEscape(body):
		return nil, refuse(40033)
	}
	return body, nil
}

// decode reads a body into a struct by the exact names of its keys. encoding/json alone would take AppID for
// appid, and a client with a wrong name would go unnoticed; WeChat's own names have no capitals.
func decode(body []byte, into any) error {
	var tree any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&tree); err != nil {
		return refuse(47001)
	}
	exact, err := json.Marshal(prune(tree, false))
	if err != nil || json.Unmarshal(exact, into) != nil {
		return refuse(47001)
	}
	return nil
}

// prune drops keys with capitals, except the keys of "data", which are the template's own.
func prune(v any, free bool) any {
	object, ok := v.(map[string]any)
	if !ok {
		return v
	}
	kept := map[string]any{}
	for k, inner := range object {
		if free || k == strings.ToLower(k) {
			kept[k] = prune(inner, k == "data" && !free)
		}
	}
	return kept
}

// hasUnicodeEscape finds \uXXXX in a JSON text, which WeChat does not take; \\u is a backslash and a letter.
func hasUnicodeEscape(body []byte) bool {
	for i := 0; i+1 < len(body); i++ {
		if body[i] != '\\' {
			continue
		}
		i++
		if body[i] == 'u' {
			return true
		}
	}
	return false
}

// answer writes a result, or a refusal with its rid; both with status 200 and the time, as WeChat does.
func (s *Sandbox) answer(w http.ResponseWriter, result any, err error) {
	if err != nil {
		var r refusal
		if !errors.As(err, &r) {
			r = refuse(-1)
		}
		result = struct {
			Errcode int    `json:"errcode"`
			Errmsg  string `json:"errmsg"`
		}{r.code, r.text + " " + s.rid()}
	}
	w.Header().Set("Content-Type", "application/json; encoding=utf-8")
	w.Header().Set("Date", s.o.Now().UTC().Format(http.TimeFormat))
	s.write(w, result)
}

// write sends JSON without HTML escaping; a reader that has gone away is nobody's error.
func (s *Sandbox) write(w io.Writer, v any) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		s.o.Log.Debug("sandbox answer not written", "error", err)
	}
}
