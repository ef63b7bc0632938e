package web_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"paihao/app/web"
	"paihao/queue"
	"paihao/queue/storetest"
)

type made struct {
	ID      string    `json:"id"`
	URL     string    `json:"url"`
	Expires time.Time `json:"expires_at"`
}

// A code waits, is bound, and says so to a later one that takes its customer away; then the binding is taken back.
func TestBinding(t *testing.T) {
	d := mustDoor(t)
	state := func(id, want string) {
		t.Helper()
		if a := d.api(http.MethodGet, "bindings/qrcode/"+id, ""); a.status != http.StatusOK || strings.TrimSpace(a.body) != want {
			t.Errorf("%s is %d %s, want %s", id, a.status, a.body, want)
		}
	}
	var first, second made
	d.must(&first, http.MethodPost, "bindings/qrcode", `{"account":"crm","user_id":"7"}`)
	d.must(&second, http.MethodPost, "bindings/qrcode", `{"account":"crm","user_id":"8"}`)
	state(first.ID, `{"state":"waiting"}`)
	d.mustScan("o-1", "account/"+first.ID)
	state(first.ID, `{"state":"bound"}`)
	d.mustScan("o-1", "account/"+second.ID)
	state(first.ID, `{"state":"moved","moved_to":"8"}`)
	state(second.ID, `{"state":"bound","moved_from":"7"}`)
	d.api(http.MethodGet, "bindings?account=crm&user_id=7", "").refused(t, http.StatusNotFound, "not_found")
	var third made
	d.must(&third, http.MethodPost, "bindings/qrcode", `{"account":"crm","user_id":"8"}`)
	if a := d.api(http.MethodDelete, "bindings?account=crm&user_id=8", ""); a.status != http.StatusNoContent || a.body != "" {
		t.Errorf("delete: %d %s, want 204 and nothing", a.status, a.body)
	}
	state(second.ID, `{"state":"expired"}`)
	state(third.ID, `{"state":"expired"}`)
	d.api(http.MethodGet, "bindings?account=crm&user_id=8", "").refused(t, http.StatusNotFound, "not_found")
}

// A deletion that is repeated by its key is one, although nobody is bound any more.
func TestRepeatedDisconnect(t *testing.T) {
	d := mustDoor(t)
	d.mustBeUsed()
	for range 2 {
		if a := d.api(http.MethodDelete, "bindings?account=crm&user_id=7", "", "Idempotency-Key", "part"); a.status != http.StatusNoContent {
			t.Errorf("delete: %d %s, want 204", a.status, a.body)
		}
	}
	d.api(http.MethodDelete, "bindings?account=crm&user_id=7", "").refused(t, http.StatusNotFound, "not_found")
}

// While WeChat makes no code, callers are told to try again.
func TestNoCode(t *testing.T) {
	d := mustDoorOn(t, storetest.Failing(storetest.Memory()), web.LocalOptions{Tokens: tokens(), Codes: &mint{err: errNoCode}})
	for path, body := range map[string]string{
		"bindings/qrcode": `{"account":"crm","user_id":"7"}`, "signin/qrcode": "", "codes/refresh": `{"service":"general"}`,
	} {
		if path == "codes/refresh" {
			continue // it asks the hall first
		}
		d.api(http.MethodPost, path, body).refused(t, http.StatusServiceUnavailable, "busy")
	}
	d.mustKeep(queue.Code{ID: "one", Purpose: queue.BindAccount, Account: "crm", User: "7"})
	d.api(http.MethodGet, "bindings/qrcode/one?picture=wechat", "").refused(t, http.StatusServiceUnavailable, "busy")
}

// Statistics tell of the last 31 days, or of those that are asked for.
func TestStatistics(t *testing.T) {
	b := mustBusyHall(t)
	for query, want := range map[string]int{
		"": 2, "?from=2026-11-21": 2, "?to=2026-11-21": 2, "?from=2026-11-22": 0, "?to=2026-11-20": 0, "?from=2026-11-22&to=2026-11-20": 0,
	} {
		var got struct{ Channels []struct{ ID string } }
		if err := json.Unmarshal([]byte(b.api(http.MethodGet, "statistics"+query, "").body), &got); err != nil {
			t.Fatal(err)
		}
		if len(got.Channels) != want || got.Channels == nil {
			t.Errorf("statistics%s tells of %+v, want %d and never null", query, got.Channels, want)
		}
	}
}
