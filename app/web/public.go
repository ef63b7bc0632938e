package web

import (
	"net/http"
	"path"
	"strings"
)

// PublicOptions of the public door. Callback is needed; the rest is for a mini program, and nil without one.
type PublicOptions struct {
	Callback     http.Handler
	MiniCallback http.Handler
	Mini         MiniProgram
	Hall         Hall
	Words        func(error) string // a refusal or trouble as a sentence for people
}

// Public is what the world reaches: WeChat's callbacks, the mini program's API, and nothing else. Only exact paths lead on:
// a ServeMux alone would answer one that is only nearly right with a redirect.
func Public(o PublicOptions) http.Handler {
	doors := map[string]http.Handler{"/wechat/callback": o.Callback}
	var program http.Handler
	if o.Mini != nil {
		doors["/mini/callback"], program = o.MiniCallback, mini(o)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		door := doors[r.URL.Path]
		if door == nil && strings.HasPrefix(r.URL.Path, miniRoot) && path.Clean(r.URL.Path) == r.URL.Path {
			door = program
		}
		if door == nil || r.URL.RawPath != "" {
			http.NotFound(w, r)
			return
		}
		door.ServeHTTP(w, r)
	})
}
