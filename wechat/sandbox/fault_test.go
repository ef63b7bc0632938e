package sandbox_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"paihao/wechat/sandbox"
)

func TestErrcodeForTheNextCalls(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	must(t, s.Fault(sandbox.Fault{Path: sandbox.PathToken, Errcode: 45009, Times: 2}))
	for i, want := range []int{45009, 45009, 0} {
		a := mustCall(t, s, "POST", sandbox.PathToken, tokenBody(appID, secret))
		if a.Errcode != want {
			t.Errorf("call %d: got %d, want %d", i+1, a.Errcode, want)
		}
	}
	if got := s.Faults(); len(got) != 0 {
		t.Errorf("faults: got %v, want none", got)
	}
}

func TestFaultsStayUntilCleared(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	must(t, s.Fault(sandbox.Fault{Path: "*", Status: 503}))
	for _, path := range []string{sandbox.PathToken, sandbox.PathQRCode, sandbox.PathTemplate} {
		if got := request(s, "POST", path, "{}").Code; got != 503 {
			t.Errorf("%s: got %d, want 503", path, got)
		}
	}
	if got := request(s, "GET", sandbox.PathImage, "").Code; got != 503 {
		t.Errorf("picture: got %d, want 503", got)
	}
	s.ClearFaults()
	mustToken(t, s)
}

func TestSlowFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mustNew(t, options(wire(success)))
		must(t, s.Fault(sandbox.Fault{Path: sandbox.PathToken, DelayMS: 6000}))
		began := time.Now()
		mustToken(t, s)
		if took := time.Since(began); took != 6*time.Second {
			t.Errorf("took %v, want 6s", took)
		}
	})
}

func TestDroppedConnection(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	server := httptest.NewServer(s)
	defer server.Close()
	must(t, s.Fault(sandbox.Fault{Path: sandbox.PathToken, Status: sandbox.DropConnection, Times: 1}))
	if r, err := server.Client().Post(server.URL+sandbox.PathToken, "application/json", http.NoBody); err == nil {
		r.Body.Close()
		t.Errorf("got status %d, want a broken connection", r.StatusCode)
	}
	r, err := server.Client().Post(server.URL+sandbox.PathToken, "application/json", http.NoBody)
	must(t, err)
	r.Body.Close()
	if got := s.Calls(sandbox.PathToken); got != 2 {
		t.Errorf("calls: got %d, want 2", got)
	}
}

func TestFaultsThatMakeNoSense(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	for name, f := range map[string]sandbox.Fault{
		"no path":        {Errcode: 1},
		"unknown path":   {Path: "/cgi-bin/menu/delete", Errcode: 1},
		"no effect":      {Path: "*"},
		"two refusals":   {Path: "*", Errcode: 1, Status: 500},
		"status 200":     {Path: "*", Status: 200},
		"negative":       {Path: "*", DelayMS: -1},
		"eleven minutes": {Path: "*", DelayMS: 660_000},
		"times":          {Path: "*", Errcode: 1, Times: -1},
	} {
		if err := s.Fault(f); !errors.Is(err, sandbox.ErrFault) {
			t.Errorf("%s: got %v, want ErrFault", name, err)
		}
	}
}
