package web

import "net/http"

// postWindows brings the windows before the core to the front. It is for this program's own second start alone, so the list
// of routes does not have it; to everybody else there is no such route. A core without windows is in the wrong state for it.
func (o LocalOptions) postWindows(w http.ResponseWriter, _ *http.Request, by Token) {
	switch {
	case by != o.Self:
		o.fail(w, ErrNotFound)
	case o.Raise == nil || !o.Raise():
		o.fail(w, ErrNoWindows)
	default:
		reply(w, http.StatusOK, struct {
			Raised bool `json:"raised"`
		}{true})
	}
}
