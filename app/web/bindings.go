package web

import (
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"paihao/queue"
)

// How long the names of accounts and users may be, in characters.
const (
	longestAccount = 64
	longestUser    = 128
)

// checkUser refuses what names no user of an account: accounts and users are whatever the other system calls them, and those
// of the staff's account are the settings' members of staff.
func (o LocalOptions) checkUser(account, user string) error {
	if !isName(account, longestAccount) || !isName(user, longestUser) {
		return ErrBadRequest
	}
	if _, member := o.Staff[user]; account == queue.StaffAccount && !member {
		return ErrNoMember
	}
	return nil
}

// isName takes 1 to most characters that can be seen, and no space around them.
func isName(s string, most int) bool {
	return s != "" && utf8.ValidString(s) && utf8.RuneCountInString(s) <= most && strings.TrimSpace(s) == s &&
		!strings.ContainsFunc(s, func(c rune) bool { return !unicode.IsGraphic(c) })
}

// bindings is who is bound to a user of an account.
type bindings struct {
	Account  string    `json:"account"`
	User     string    `json:"user_id"`
	Bindings []binding `json:"bindings"`
}

type binding struct {
	App    string    `json:"app_id"`
	OpenID string    `json:"openid"`
	Since  time.Time `json:"since"`
}

// userOf is the user of an account that the query of a request names.
func (o LocalOptions) userOf(r *http.Request) (account, user string, err error) {
	q, err := query(r, "account", "user_id")
	if err != nil {
		return "", "", err
	}
	return q["account"], q["user_id"], o.checkUser(q["account"], q["user_id"])
}

func (o LocalOptions) getBindings(w http.ResponseWriter, r *http.Request, _ Token) {
	account, user, err := o.userOf(r)
	if err != nil {
		o.fail(w, err)
		return
	}
	var list []queue.Account
	o.Hall.Look(func(b *queue.Book) { list = b.Accounts(account, user) })
	if len(list) == 0 {
		o.fail(w, queue.ErrNotBound)
		return
	}
	reply(w, http.StatusOK, bindings{account, user, mapped(list, func(a queue.Account) binding {
		return binding{a.Customer.App, a.Customer.OpenID, a.Since}
	})})
}

func (o LocalOptions) deleteBindings(w http.ResponseWriter, r *http.Request, by Token) {
	account, user, err := o.userOf(r)
	if err == nil {
		_, err = o.carryOut(r, by, queue.Command{Verb: queue.Disconnect, Account: account, User: user})
	}
	if err != nil {
		o.fail(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// boundState is how far the code of an account's user has come.
type boundState struct {
	State     queue.CodeState `json:"state"`
	MovedFrom string          `json:"moved_from,omitempty"` // the user whose WeChat this was before
	MovedTo   string          `json:"moved_to,omitempty"`   // the user whose WeChat it is since
}

func boundUser(c queue.Code, at time.Time) any {
	return boundState{c.State(at), c.MovedFrom, c.MovedTo}
}
