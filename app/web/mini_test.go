package web_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"paihao/app/web"
	"paihao/queue"
)

const miniApp = "wx00000000000000aa"

// program plays the mini program's side: the session of somebody is their name, who has to have logged in.
type program struct {
	*queue.Queue
	granted map[string]int
	held    chan struct{} // logins wait for it; nil: they do not
}

func (p *program) Login(ctx context.Context, code, phone string) (web.Login, error) {
	if p.held != nil {
		<-p.held
	}
	if code == "used" {
		return web.Login{}, web.ErrLogin
	}
	_, err := p.Do(ctx, queue.Command{Verb: queue.Meet, Customer: queue.Customer{App: miniApp, OpenID: code}, Meeting: &queue.Meeting{Phone: phone}})
	return web.Login{Session: code, Life: time.Hour, Phone: phone != ""}, err
}

func (p *program) Person(session string) (known queue.Contact, err error) {
	found := false
	p.Look(func(b *queue.Book) { known, found = b.Contact(queue.Customer{App: miniApp, OpenID: session}) })
	if !found {
		return known, web.ErrUnauthorized
	}
	return known, nil
}

func (p *program) Ask(queue.Customer) []string { return []string{"called"} }

func (p *program) Grant(_ context.Context, _ queue.Customer, counts map[string]int) error {
	if counts["odd"] > 0 {
		return web.ErrBadRequest
	}
	p.granted = counts
	return nil
}

// phones keep no connection.
var phones = &http.Transport{DisableKeepAlives: true}

// phone is somebody's mini program.
type phone struct {
	t       *testing.T
	url     string
	session string
}

func mustMini(t *testing.T) (*program, *phone) {
	t.Helper()
	d := mustDoor(t)
	p := &program{Queue: d.hall}
	url := mustServe(t, web.Public(web.PublicOptions{
		Callback: http.NotFoundHandler(), MiniCallback: http.NotFoundHandler(), Mini: p, Hall: d.hall, Words: func(err error) string { return err.Error() },
	}))
	return p, &phone{t: t, url: url}
}

// ask gives status and body of an answer.
func (p *phone) ask(method, path, body string, headers ...string) (int, map[string]any) {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.url+"/mini/v1/"+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	if p.session != "" {
		r.Header.Set("Authorization", "Bearer "+p.session)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := phones.RoundTrip(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	var said map[string]any
	if err := json.Unmarshal(text, &said); err != nil {
		p.t.Fatalf("%s %s: %d %q is no JSON object", method, path, answer.StatusCode, text)
	}
	return answer.StatusCode, said
}

func (p *phone) want(status int, method, path, body string, headers ...string) map[string]any {
	p.t.Helper()
	got, said := p.ask(method, path, body, headers...)
	if got != status {
		p.t.Errorf("%s %s %s: got %d %v, want %d", method, path, body, got, said, status)
	}
	return said
}

func (p *phone) mustLogin(name string) {
	p.t.Helper()
	if status, said := p.ask(http.MethodPost, "login", `{"code":"`+name+`"}`); status != http.StatusOK || said["session"] != name || said["expires_in"] != 3600.0 {
		p.t.Fatalf("login: got %d %v", status, said)
	}
	p.session = name
}

// Somebody takes a ticket in the mini program, lets others go first, and cancels; a repeat gets the same ticket.
func TestMiniTicket(t *testing.T) {
	_, p := mustMini(t)
	p.mustLogin("ann")
	services := p.want(200, "GET", "services", "")["services"].([]any)
	if len(services) == 0 || services[0].(map[string]any)["open"] != true {
		t.Fatalf("services: got %v", services)
	}
	id := services[0].(map[string]any)["id"].(string)
	taken := p.want(201, "POST", "tickets", `{"service":"`+id+`"}`, "Idempotency-Key", "k")
	again := p.want(201, "POST", "tickets", `{"service":"`+id+`"}`, "Idempotency-Key", "k")
	if taken["id"] != again["id"] || taken["number"] == "" || taken["service_name"] == "" {
		t.Errorf("taken: got %v, then %v", taken, again)
	}
	if held := p.want(409, "POST", "tickets", `{"service":"`+id+`"}`)["error"].(map[string]any); held["code"] != "already_waiting" || held["ticket"] != taken["id"] {
		t.Errorf("a second ticket: got %v", held)
	}
	own := "tickets/" + taken["id"].(string)
	p.want(200, "POST", own+"/later", "")
	p.want(409, "POST", own+"/back", "")
	p.want(200, "POST", own+"/cancel", "{}")
	if list := p.want(200, "GET", "tickets", "")["tickets"].([]any); len(list) != 1 || list[0].(map[string]any)["state"] != "cancelled" {
		t.Errorf("tickets: got %v", list)
	}
}

// Nobody sees or changes another's ticket, and the same Idempotency-Key of two people is two.
func TestMiniOthers(t *testing.T) {
	_, p := mustMini(t)
	p.mustLogin("ann")
	anns := p.want(201, "POST", "tickets", `{"service":"general"}`, "Idempotency-Key", "k")["id"].(string)
	p.mustLogin("bob")
	bobs := p.want(201, "POST", "tickets", `{"service":"general"}`, "Idempotency-Key", "k")["id"].(string)
	if anns == bobs {
		t.Errorf("both have ticket %s", anns)
	}
	p.want(404, "GET", "tickets/"+anns, "")
	p.want(404, "POST", "tickets/"+anns+"/cancel", "")
	p.want(200, "GET", "tickets/"+bobs, "")
}

func TestMiniRefusals(t *testing.T) {
	program, p := mustMini(t)
	for path, method := range map[string]string{"services": "GET", "tickets": "POST", "tickets/x": "GET", "grants": "POST", "tickets/x/later": "POST"} {
		p.want(401, method, path, "")
	}
	p.want(401, "GET", "services", "", "Authorization", "Basic ann")
	for _, body := range []string{"", "{}", `{"code":""}`, `{"code":"a b"}`, `{"code":"中"}`, `{"code":"` + strings.Repeat("x", 257) + `"}`, `{"code":"a","x":1}`, "[", `{"code":"a","phone_code":" "}`} {
		p.want(400, "POST", "login", body)
	}
	p.want(401, "POST", "login", `{"code":"used"}`)
	p.mustLogin("ann")
	for _, body := range []string{"", "{}", `{"service":""}`, `{"service":"general","party":-1}`, `{"service":"general","priority":true}`, "[]"} {
		p.want(400, "POST", "tickets", body)
	}
	p.want(404, "POST", "tickets", `{"service":"none"}`)
	p.want(404, "POST", "tickets/x/later", "")
	p.want(400, "POST", "tickets", `{"service":"general"}`, "Idempotency-Key", "中")
	for _, body := range []string{"", "{}", "[]", `{"odd":1}`, `{"a":"1"}`} {
		p.want(400, "POST", "grants", body)
	}
	p.want(200, "POST", "grants", `{"called":1}`)
	if program.granted["called"] != 1 {
		t.Errorf("granted: got %v", program.granted)
	}
	for path, method := range map[string]string{"nothing": "GET", "login": "GET", "services": "POST", "tickets/x/call": "POST", "tickets/x/recall": "POST"} {
		p.want(404, method, path, "")
	}
}

// More logins than WeChat should be asked at a time wait a second for their turn, and are told to come again then.
func TestMiniCrowd(t *testing.T) {
	program, p := mustMini(t)
	program.held = make(chan struct{})
	answers := make(chan int)
	login := func() {
		r, err := (&http.Client{Transport: phones}).Post(p.url+"/mini/v1/login", "application/json", strings.NewReader(`{"code":"ann"}`))
		if err != nil {
			answers <- 0
			return
		}
		r.Body.Close()
		answers <- r.StatusCode
	}
	for range 17 {
		go login()
	}
	if got := <-answers; got != http.StatusServiceUnavailable {
		t.Errorf("the first answer: got %d, want 503", got)
	}
	go login()
	time.AfterFunc(200*time.Millisecond, func() { close(program.held) })
	for range 17 {
		if got := <-answers; got != http.StatusOK {
			t.Errorf("got %d, want 200", got)
		}
	}
}

// A program that asks for one change after the other in somebody's name is held up, and nobody else is.
func TestMiniPace(t *testing.T) {
	_, p := mustMini(t)
	p.mustLogin("ann")
	for range 30 {
		p.want(200, "POST", "grants", `{"called":1}`)
	}
	if said := p.want(429, "POST", "grants", `{"called":1}`)["error"].(map[string]any); said["code"] != "full" {
		t.Errorf("got %v, want full", said)
	}
	p.want(200, "GET", "services", "")
	p.mustLogin("bob")
	p.want(200, "POST", "grants", `{"called":1}`)
}

// Two names of one request are none that anybody could mean.
func TestMiniTwoKeys(t *testing.T) {
	_, p := mustMini(t)
	p.mustLogin("ann")
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.url+"/mini/v1/tickets", strings.NewReader(`{"service":"general"}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header = http.Header{"Authorization": {"Bearer ann"}, "Idempotency-Key": {"a", "b"}}
	answer, err := phones.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusBadRequest {
		t.Errorf("got %d, want 400", answer.StatusCode)
	}
}
