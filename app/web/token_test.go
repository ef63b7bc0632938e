package web_test

import (
	"net/http"
	"slices"
	"testing"

	"paihao/app/web"
	"paihao/queue"
	"paihao/queue/storetest"
)

// Each step of a ticket says whose token it was.
func TestStepsNameTheBearer(t *testing.T) {
	disk := storetest.Memory()
	d := mustDoorOn(t, storetest.Failing(disk), web.LocalOptions{Tokens: tokens()})
	waiting := d.mustTake("general")
	if a := d.as(clerk, http.MethodPost, "tickets/"+waiting.ID+"/hold", ""); a.status != http.StatusOK {
		t.Fatalf("hold: %d %s", a.status, a.body)
	}
	store, err := disk.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	saved, err := store.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var by []string
	for _, step := range saved.Tickets[0].Steps {
		by = append(by, step.By)
	}
	if want := []string{queue.ByAPI, "api/clerk-1"}; !slices.Equal(by, want) {
		t.Errorf("steps by %q, want %q", by, want)
	}
}

// A token without a secret or a role lets nobody in.
func TestEmptyTokens(t *testing.T) {
	d := mustMorning(t, web.LocalOptions{Tokens: []web.Token{web.NewToken("", "", web.RoleManage), web.NewToken("none", "secret", 0)}})
	for _, bearer := range []string{"", " ", "secret", manager} {
		for _, path := range []string{"queue", "nothing"} {
			d.as(bearer, http.MethodGet, path, "").refused(t, http.StatusUnauthorized, "unauthorized")
		}
	}
}

// The program's own sub-commands are let in beside the bearers of the settings; where those have none, to everybody else
// there is no API.
func TestSelf(t *testing.T) {
	for _, c := range []struct {
		tokens []web.Token
		status int
		code   string
	}{
		{nil, http.StatusNotFound, "not_found"}, {tokens(), http.StatusUnauthorized, "unauthorized"},
	} {
		d := mustDoorOn(t, storetest.Failing(storetest.Memory()), web.LocalOptions{
			Tokens: c.tokens, Self: web.NewToken("self", "a-token-of-this-run", web.RoleManage),
		})
		if a := d.as("a-token-of-this-run", http.MethodPost, "services/general/close", ""); a.status != http.StatusOK {
			t.Errorf("%d other tokens: %d %s, want 200", len(c.tokens), a.status, a.body)
		}
		for _, bearer := range []string{"", "wrong"} {
			for _, path := range []string{"queue", "nothing"} {
				d.as(bearer, http.MethodGet, path, "").refused(t, c.status, c.code)
			}
		}
	}
}
