package web

import (
	"net/http"

	"paihao/queue"
)

// signedIn is how far a sign-in has come; staff and role are there once somebody has scanned its code.
type signedIn struct {
	State queue.CodeState `json:"state"`
	Staff string          `json:"staff,omitempty"` // id of the member of staff
	Role  string          `json:"role,omitempty"`  // call, supervise or manage, by the settings as they are now
}

// getSignIn tells how far a sign-in has come, at once or when the code has been scanned. Whoever knows the id of the code
// may hear it, so it is shown to nobody but the one who asked for it.
func (o LocalOptions) getSignIn(w http.ResponseWriter, r *http.Request, _ Token) {
	q, err := query(r, "wait")
	if err != nil {
		o.fail(w, err)
		return
	}
	c, at, err := o.awaited(w, r, queue.SignIn, q["wait"])
	if err != nil {
		o.fail(w, err)
		return
	}
	reply(w, http.StatusOK, signedIn{c.State(at), c.Staff, o.Staff[c.Staff]})
}
