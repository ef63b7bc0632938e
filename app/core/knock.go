package core

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"paihao/queue"
)

// knockWithin is how long a kiosk that lives may take to say that it does.
const knockWithin = 5 * time.Second

// knock asks whether somebody there lets the token in: a kiosk that died may have left its port to another program.
func (d door) knock(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, knockWithin)
	defer cancel()
	answer, err := d.ask(ctx, http.MethodGet, "queue")
	if err != nil {
		return err
	}
	return answer.Close()
}

// backup asks for the bytes of a verified copy. The copy is complete only if reading ends without an error.
func (d door) backup(ctx context.Context) (io.ReadCloser, error) {
	return d.ask(ctx, http.MethodPost, "backup")
}

// ask sends a request without a body. Errors: *refusedError when somebody answers otherwise than with 200.
func (d door) ask(ctx context.Context, method, route string) (io.ReadCloser, error) {
	request, err := http.NewRequestWithContext(ctx, method, "http://"+d.Address+"/api/v1/"+route, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+d.Token)
	answer, err := knocker.Do(request)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode == http.StatusOK {
		return answer.Body, nil
	}
	defer answer.Body.Close()
	refused := &refusedError{status: answer.StatusCode}
	text, err := io.ReadAll(io.LimitReader(answer.Body, 4<<10))
	if err == nil {
		_ = json.Unmarshal(text, &struct{ Error *refusedError }{refused}) // whoever it is need not speak JSON
	}
	return nil, refused
}

// knocker goes to this machine alone: no proxy, no other address.
var knocker = &http.Client{
	Transport: &http.Transport{
		DialContext: (&net.Dialer{Timeout: knockWithin}).DialContext, DisableKeepAlives: true,
	},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// refusedError is what the kiosk says when it does not do as it was asked.
type refusedError struct {
	status  int
	Message string `json:"message"`
}

// Error is the kiosk's own sentence.
func (e *refusedError) Error() string {
	if e.Message == "" {
		return fmt.Sprintf("answered %d %s", e.status, http.StatusText(e.status))
	}
	return e.Message
}

// errNobody says that a data file is held by somebody who does not answer at its door.
var errNobody = fmt.Errorf("%w, and does not answer", queue.ErrLocked)
