package web

import "net/http"

// Public is what the world reaches: WeChat's callback and nothing else. There is no ServeMux here, because one would
// answer a path that is only nearly right with a redirect.
func Public(callback http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/wechat/callback" || r.URL.RawPath != "" {
			http.NotFound(w, r)
			return
		}
		callback.ServeHTTP(w, r)
	})
}
