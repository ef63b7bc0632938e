package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"paihao/app/web"
	"paihao/queue"
	"paihao/queue/storetest"
)

// codes is what the API answers to each of the queue's errors.
var codes = map[string]struct {
	err  error
	want string
}{
	"ErrInvalid":        {queue.ErrInvalid, "400 bad_request"},
	"ErrNoService":      {queue.ErrNoService, "404 not_found"},
	"ErrNoCounter":      {queue.ErrNoCounter, "404 not_found"},
	"ErrNoTicket":       {queue.ErrNoTicket, "404 not_found"},
	"ErrParty":          {queue.ErrParty, "404 not_found"},
	"ErrNoUndo":         {queue.ErrNoUndo, "404 not_found"},
	"ErrNoCopy":         {queue.ErrNoCopy, "404 not_found"},
	"ErrNoCode":         {queue.ErrNoCode, "404 not_found"},
	"ErrNotBound":       {queue.ErrNotBound, "404 not_found"},
	"ErrNoStaff":        {queue.ErrNoStaff, "404 not_found"},
	"ErrBound":          {queue.ErrBound, "409 wrong_state"},
	"ErrAlreadyWaiting": {queue.ErrAlreadyWaiting, "409 already_waiting"},
	"ErrWrongState":     {queue.InState(queue.Done), "409 wrong_state"},
	"ErrTooEarly":       {queue.ErrTooEarly, "409 wrong_state"},
	"ErrTooLate":        {queue.ErrTooLate, "409 wrong_state"},
	"ErrCounterBusy":    {queue.ErrCounterBusy, "409 wrong_state"},
	"ErrNotServed":      {queue.ErrNotServed, "409 wrong_state"},
	"ErrCounterClosed":  {queue.ErrCounterClosed, "409 closed"},
	"ErrCounterPaused":  {queue.ErrCounterPaused, "409 closed"},
	"ErrStopped":        {queue.ErrStopped, "409 closed"},
	"ErrOutOfHours":     {queue.ErrOutOfHours, "409 closed"},
	"ErrDayClosed":      {queue.ErrDayClosed, "409 closed"},
	"ErrQuota":          {queue.ErrQuota, "429 full"},
	"ErrCrowded":        {queue.ErrCrowded, "429 full"},
	"ErrCooldown":       {queue.ErrCooldown, "429 full"},
	"ErrNoNumbers":      {queue.ErrNoNumbers, "429 full"},
	"ErrKeyReused":      {queue.ErrKeyReused, "422 key_reused"},
	"ErrDiskFull":       {queue.ErrDiskFull, "503 busy"},
	"ErrNotWritten":     {queue.ErrNotWritten, "503 busy"},
	"ErrConflict":       {queue.ErrConflict, "503 busy"},
	"ErrReadOnly":       {queue.ErrReadOnly, "503 busy"},
	"ErrClosed":         {queue.ErrClosed, "503 busy"},
	"ErrInternal":       {queue.ErrInternal, "503 busy"},
	"ErrLocked":         {queue.ErrLocked, "503 busy"},
	"ErrDamaged":        {queue.ErrDamaged, "503 busy"},
	"ErrNewer":          {queue.ErrNewer, "503 busy"},
	"":                  {context.DeadlineExceeded, "503 busy"}, // and so whatever else there may be
}

// refusing is a hall that refuses every command.
type refusing struct {
	web.Hall
	err error
}

// Do refuses.
func (r refusing) Do(context.Context, queue.Command) (queue.Outcome, error) {
	return queue.Outcome{}, fmt.Errorf("while testing: %w", r.err)
}

// failure is what an answer's error tells.
type failure struct {
	Code, Message, Ticket, State, Reason string
	Until                                string
}

// mustRefuse sends a request to a hall that refuses it.
func mustRefuse(t *testing.T, q *queue.Queue, err error) (*httptest.ResponseRecorder, failure) {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "http://localhost/api/v1/day/close", nil)
	r.Header.Set("Authorization", "Bearer "+manager)
	w := httptest.NewRecorder()
	web.Local(web.LocalOptions{Hall: refusing{q, err}, Words: inWords, Tokens: tokens()}).ServeHTTP(w, r)
	var got struct{ Error failure }
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
	return w, got.Error
}

func mustQueue(t *testing.T) *queue.Queue {
	t.Helper()
	return mustHall(t, queue.Options{Venue: hall(), Open: storetest.Memory().Open, Now: func() time.Time { return morning }})
}

// Every error of the queue has its code.
func TestCodes(t *testing.T) {
	q := mustQueue(t)
	for name, c := range codes {
		for _, err := range []error{
			c.err, &queue.TicketError{Err: c.err, Ticket: queue.Standing{ID: nowhere, State: queue.Held}}, &queue.LimitError{Err: c.err},
		} {
			w, f := mustRefuse(t, q, err)
			if got := fmt.Sprint(w.Code, " ", f.Code); got != c.want {
				t.Errorf("%s (%T): %s, want %s", name, err, got, c.want)
			}
			if f.Message != inWords(fmt.Errorf("while testing: %w", err)) {
				t.Errorf("%s (%T): message %q, want what Words says", name, err, f.Message)
			}
		}
	}
	names := mustSentinels(t, "../../queue/errors.go")
	listed := slices.DeleteFunc(slices.Sorted(maps.Keys(codes)), func(name string) bool { return name == "" })
	if !slices.Equal(names, listed) {
		t.Errorf("the queue has\n%v, this test\n%v", names, listed)
	}
}

// mustSentinels names the exported errors of a file, in order.
func mustSentinels(t *testing.T, path string) (names []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			for _, name := range spec.Names {
				if strings.HasPrefix(name.Name, "Err") {
					names = append(names, name.Name)
				}
			}
		}
		return true
	})
	slices.Sort(names)
	return names
}

// A refusal about a ticket says which and how it stands, one of a limit why and until when. Others say neither.
func TestFailure(t *testing.T) {
	q := mustQueue(t)
	held := queue.Standing{ID: nowhere, State: queue.Held}
	for _, c := range []struct {
		err        error
		want       failure
		retryAfter string
	}{
		{queue.ErrNoTicket, failure{}, ""},
		{queue.ErrInternal, failure{}, ""},
		{&queue.TicketError{Err: queue.InState(queue.Held), Ticket: held}, failure{Ticket: nowhere, State: "held"}, ""},
		{&queue.TicketError{Err: queue.ErrCounterBusy, Ticket: held}, failure{Ticket: nowhere, State: "held"}, ""},
		{&queue.LimitError{Err: queue.ErrStopped}, failure{Reason: "stopped"}, ""},
		{&queue.LimitError{Err: queue.ErrDiskFull}, failure{Reason: "disk"}, ""},
		{
			&queue.LimitError{Err: queue.ErrCooldown, Until: morning.Add(90*time.Second + time.Millisecond)},
			failure{Reason: "cooldown", Until: "2026-11-21T10:01:30.001+08:00"},
			"91",
		},
		{
			&queue.LimitError{Err: queue.ErrOutOfHours, Until: morning.Add(time.Hour)},
			failure{Reason: "hours", Until: "2026-11-21T11:00:00+08:00"},
			"3600",
		},
		{
			&queue.LimitError{Err: queue.ErrQuota, Until: morning.Add(14 * time.Hour)},
			failure{Reason: "quota", Until: "2026-11-22T00:00:00+08:00"},
			"",
		},
		{&queue.LimitError{Err: queue.ErrNoNumbers, Until: morning}, failure{Reason: "numbers", Until: "2026-11-21T10:00:00+08:00"}, ""},
	} {
		w, got := mustRefuse(t, q, c.err)
		if after := w.Header().Get("Retry-After"); after != c.retryAfter {
			t.Errorf("%v: Retry-After %q, want %q", c.err, after, c.retryAfter)
		}
		got.Code, got.Message = "", ""
		if got != c.want {
			t.Errorf("%v: %+v, want %+v", c.err, got, c.want)
		}
	}
}

// What the queue itself says of a limit arrives.
func TestLimits(t *testing.T) {
	b := mustBusyHall(t)
	for service, want := range map[string]failure{
		"social": {Code: "closed", Reason: "stopped"},
		"night":  {Code: "closed", Reason: "hours", Until: "2026-11-21T10:30:00+08:00"},
		"few":    {Code: "full", Reason: "quota"}, // it has no hours
	} {
		var got struct{ Error failure }
		a := b.api(http.MethodPost, "tickets", `{"service":"`+service+`"}`)
		if err := json.Unmarshal([]byte(a.body), &got); err != nil {
			t.Fatal(errors.Join(err, errors.New(a.body)))
		}
		if got.Error.Message = ""; got.Error != want {
			t.Errorf("%s: %+v, want %+v", service, got.Error, want)
		}
	}
}
