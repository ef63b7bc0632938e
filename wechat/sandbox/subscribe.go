package sandbox

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
)

type subscribeRequest struct {
	ToUser      string `json:"touser"`
	TemplateID  string `json:"template_id"`
	Page        string `json:"page"`
	Miniprogram struct {
		AppID string `json:"appid"`
		Page  string `json:"pagepath"`
	} `json:"miniprogram"`
	State string `json:"miniprogram_state"`
	Lang  string `json:"lang"`
	Data  values `json:"data"`
}

// sendSubscribe is POST /cgi-bin/message/subscribe/bizsend, of the account: to whoever has allowed the template, following
// or not. The answer names no message; only the event afterwards does.
func (s *Sandbox) sendSubscribe(c call) (any, error) {
	var in subscribeRequest
	if err := decode(c.body, &in); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	to, fields, err := s.judgeLocked(c.app, in)
	if err != nil {
		return nil, err
	}
	if err := s.mayOpen(in); err != nil {
		return nil, err
	}
	if _, err := s.subscribedLocked(c.app, to, in, fields); err != nil {
		return nil, err
	}
	return fine, nil
}

// mayOpen checks what a tap on the account's notice opens: a web page, or a page of the mini program, which has to be
// linked to the account.
func (s *Sandbox) mayOpen(in subscribeRequest) error {
	if in.Page != "" && !isWeb(in.Page) {
		return refuse(41030)
	}
	id := in.Miniprogram.AppID
	switch {
	case id == "" && in.Miniprogram.Page == "":
		return nil
	case id == "" || s.mini == nil || id != s.mini.id:
		return refuse(40013)
	case !s.hasPage(in.Miniprogram.Page):
		return refuse(41030)
	}
	return nil
}

func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

type subscribeAnswer struct {
	done
	MsgID int64 `json:"msgid"`
}

// sendMiniSubscribe is POST /cgi-bin/message/subscribe/send, of the mini program. While a message to a person is under way,
// another to the same one is refused, as WeChat does: whoever sends has to take turns.
func (s *Sandbox) sendMiniSubscribe(c call) (any, error) {
	var in subscribeRequest
	if err := decode(c.body, &in); err != nil {
		return nil, err
	}
	id, to, err := s.takeMini(c.app, in)
	if err != nil {
		return nil, err
	}
	wait(s.ctx, s.o.SendTime)
	s.mu.Lock()
	defer s.mu.Unlock()
	to.mini.busy = false
	return subscribeAnswer{fine, id}, nil
}

func (s *Sandbox) takeMini(a *app, in subscribeRequest) (int64, *customer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	to, fields, err := s.judgeLocked(a, in)
	switch {
	case err != nil:
		return 0, nil, err
	case to.mini.busy:
		return 0, nil, refuse(43108)
	case in.Page != "" && !s.hasPage(in.Page):
		return 0, nil, refuse(41030)
	case !slices.Contains([]string{"", "developer", "trial", "formal"}, in.State):
		return 0, nil, refuse(47003).but(" miniprogram_state invalid")
	case !slices.Contains([]string{"", "zh_CN", "en_US", "zh_HK", "zh_TW"}, in.Lang):
		return 0, nil, refuse(47003).but(" lang invalid")
	}
	id, err := s.subscribedLocked(a, to, in, fields)
	if err != nil {
		return 0, nil, err
	}
	to.mini.busy = true
	return id, to, nil
}

// pageShape is a page of a mini program with its query. A leading slash is what most people get wrong.
var pageShape = regexp.MustCompile(`^[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*(\?[\x21-\x7e]*)?$`)

func (s *Sandbox) hasPage(page string) bool {
	path, _, _ := strings.Cut(page, "?")
	pages := s.o.Mini.Pages
	return pageShape.MatchString(page) && (pages == nil || slices.Contains(pages, path))
}

// judgeLocked checks what both ways have in common: whom, by which template, with which fields.
func (s *Sandbox) judgeLocked(a *app, in subscribeRequest) (*customer, []Field, error) {
	if s.closed {
		return nil, nil, refuse(-1)
	}
	to := s.knownTo(a, in.ToUser)
	if to == nil {
		return nil, nil, refuse(40003)
	}
	keys, known := a.subscriptions[in.TemplateID]
	if !known {
		return nil, nil, refuse(40037)
	}
	fields, err := in.Data.fill(keys)
	return to, fields, err
}

// subscribedLocked spends one permission, shows the message and tells the app what became of it. A permission is spent
// even when the message does not arrive.
func (s *Sandbox) subscribedLocked(a *app, to *customer, in subscribeRequest, fields []Field) (int64, error) {
	grants := to.in(a).grants
	if grants[in.TemplateID] == 0 {
		return 0, refuse(43101)
	}
	grants[in.TemplateID]--
	now := s.o.Now()
	id := s.nextIDLocked(now)
	page := cmp.Or(in.Miniprogram.Page, in.Page)
	status := to.arriveLocked(Message{Kind: Subscription, Template: in.TemplateID, Fields: fields, URL: page, Mini: a.mini, At: now})
	s.enqueueLocked(to, sentEventOf(a, now, in.TemplateID, id, status))
	return id, nil
}

func sentEventOf(a *app, at time.Time, template string, id int64, status string) event {
	code := "0"
	if status != "success" {
		code = "1" // the codes of failures are nowhere listed
	}
	return event{app: a, at: at, name: sentEvent, list: []listed{{template: template, id: id, code: code, status: status}}}
}
