// Package callback measures what answering one callback of WeChat costs, beside other Go libraries for WeChat in the same
// run. All read the same scan from the same bytes and answer the same text; none does anything with it. It is a module of
// its own, so that the peers stay out of the product's.
package callback

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chanxuehong/wechat/mp/core"
	"github.com/chanxuehong/wechat/mp/message/callback/request"
	"github.com/chanxuehong/wechat/mp/message/callback/response"
	"github.com/silenceper/wechat/v2/cache"
	"github.com/silenceper/wechat/v2/officialaccount"
	"github.com/silenceper/wechat/v2/officialaccount/config"
	"github.com/silenceper/wechat/v2/officialaccount/message"

	"paihao/wechat"
)

const (
	appID  = "wx1234567890abcdef"
	oriID  = "gh_123456789abc"
	token  = "benchtoken"
	aesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	answer = "您的号码 A012，前面 7 位，约 20–30 分钟"
	scan   = "<xml><ToUserName><![CDATA[gh_123456789abc]]></ToUserName><FromUserName><![CDATA[oABCDEFGHIJKLMNOPQRSTUVWXYZ0]]></FromUserName>" +
		"<CreateTime>1795276800</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[SCAN]]></Event>" +
		"<EventKey><![CDATA[v1.join.k3J9qLm2Xw8a.AbCdEfGhIjKlMnOp]]></EventKey><Ticket><![CDATA[gQHr8ToAAAAAAAAAASxodHRwOi8vd2VpeGluLnFxLmNvbS9x]]></Ticket></xml>"
)

// peers are the libraries by name, ours first.
var peers = []struct {
	name string
	make func(testing.TB) func(http.ResponseWriter, *http.Request)
}{
	{"paihao", paihao}, {"silenceper", silenceper}, {"chanxuehong", chanxuehong},
}

func paihao(b testing.TB) func(http.ResponseWriter, *http.Request) {
	c, err := wechat.NewCallback(wechat.CallbackOptions{AppID: appID, Token: token, AESKey: aesKey},
		func(context.Context, wechat.Event) wechat.Reply { return wechat.Reply{Text: answer} })
	if err != nil {
		b.Fatal(err)
	}
	return c.ServeHTTP
}

func silenceper(testing.TB) func(http.ResponseWriter, *http.Request) {
	account := officialaccount.NewOfficialAccount(&config.Config{
		AppID: appID, AppSecret: "secret", Token: token, EncodingAESKey: aesKey, Cache: cache.NewMemory(),
	})
	return func(w http.ResponseWriter, r *http.Request) {
		s := account.GetServer(r, w)
		s.SetMessageHandler(func(*message.MixMessage) *message.Reply {
			return &message.Reply{MsgType: message.MsgTypeText, MsgData: message.NewText(answer)}
		})
		if s.Serve() == nil {
			_ = s.Send()
		}
	}
}

func chanxuehong(testing.TB) func(http.ResponseWriter, *http.Request) {
	handle := core.HandlerFunc(func(c *core.Context) {
		text := response.NewText(c.MixedMsg.FromUserName, c.MixedMsg.ToUserName, c.MixedMsg.CreateTime, answer)
		if c.QueryParams.Get("encrypt_type") == "aes" {
			_ = c.AESResponse(text, 0, "", nil)
			return
		}
		_ = c.RawResponse(text)
	})
	mux := core.NewServeMux()
	mux.EventHandle(request.EventTypeScan, handle)
	s := core.NewServer(oriID, appID, token, aesKey, mux, nil)
	return func(w http.ResponseWriter, r *http.Request) { s.ServeHTTP(w, r, nil) }
}

// modes are the ways a callback comes in.
var modes = []struct{ name, query, body string }{
	{"plain", query(""), scan},
	{"safe", query(seal(scan)), "<xml><ToUserName><![CDATA[" + oriID + "]]></ToUserName><Encrypt><![CDATA[" + seal(scan) + "]]></Encrypt></xml>"},
}

// BenchmarkCallback measures what one callback costs each library: time and allocations.
func BenchmarkCallback(b *testing.B) {
	for _, m := range modes {
		for _, p := range peers {
			b.Run(m.name+"/"+p.name, func(b *testing.B) {
				once := replay(b, p.make(b), m.query, m.body)
				b.ReportAllocs()
				for b.Loop() {
					once()
				}
			})
		}
	}
}

// turn is how many callbacks a library answers before it is another's turn: enough for its garbage to be collected in it.
const turn = 2000

// BenchmarkRatio lets the libraries take turns and compares their middle ones: what else the machine does is then the same
// for all. The ratio is ours to the faster peer's.
func BenchmarkRatio(b *testing.B) {
	for _, m := range modes {
		b.Run(m.name, func(b *testing.B) {
			took, once := map[string][]time.Duration{}, map[string]func(){}
			for _, p := range peers {
				once[p.name] = replay(b, p.make(b), m.query, m.body)
			}
			for b.Loop() {
				for _, p := range peers {
					start := time.Now()
					for range turn {
						once[p.name]()
					}
					took[p.name] = append(took[p.name], time.Since(start)/turn)
				}
			}
			middle := map[string]float64{}
			for name, list := range took {
				slices.Sort(list)
				middle[name] = float64(list[len(list)/2].Nanoseconds())
				b.ReportMetric(middle[name], name+"-ns")
			}
			b.ReportMetric(middle["paihao"]/min(middle["silenceper"], middle["chanxuehong"]), "ratio")
		})
	}
}

// TestSameAnswer holds that each library has understood the callback, or it would not be measured at what ours is.
func TestSameAnswer(t *testing.T) {
	for _, m := range modes {
		for _, p := range peers {
			replay(t, p.make(t), m.query, m.body)()
		}
	}
}

// page takes an answer.
type page struct {
	header http.Header
	text   bytes.Buffer
}

func (p *page) Header() http.Header         { return p.header }
func (p *page) WriteHeader(int)             {}
func (p *page) Write(b []byte) (int, error) { return p.text.Write(b) }

// replay gives a function that sends the same request once more.
func replay(t testing.TB, serve func(http.ResponseWriter, *http.Request), query, body string) func() {
	reader := strings.NewReader(body)
	r, err := http.NewRequest(http.MethodPost, "http://localhost/wechat/callback?"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Body, r.ContentLength = io.NopCloser(reader), int64(len(body))
	w := &page{header: http.Header{}}
	return func() {
		reader.Reset(body)
		w.text.Reset()
		serve(w, r)
		if got := w.text.String(); !strings.Contains(got, "A012") && !strings.Contains(got, "<Encrypt>") {
			t.Fatalf("answer: got %q", got)
		}
	}
}

// query signs as WeChat does.
func query(encrypted string) string {
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	q := url.Values{"timestamp": {stamp}, "nonce": {"1234567890"}, "signature": {sign(token, stamp, "1234567890")}}
	if encrypted != "" {
		q.Set("encrypt_type", "aes")
		q.Set("msg_signature", sign(token, stamp, "1234567890", encrypted))
	}
	return q.Encode()
}

func sign(parts ...string) string {
	slices.Sort(parts)
	sum := sha1.Sum([]byte(strings.Join(parts, "")))
	return hex.EncodeToString(sum[:])
}

func seal(message string) string {
	key, err := base64.StdEncoding.DecodeString(aesKey + "=")
	if err != nil {
		panic(err)
	}
	plain := make([]byte, 16)
	plain = binary.BigEndian.AppendUint32(plain, uint32(len(message)))
	plain = append(append(plain, message...), appID...)
	pad := 32 - len(plain)%32
	plain = append(plain, bytes.Repeat([]byte{byte(pad)}, pad)...)
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err)
	}
	cipher.NewCBCEncrypter(block, key[:16]).CryptBlocks(plain, plain)
	return base64.StdEncoding.EncodeToString(plain)
}
