package web_test

import (
	"net/http"
	"testing"

	"paihao/app/web"
	"paihao/queue/storetest"
)

// Windows are raised for the program's own second start, and for nobody else.
func TestRaiseWindows(t *testing.T) {
	const self = "a-token-of-this-run"
	raised, there := 0, true
	o := web.LocalOptions{Self: web.NewToken("self", self, web.RoleManage), Tokens: tokens()}
	o.Raise = func() bool { raised++; return there }
	d := mustDoorOn(t, storetest.Failing(storetest.Memory()), o)
	d.as(manager, http.MethodPost, "windows", "").refused(t, http.StatusNotFound, "not_found")
	d.as("", http.MethodPost, "windows", "").refused(t, http.StatusUnauthorized, "unauthorized")
	d.as("guessed", http.MethodPost, "windows", "").refused(t, http.StatusUnauthorized, "unauthorized")
	d.as(self, http.MethodGet, "windows", "").refused(t, http.StatusNotFound, "not_found")
	if raised != 0 {
		t.Fatalf("raised %d times for those who may not", raised)
	}
	if a := d.as(self, http.MethodPost, "windows", ""); a.status != http.StatusOK || a.body != "{\"raised\":true}\n" || raised != 1 {
		t.Errorf("got %d %q, raised %d times, want 200 and once", a.status, a.body, raised)
	}
	there = false
	d.as(self, http.MethodPost, "windows", "").refused(t, http.StatusConflict, "wrong_state")
	none := mustDoorOn(t, storetest.Failing(storetest.Memory()), web.LocalOptions{Self: o.Self})
	none.as(self, http.MethodPost, "windows", "").refused(t, http.StatusConflict, "wrong_state")
	none.as(manager, http.MethodPost, "windows", "").refused(t, http.StatusNotFound, "not_found")
}
