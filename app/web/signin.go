package web

import (
	"time"

	"paihao/queue"
)

// signedIn is how far a sign-in has come; staff and role are there once somebody has scanned its code. Whoever knows
// the id of the code may hear it, so it is shown to nobody but the one who asked for it.
type signedIn struct {
	State queue.CodeState `json:"state"`
	Staff string          `json:"staff,omitempty"` // id of the member of staff
	Role  string          `json:"role,omitempty"`  // call, supervise or manage, by the settings as they are now
}

func (o LocalOptions) whoSignedIn(c queue.Code, at time.Time) any {
	return signedIn{c.State(at), c.Staff, o.Staff[c.Staff]}
}
