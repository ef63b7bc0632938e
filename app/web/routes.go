package web

import (
	"net/http"
	"strings"

	"paihao/queue"
)

// handler answers a request of the API by the bearer of a token.
type handler func(w http.ResponseWriter, r *http.Request, by Token)

// route is one line of the API's table, as assets/docs/api.md lists it.
type route struct {
	at    string // method, and path below /api/v1/
	needs Role   // the least that may
	serve handler
}

// routes is the whole API.
func (o LocalOptions) routes() []route {
	list := []route{
		{"GET queue", RoleRead, o.getQueue},
		{"GET queue/events", RoleRead, o.getEvents},
		{"GET tickets/{id}", RoleRead, o.getTicket},
		{"POST tickets", RoleCall, do(o, http.StatusCreated, take, aboutTicket)},
		{"POST tickets/{id}/call", RoleCall, do(o, http.StatusOK, callTicket, aboutCall)},
		{"POST tickets/{id}/transfer", RoleCall, do(o, http.StatusOK, transfer, aboutTicket)},
		{"POST counters/{id}/next", RoleCall, do(o, http.StatusOK, callNext, aboutCall)},
		{"POST undo", RoleCall, do(o, http.StatusOK, undo, aboutUndo)},
		{"POST services/{id}/open", RoleManage, do(o, http.StatusOK, turnService(queue.Issue), aboutService)},
		{"POST services/{id}/close", RoleManage, do(o, http.StatusOK, turnService(queue.Stop), aboutService)},
		{"POST day/close", RoleManage, do(o, http.StatusOK, closeDay, aboutDay)},
		{"POST backup", RoleManage, o.postBackup},
		{"POST tickets/{id}/qrcode", RoleCall, give(o, o.ticketCode)},
		{"GET tickets/{id}/qrcode", RoleCall, o.scanned(ofTicket, boundTicket)},
		{"POST codes/refresh", RoleManage, give(o, o.freshCode)},
		{"POST bindings/qrcode", RoleManage, give(o, o.accountCode)},
		{"GET bindings/qrcode/{id}", RoleManage, o.scanned(byID(queue.BindAccount), boundUser)},
		{"GET bindings", RoleManage, o.getBindings},
		{"DELETE bindings", RoleManage, o.deleteBindings},
		{"POST signin/qrcode", RoleCall, give(o, o.signInCode)},
		{"GET signin/qrcode/{id}", RoleCall, o.scanned(byID(queue.SignIn), o.whoSignedIn)},
		{"GET channels/{id}/qrcode", RoleRead, o.getPoster},
		{"GET statistics", RoleRead, o.getStatistics},
	}
	for _, verb := range []queue.Verb{
		queue.Start, queue.Finish, queue.Miss, queue.Return, queue.Release, queue.Hold, queue.Resume, queue.Cancel, queue.Recall,
	} {
		list = append(list, route{"POST tickets/{id}/" + string(verb), RoleCall, do(o, http.StatusOK, act(verb), aboutTicket)})
	}
	for _, verb := range []queue.Verb{queue.Open, queue.Pause, queue.Close} {
		list = append(list, route{"POST counters/{id}/" + string(verb), RoleCall, do(o, http.StatusOK, turnCounter(verb), aboutCounter)})
	}
	return list
}

// api answers under /api/v1/. What is not a route is said only to those who have a token.
func (o LocalOptions) api(mux *http.ServeMux) {
	const root = "/api/v1/"
	for _, r := range o.routes() {
		method, path, _ := strings.Cut(r.at, " ")
		mux.HandleFunc(method+" "+root+path, o.let(r.needs, r.serve))
	}
	mux.HandleFunc("POST "+root+"windows", o.let(RoleRead, o.postWindows))
	mux.HandleFunc(root, o.let(RoleRead, func(w http.ResponseWriter, _ *http.Request, _ Token) { o.fail(w, ErrNotFound) }))
}

func (o LocalOptions) getQueue(w http.ResponseWriter, _ *http.Request, _ Token) {
	reply(w, http.StatusOK, hallJSON(o.Hall.View()))
}

func (o LocalOptions) getTicket(w http.ResponseWriter, r *http.Request, _ Token) {
	var s queue.Standing
	found := false
	o.Hall.Look(func(b *queue.Book) { s, found = b.Ticket(r.PathValue("id")) })
	if !found {
		o.fail(w, queue.ErrNoTicket)
		return
	}
	reply(w, http.StatusOK, ticketJSON(s))
}
