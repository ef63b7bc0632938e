// Package sandbox is a pretend WeChat: the platform's endpoints for one official account and one mini program, and
// customers who follow, scan, write, grant and read.
//
// Trial mode and tests put it where api.weixin.qq.com would be. It shares no code with the client and the
// callback handler that it plays against: it signs, encrypts and checks on its own, so that one mistake
// cannot agree with itself. It holds the platform's limits and answers with its error codes, so that a client that is
// wrong fails here. Where WeChat's behaviour is not documented, the comment says what was chosen.
package sandbox

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"
)

// maxBody is the most that is read of any request or answer, in bytes.
const maxBody = 64 << 10

// Options says which apps the sandbox pretends to be the platform of and where their callbacks go.
type Options struct {
	AppID, Secret, Token string
	AESKey               string // EncodingAESKey, 43 characters; empty sends plain callbacks
	Account              string // the account's own id (ToUserName); empty: gh_5a4d6f2c81b7
	Callback             string // where callbacks are posted, e.g. http://127.0.0.1:8080/wechat/callback
	JSON                 bool   // callbacks are JSON, as newer consoles offer; false: XML
	PublicURL            string // where phones reach this sandbox; a code's url is PublicURL + "/?ticket=…"

	Mini     Mini // an empty AppID: there is no mini program
	Unlinked bool // the apps are under no open platform account, so that nobody has a unionid

	Templates      map[string][]string // template messages: template id → its field keys, e.g. thing1, character_string2
	Subscriptions  map[string][]string // the account's subscription notices, as Templates
	PermanentCodes int                 // how many permanent codes there may be; 0: 100,000, as WeChat's
	Quotas         map[string]Quota    // by path, in place of WeChat's own
	Whitelist      []string            // addresses that may ask for a token; nil: all may
	Page           []byte              // the HTML served at /; its inline script and style are allowed by their hash

	Deadline   time.Duration // how long an answer to a callback may take; 0: 5 s, as WeChat's
	Deliveries int           // how often one event is sent in all; 0: 3, as WeChat's
	RetryAfter time.Duration // pause after a delivery that failed before its deadline; 0: 1 s (our choice, undocumented)
	SendTime   time.Duration // of a message of the mini program, while another to the same person is 43108; 0: 20 ms

	HTTP *http.Client     // sends callbacks; nil: one of its own. Redirects are never followed
	Now  func() time.Time // also of the answers' Date; nil: time.Now
	Rand io.Reader        // nil: crypto/rand
	Log  *slog.Logger     // nil: nothing is logged
}

// Sandbox is an http.Handler with the platform's paths, the script routes and the page. Safe for concurrent use.
type Sandbox struct {
	o       Options
	account *app
	mini    *app // nil: there is none
	client  *http.Client
	mux     *http.ServeMux

	randMu sync.Mutex

	ctx  context.Context
	stop context.CancelFunc
	wg   sync.WaitGroup // one count per customer with deliveries under way

	mu        sync.Mutex
	closed    bool
	codes     codes
	customers map[string]*customer // by their openid in the account
	inMini    map[string]*customer // the same people by their openid in the mini program
	logins    map[string]*login    // by js_code
	phones    map[string]*phone    // by phone_code
	menu      []button
	tags      []tag
	sent      map[sentKey]sentMessage
	swept     time.Time
	faults    []Fault
	quotas    map[string]Quota
	calls     map[string]int
	lastID    int64
}

// New makes a sandbox; end it with Close. It panics when an AESKey or Callback cannot be read: both are the
// caller's own settings, checked long before.
func New(o Options) *Sandbox {
	o = withDefaults(o)
	s := &Sandbox{o: o, account: o.account(), mini: o.mini(), client: sender(o.HTTP), mux: http.NewServeMux()}
	s.codes = newCodes()
	s.customers, s.inMini = map[string]*customer{}, map[string]*customer{}
	s.logins, s.phones = map[string]*login{}, map[string]*phone{}
	s.sent = map[sentKey]sentMessage{}
	s.calls = map[string]int{}
	s.quotas = quotasOf(o)
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.routes()
	return s
}

func withDefaults(o Options) Options {
	if o.Account == "" {
		o.Account = "gh_5a4d6f2c81b7"
	}
	if o.PermanentCodes == 0 {
		o.PermanentCodes = 100_000
	}
	if o.Deadline == 0 {
		o.Deadline = 5 * time.Second
	}
	if o.Deliveries == 0 {
		o.Deliveries = 3
	}
	if o.RetryAfter == 0 {
		o.RetryAfter = time.Second
	}
	if o.SendTime == 0 {
		o.SendTime = 20 * time.Millisecond
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.PublicURL = strings.TrimRight(o.PublicURL, "/")
	return o
}

// sender copies the given client, or makes one with connections of its own, and forbids redirects.
func sender(given *http.Client) *http.Client {
	c := http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 256, IdleConnTimeout: 30 * time.Second}}
	if given != nil {
		c = *given
	}
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &c
}

// ServeHTTP answers the platform's paths, the script routes and the page.
func (s *Sandbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	s.mux.ServeHTTP(w, r)
}

// Close drops the deliveries under way and waits for their goroutines. It never fails and may be called twice.
func (s *Sandbox) Close() error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.stop()
	s.wg.Wait()
	if s.o.HTTP == nil {
		s.client.CloseIdleConnections()
	}
	return nil
}

// random gives n random bytes; a reader that fails is a broken test or a broken machine.
func (s *Sandbox) random(n int) []byte {
	s.randMu.Lock()
	defer s.randMu.Unlock()
	b := make([]byte, n)
	if _, err := io.ReadFull(s.o.Rand, b); err != nil {
		panic("sandbox: no randomness: " + err.Error())
	}
	return b
}

// nextIDLocked gives a rising id above 2^53, like WeChat's, that a restarted sandbox does not give again.
func (s *Sandbox) nextIDLocked(now time.Time) int64 {
	s.lastID = max(s.lastID+1, now.UnixMicro()<<10)
	return s.lastID
}
