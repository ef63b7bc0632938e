package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"

	"paihao/queue"
)

// press is a request that changes tickets, and how they are when it has been carried out.
type press struct {
	key, route, body string
	before, after    map[string]claim // by id
	answer           []byte
}

// press begins a request.
func (c *clerk) press(route, body string) *press {
	c.keys++
	return &press{
		key: fmt.Sprintf("clerk-%s-%d", c.counter, c.keys), route: route, body: body,
		after: map[string]claim{}, before: map[string]claim{},
	}
}

func (p *press) set(c *clerk, after claim) {
	p.before[after.ID], p.after[after.ID] = c.tickets[after.ID], after
}

// done notes a press that was carried out.
func (c *clerk) done(p *press) {
	maps.Copy(c.tickets, p.after)
	c.last = p
	for id, t := range p.after {
		is := func(other string) bool { return other == id }
		c.open, c.line = slices.DeleteFunc(c.open, is), slices.DeleteFunc(c.line, is)
		if c.here == id {
			c.here = ""
		}
		if t.State.Open() {
			c.open = append(c.open, id)
		}
	}
	for id, t := range p.after {
		if t.State == queue.Called || t.State == queue.Serving {
			c.here = id
		}
	}
}

// send sends a press. It tells whether there was an answer; without one the press stays in doubt.
func (c *clerk) send(p *press) bool {
	request, err := c.v.request(http.MethodPost, p.route, p.body)
	if err != nil {
		c.v.t.Error(err)
		return false
	}
	request.Header.Set("Idempotency-Key", p.key)
	c.doubt = p
	response, err := c.v.staff.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	if p.answer, err = io.ReadAll(response.Body); err != nil {
		return false
	}
	switch {
	case response.StatusCode == http.StatusConflict && p.route == "undo":
		p.after = nil
	case response.StatusCode >= 300:
		c.v.t.Errorf("POST %s %s: %d %s", p.route, p.body, response.StatusCode, p.answer)
		return false
	}
	c.doubt = nil
	c.pressed[path.Base(p.route)]++
	return true
}

// get asks the API.
func (v *venue) get(route string, answer any) error {
	request, err := v.request(http.MethodGet, route, "")
	if err != nil {
		return err
	}
	response, err := v.staff.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", response.StatusCode)
	}
	return json.NewDecoder(response.Body).Decode(answer)
}

func (v *venue) request(method, route, body string) (*http.Request, error) {
	request, err := http.NewRequestWithContext(v.t.Context(), method, "http://"+v.local+"/api/v1/"+route, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer paihao-trial-token")
	return request, nil
}
