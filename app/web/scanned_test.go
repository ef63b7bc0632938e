package web_test

import (
	"net/http"
	"strings"
	"testing"

	"paihao/queue"
)

// A ticket's code waits, and is bound by whichever code of it was scanned; it has expired once nobody can be bound by it.
func TestTicketCodes(t *testing.T) {
	d := mustDoor(t)
	var paper, other, first made
	d.must(&paper, http.MethodPost, "tickets", `{"service":"general"}`)
	d.must(&other, http.MethodPost, "tickets", `{"service":"general"}`)
	d.must(&first, http.MethodPost, "tickets/"+paper.ID+"/qrcode", "")
	d.must(&struct{}{}, http.MethodPost, "tickets/"+paper.ID+"/qrcode", "")
	d.must(&struct{}{}, http.MethodPost, "tickets/"+other.ID+"/qrcode", "")
	state := func(when, id, want string) {
		t.Helper()
		if a := d.api(http.MethodGet, "tickets/"+id+"/qrcode", ""); strings.TrimSpace(a.body) != `{"state":"`+want+`"}` {
			t.Errorf("%s: %d %s, want %s", when, a.status, a.body, want)
		}
	}
	state("at first", paper.ID, "waiting")
	d.mustScan("o-holder", "ticket/"+first.ID)
	state("scanned", paper.ID, "bound")
	state("another ticket", other.ID, "waiting")
	d.must(&struct{}{}, http.MethodPost, "tickets/"+paper.ID+"/cancel", "")
	state("cancelled", paper.ID, "bound")
	d.must(&struct{}{}, http.MethodPost, "tickets/"+other.ID+"/cancel", "")
	state("another, cancelled", other.ID, "expired")
}

// A ticket whose customer has left the account can be bound again, by a new code.
func TestTicketCodeOfWhoLeft(t *testing.T) {
	d := mustDoor(t)
	var paper, code made
	d.must(&paper, http.MethodPost, "tickets", `{"service":"general"}`)
	for range 2 {
		d.must(&code, http.MethodPost, "tickets/"+paper.ID+"/qrcode", "")
		d.mustScan("o-holder", "ticket/"+code.ID)
		if _, err := d.hall.Do(t.Context(), queue.Command{Verb: queue.Forget, Customer: queue.Customer{App: "wx", OpenID: "o-holder"}}); err != nil {
			t.Fatal(err)
		}
		if a := d.api(http.MethodGet, "tickets/"+paper.ID+"/qrcode", ""); strings.TrimSpace(a.body) != `{"state":"expired"}` {
			t.Errorf("%d %s, want expired", a.status, a.body)
		}
	}
}
