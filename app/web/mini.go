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
// ErrBadRequest, ErrUnauthorized, ErrLogin and ErrLoginLater.
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

// ErrLogin says that WeChat does not know the code of a login, or has seen it before. ErrLoginLater says that WeChat does not
// answer now, or that too many wait for its answer.
var (
	ErrLogin      = errors.New("web: code of the login is not valid")
	ErrLoginLater = errors.New("web: nobody can log in just now")
)

const (
	miniRoot = "/mini/v1/"
	// loginsAtOnce is how many logins wait for WeChat at a time: anybody may knock here.
	loginsAtOnce = 16
	// loginWait is how long others wait for them to end, as when a hall opens its doors.
	loginWait = time.Second
)

// miniDoor answers the mini program. It speaks of errors as the local door does.
type miniDoor struct {
	LocalOptions
	program MiniProgram
	logins  chan struct{}
	paces   paces
}

// mini is the mini program's API. What stands in its table is all there is.
func mini(o PublicOptions) http.Handler {
	d := &miniDoor{LocalOptions: LocalOptions{Hall: o.Hall, Words: o.Words}, program: o.Mini, logins: make(chan struct{}, loginsAtOnce)}
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
		switch {
		case !strings.EqualFold(scheme, "Bearer"):
			err = ErrUnauthorized
		case err == nil && r.Method == http.MethodPost && !d.paces.allow(c.ID, time.Now()):
			err = ErrTooFast
		}
		if err == nil {
			err = serve(w, r, c)
		}
		if err != nil {
			d.fail(w, err)
		}
	}
}

// login answers with a session.
func (d *miniDoor) login(w http.ResponseWriter, r *http.Request) {
	body, err := read[struct {
		Code  string `json:"code"`
		Phone string `json:"phone_code"`
	}](w, r)
	if err == nil && (!isCode(body.Code) || body.Phone != "" && !isCode(body.Phone)) {
		err = ErrBadRequest
	}
	var l Login
	if err == nil {
		l, err = d.open(r.Context(), body.Code, body.Phone)
	}
	if err != nil {
		d.fail(w, err)
		return
	}
	reply(w, http.StatusOK, map[string]any{"session": l.Session, "expires_in": int(l.Life / time.Second), "phone": l.Phone})
}

// open opens a session when it is somebody's turn. Who waits too long for it is told to come again.
func (d *miniDoor) open(ctx context.Context, code, phone string) (Login, error) {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	patience := time.NewTimer(loginWait)
	defer patience.Stop()
	select {
	case d.logins <- struct{}{}:
		defer func() { <-d.logins }()
		return d.program.Login(ctx, code, phone)
	case <-patience.C:
	case <-ctx.Done():
	}
	return Login{}, ErrLoginLater
}

// isCode takes what WeChat's codes look like, so that nothing else goes on to WeChat.
func isCode(s string) bool {
	odd := func(c rune) bool { return c < '!' || c > '~' }
	return s != "" && len(s) <= 256 && !strings.ContainsFunc(s, odd)
}
