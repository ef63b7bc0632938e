package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"strings"

	"paihao/queue"
)

// Role is how much the bearer of a token may do. Each role may all that those before it may; the zero value may nothing.
type Role int

// The roles.
const (
	RoleRead   Role = iota + 1 // look at everything
	RoleCall                   // what staff at a counter do: tickets, counters, and taking back a step
	RoleManage                 // services, the day's end and taking it back, copies of the data
)

// Token lets its bearer use the API.
type Token struct {
	ID   string   // names the bearer in the steps of tickets; empty for the one token of the settings
	Hash [32]byte // SHA-256 of what the bearer shows
	Role Role
}

// NewToken is the token of a secret that is known. An empty secret is nobody's.
func NewToken(id, secret string, role Role) Token {
	return Token{ID: id, Hash: sha256.Sum256([]byte(secret)), Role: role}
}

// by is how the steps of tickets name the bearer: "api", or "api/" and the token's id.
func (t Token) by() string {
	if t.ID == "" {
		return queue.ByAPI
	}
	return queue.ByAPI + "/" + t.ID
}

// bearer is the token that a request shows. Hashes are compared, and all of them, so that time tells neither content nor
// length.
func (o LocalOptions) bearer(r *http.Request) (Token, error) {
	scheme, secret, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	ok := strings.EqualFold(scheme, "Bearer") // RFC 9110: schemes have no case
	got := sha256.Sum256([]byte(secret))
	var found Token
	for _, t := range append([]Token{o.Self}, o.Tokens...) {
		if subtle.ConstantTimeCompare(got[:], t.Hash[:]) == 1 {
			found = t
		}
	}
	switch {
	case ok && secret != "" && found.Role != 0:
		return found, nil
	case len(o.Tokens) == 0:
		return Token{}, ErrNotFound // there is no API for anybody but this program
	}
	return Token{}, ErrUnauthorized
}

// let lets bearers of a role in, and those who may more.
func (o LocalOptions) let(needs Role, next handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		by, err := o.bearer(r)
		if err == nil && by.Role < needs {
			err = ErrForbidden
		}
		if err != nil {
			o.fail(w, err)
			return
		}
		next(w, r, by)
	}
}
