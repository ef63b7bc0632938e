package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"paihao/queue"
)

// MiniProgram is who people are that come by the mini program, and what they allow. Its errors are those of the queue,
// ErrBadRequest, ErrUnauthorized and ErrLogin.
type MiniProgram interface {
	// Login opens a session for who is behind the code of wx.login. phone is the code of a getPhoneNumber button, or empty;
	// one that does not work is no reason to refuse the session, but Login.Phone says so.
	Login(ctx context.Context, code, phone string) (Login, error)
	// Person is who a session is of.
	Person(session string) (queue.Contact, error)
	// Ask lists the templates of messages that somebody does not allow any more, or never did: at most three, the most useful
	// first, to be asked for at their next tap.
	Ask(c queue.Customer) []string
	// Grant notes how many more messages of each template somebody allows, from 1 to 9.
	Grant(ctx context.Context, c queue.Customer, counts map[string]int) error
}

// Login is a session of the mini program.
type Login struct {
	Session string
	Life    time.Duration
	Phone   bool // their number is known
}

// ErrLogin says that WeChat does not know the code of a login, or has seen it before.
var ErrLogin = errors.New("web: code of the login is not valid")

const (
	miniRoot = "/mini/v1/"
	// loginsAtOnce is how many logins wait for WeChat at a time: anybody may knock here.
	loginsAtOnce = 16
)

// miniDoor answers the mini program. It speaks of errors as the local door does.
type miniDoor struct {
	LocalOptions
	program MiniProgram
	logins  chan struct{}
}

// mini is the mini program's API. What stands in its table is all there is.
func mini(o PublicOptions) http.Handler {
	d := &miniDoor{LocalOptions{Hall: o.Hall, Words: o.Words}, o.Mini, make(chan struct{}, loginsAtOnce)}
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+miniRoot+"login", d.login)
	for at, serve := range d.routes() {
		method, path, _ := strings.Cut(at, " ")
		mux.HandleFunc(method+" "+miniRoot+path, d.let(serve))
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { d.fail(w, ErrNotFound) })
	return mux
}

// personal answers a request of somebody with a session.
type personal func(w http.ResponseWriter, r *http.Request, c queue.Contact) error

func (d *miniDoor) routes() map[string]personal {
	routes := map[string]personal{
		"GET services":     d.services,
		"GET tickets":      d.tickets,
		"POST tickets":     d.take,
		"GET tickets/{id}": d.ticket,
		"POST grants":      d.grant,
	}
	for word, verb := range map[string]queue.Verb{"later": queue.Later, "back": queue.Return, "cancel": queue.Cancel} {
		routes["POST tickets/{id}/"+word] = d.act(verb)
	}
	return routes
}

// let lets in who has a session.
func (d *miniDoor) let(serve personal) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		scheme, session, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		c, err := d.program.Person(session)
		if !strings.EqualFold(scheme, "Bearer") {
			err = ErrUnauthorized
		}
		if err == nil {
			err = serve(w, r, c)
		}
		if err != nil {
			d.fail(w, err)
		}
	}
}

// login answers with a session. Too many at a time are told to come again.
func (d *miniDoor) login(w http.ResponseWriter, r *http.Request) {
	body, err := read[struct {
		Code  string `json:"code"`
		Phone string `json:"phone_code"`
	}](w, r)
	if err == nil && (!isCode(body.Code) || body.Phone != "" && !isCode(body.Phone)) {
		err = ErrBadRequest
	}
	if err != nil {
		d.fail(w, err)
		return
	}
	select {
	case d.logins <- struct{}{}:
		defer func() { <-d.logins }()
	default:
		d.fail(w, errCrowded)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
	defer cancel()
	l, err := d.program.Login(ctx, body.Code, body.Phone)
	if err != nil {
		d.fail(w, err)
		return
	}
	reply(w, http.StatusOK, map[string]any{"session": l.Session, "expires_in": int(l.Life / time.Second), "phone": l.Phone})
}

// errCrowded is answered as busy.
var errCrowded = errors.New("web: too many log in at a time")

// isCode takes what WeChat's codes look like, so that nothing else goes on to WeChat.
func isCode(s string) bool {
	odd := func(c rune) bool { return c < '!' || c > '~' }
	return s != "" && len(s) <= 256 && !strings.ContainsFunc(s, odd)
}
