package sandbox

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
)

// The platform's paths that the sandbox plays, for faults, quotas and Calls.
const (
	PathToken         = "/cgi-bin/stable_token"
	PathPlainToken    = "/cgi-bin/token"
	PathClearQuota    = "/cgi-bin/clear_quota"
	PathClearQuotaV2  = "/cgi-bin/clear_quota/v2"
	PathQRCode        = "/cgi-bin/qrcode/create"
	PathImage         = "/cgi-bin/showqrcode"
	PathTemplate      = "/cgi-bin/message/template/send"
	PathTemplates     = "/cgi-bin/template/get_all_private_template"
	PathSubscribe     = "/cgi-bin/message/subscribe/bizsend"
	PathMiniSubscribe = "/cgi-bin/message/subscribe/send"
	PathSubscriptions = "/wxaapi/newtmpl/gettemplate"
	PathService       = "/cgi-bin/message/custom/send"
	PathMenu          = "/cgi-bin/menu/create"
	PathMenuGet       = "/cgi-bin/menu/get"
	PathUser          = "/cgi-bin/user/info"
	PathTags          = "/cgi-bin/tags/get"
	PathTagCreate     = "/cgi-bin/tags/create"
	PathTagging       = "/cgi-bin/tags/members/batchtagging"
	PathLogin         = "/sns/jscode2session"
	PathPhone         = "/wxa/business/getuserphonenumber"
)

// Paths lists all of them.
func Paths() []string {
	return []string{
		PathToken, PathPlainToken, PathClearQuota, PathClearQuotaV2, PathQRCode, PathImage, PathTemplate, PathTemplates,
		PathSubscribe, PathMiniSubscribe, PathSubscriptions, PathService, PathMenu, PathMenuGet, PathUser, PathTags,
		PathTagCreate, PathTagging, PathLogin, PathPhone,
	}
}

// The names under which Calls counts the deliveries of callbacks, repeats included.
const (
	CallsCallback = "callback"
	CallsMini     = "mini callback"
)

// Calls tells how many requests a platform path has had so far, refused and disturbed ones included.
func (s *Sandbox) Calls(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[path]
}

func (s *Sandbox) countLocked(path string) { s.calls[path]++ }

func (s *Sandbox) routes() {
	s.onPost(PathToken, nobody, s.stableToken)
	s.onGet(PathPlainToken, nobody, s.plainToken)
	s.onPost(PathClearQuota, ofBoth, s.clearQuota)
	s.onPost(PathClearQuotaV2, nobody, s.clearQuotaBySecret)
	s.onPost(PathQRCode, ofAccount, s.createCode)
	s.onPost(PathTemplate, ofAccount, s.sendTemplate)
	s.onGet(PathTemplates, ofAccount, s.listTemplates)
	s.onPost(PathSubscribe, ofAccount, s.sendSubscribe)
	s.onPost(PathMiniSubscribe, ofMini, s.sendMiniSubscribe)
	s.onGet(PathSubscriptions, ofBoth, s.listSubscriptions)
	s.onPost(PathService, ofBoth, s.sendService)
	s.onPost(PathMenu, ofAccount, s.createMenu)
	s.onGet(PathMenuGet, ofAccount, s.getMenu)
	s.onGet(PathUser, ofAccount, s.userInfo)
	s.onGet(PathTags, ofAccount, s.getTags)
	s.onPost(PathTagCreate, ofAccount, s.createTag)
	s.onPost(PathTagging, ofAccount, s.tagMembers)
	s.onGet(PathLogin, nobody, s.logIn)
	s.onPost(PathPhone, ofMini, s.phoneNumber)
	s.mux.HandleFunc("GET "+PathImage, s.showCode)
	for _, root := range []string{"/cgi-bin/", "/sns/", "/wxa/", "/wxaapi/"} {
		s.mux.HandleFunc(root, func(w http.ResponseWriter, _ *http.Request) { s.answer(w, nil, refuse(40066)) })
	}
	s.scriptRoutes()
	s.mux.HandleFunc("GET /{$}", s.page())
}

// call is a request that was let in.
type call struct {
	path  string
	app   *app // whose token came with it; nil where none is asked for
	query url.Values
	body  []byte // JSON; nil for GET
	from  string // the caller's address
}

type endpoint func(call) (any, error)

func (s *Sandbox) onGet(path string, who audience, do endpoint) {
	s.api(http.MethodGet, path, who, do)
}

func (s *Sandbox) onPost(path string, who audience, do endpoint) {
	s.api(http.MethodPost, path, who, do)
}

// api serves one endpoint: count, fault, method, token, quota, body, and only then the endpoint itself.
func (s *Sandbox) api(method, path string, who audience, do endpoint) {
	s.mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
		if s.disturbed(w, r, path) {
			return
		}
		c, err := s.admit(r, method, path, who)
		if err != nil {
			s.answer(w, nil, err)
			return
		}
		result, err := do(c)
		s.answer(w, result, err)
	})
}

// admit checks what is the same for every endpoint.
func (s *Sandbox) admit(r *http.Request, method, path string, who audience) (call, error) {
	c := call{path: path, query: r.URL.Query(), from: r.RemoteAddr}
	if r.Method != method {
		if method == http.MethodGet {
			return c, refuse(43001)
		}
		return c, refuse(43002)
	}
	var err error
	if who != nobody {
		if c.app, err = s.checkToken(c.query.Get("access_token"), who); err != nil {
			return c, err
		}
		if err = s.spend(c.app, path); err != nil {
			return c, err
		}
	}
	if method == http.MethodPost {
		c.body, err = readBody(r.Body)
	}
	return c, err
}

// done is the answer that says only that it is well.
type done struct {
	Errcode int    `json:"errcode"`
	Errmsg  string `json:"errmsg"`
}

var fine = done{0, "ok"}

// answer writes a result, or a refusal with its rid; both with status 200 and the time, as WeChat does.
func (s *Sandbox) answer(w http.ResponseWriter, result any, err error) {
	if err != nil {
		var r refusal
		if !errors.As(err, &r) {
			r = refuse(-1)
		}
		result = done{r.code, r.text + " " + s.rid()}
	}
	w.Header().Set("Content-Type", "application/json; encoding=utf-8")
	w.Header().Set("Date", s.o.Now().UTC().Format(http.TimeFormat))
	s.write(w, result)
}

// write sends JSON without HTML escaping; a reader that has gone away is nobody's error.
func (s *Sandbox) write(w io.Writer, v any) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		s.o.Log.Debug("sandbox answer not written", "error", err)
	}
}
