package web

import "net/http"

// Public is what the world reaches: WeChat's callback and nothing else.
func Public(callback http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/wechat/callback", callback)
	return mux
}
