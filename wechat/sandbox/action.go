package sandbox

import (
	"context"
	"net/http"
	"strings"
)

// action is what a script says about a person's act.
type action struct {
	Ticket   string `json:"ticket"`   // scan
	Scene    string `json:"scene"`    // scan
	Text     string `json:"text"`     // say; report: the status, empty for arriving
	Key      string `json:"key"`      // click, scanwait
	URL      string `json:"url"`      // view
	Result   string `json:"result"`   // scanwait
	Template string `json:"template"` // grant, revoke: one, or several with commas between them
	Refused  string `json:"refused"`  // grant: the same, of those that were refused
}

// postAction answers 204 when the account has answered, and otherwise why not.
func (s *Sandbox) postAction(w http.ResponseWriter, r *http.Request) {
	var a action
	if err := readJSON(r.Body, &a); err != nil {
		s.fail(w, err)
		return
	}
	do, ok := s.actions(a)[r.PathValue("action")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	s.finish(w, do(r.Context(), r.PathValue("openid")))
}

func (s *Sandbox) actions(a action) map[string]func(context.Context, string) error {
	return map[string]func(context.Context, string) error{
		"follow":   s.Follow,
		"unfollow": s.Unfollow,
		"enter":    s.Enter,
		"scan": func(ctx context.Context, openid string) error {
			if (a.Ticket == "") == (a.Scene == "") {
				return errBadBody
			}
			return s.Scan(ctx, openid, a.Ticket+a.Scene)
		},
		"say":      func(ctx context.Context, openid string) error { return s.Say(ctx, openid, a.Text) },
		"click":    func(ctx context.Context, openid string) error { return s.Click(ctx, openid, a.Key) },
		"view":     func(ctx context.Context, openid string) error { return s.View(ctx, openid, a.URL) },
		"scanwait": func(ctx context.Context, openid string) error { return s.ScanWait(ctx, openid, a.Key, a.Result) },
		"grant": func(ctx context.Context, openid string) error {
			return s.Grant(ctx, openid, split(a.Template), split(a.Refused))
		},
		"revoke":  func(ctx context.Context, openid string) error { return s.Revoke(ctx, openid, split(a.Template)...) },
		"report":  func(_ context.Context, openid string) error { return s.Report(openid, a.Text) },
		"block":   func(_ context.Context, openid string) error { return s.Report(openid, Blocked) },
		"unblock": func(_ context.Context, openid string) error { return s.Report(openid, "") },
	}
}

func split(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' })
}
