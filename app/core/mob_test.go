package core_test

import (
	"bufio"
	"cmp"
	"crypto/aes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// asMob makes the test binary be a mob: in a process of its own, so that what it costs is not the kiosk's.
const asMob = "TEST_AS_MOB"

// The only answers that a forged request may get, whatever is wrong with it: status, headers but for the date, body.
const (
	refusedAnswer  = `403 Forbidden map[Content-Length:[0]] ""`
	tooLargeAnswer = `413 Request Entity Too Large map[Content-Length:[0]] ""`
)

// mob sends forged requests at a steady rate, and a crowd scans among them at another. It knows the account's secrets, so that
// each request is wrong in one thing only.
type mob struct {
	crowd
	Rate, Forged int // requests a second and in all
	ScanRate     int
}

// uproar is how it went. What somebody waited is counted from the moment at which the request was due.
type uproar struct {
	Rate             float64        // forged requests a second
	Answers          map[string]int // to forged requests
	Odd              string         // the first forged request that got another answer than it should
	Unanswered       string         // the first scan that got no ticket
	P50, P99         time.Duration
	ScanP50, ScanP99 time.Duration
}

// runMob is the process of a mob.
func runMob(in io.Reader, out io.Writer) int {
	var m mob
	must(0, json.NewDecoder(in).Decode(&m))
	return must(0, json.NewEncoder(out).Encode(m.run()))
}

func (m *mob) run() (r uproar) {
	kinds, scans := m.forgeries(), m.requests()
	waits, scanWaits := make([]time.Duration, m.Forged), make([]time.Duration, len(scans))
	counts, odd, bad := make([]map[string]int, m.Connections), make([]string, m.Connections), make([]string, m.Connections)
	start := time.Now()
	var running sync.WaitGroup
	for i := range m.Connections {
		counts[i] = map[string]int{}
		running.Go(func() {
			odd[i] = m.pace(i, m.Rate, start, waits, func(c net.Conn, answers *bufio.Reader, n int) string {
				return kinds[n%len(kinds)].send(c, answers, n, counts[i])
			})
		})
		running.Go(func() {
			bad[i] = m.pace(i, m.ScanRate, start, scanWaits, func(c net.Conn, answers *bufio.Reader, n int) string {
				return exchange(c, answers, scans[n])
			})
		})
	}
	running.Wait()
	r = uproar{Rate: float64(m.Forged) / time.Since(start).Seconds(), Odd: cmp.Or(odd...), Unanswered: cmp.Or(bad...), Answers: map[string]int{}}
	for _, count := range counts {
		for answer, n := range count {
			r.Answers[answer] += n
		}
	}
	r.P50, r.P99 = percentiles(waits)
	r.ScanP50, r.ScanP99 = percentiles(scanWaits)
	return r
}

// pace sends one connection's share, each request when it is due or as soon after as the last was answered.
func (m *mob) pace(first, rate int, start time.Time, waits []time.Duration, send func(net.Conn, *bufio.Reader, int) string) (bad string) {
	if len(waits) == 0 {
		return ""
	}
	c := must(net.Dial("tcp", m.Address))
	defer c.Close()
	answers := bufio.NewReader(c)
	for n := first; n < len(waits) && bad == ""; n += m.Connections {
		due := start.Add(time.Duration(n) * time.Second / time.Duration(rate))
		time.Sleep(time.Until(due))
		bad = send(c, answers, n)
		waits[n] = time.Since(due)
	}
	return bad
}

func percentiles(waits []time.Duration) (p50, p99 time.Duration) {
	if len(waits) == 0 {
		return 0, 0
	}
	slices.Sort(waits)
	return waits[len(waits)/2], waits[len(waits)*99/100]
}

// forgery is one way to be wrong. The n-th request of a flood differs from all others.
type forgery struct {
	name   string
	want   string
	method string
	make   func(nonce string) (query, body string)
}

// send goes to the account's door and to the mini program's, a round of all kinds at each.
func (f forgery) send(c net.Conn, answers *bufio.Reader, n int, count map[string]int) string {
	query, body := f.make(fmt.Sprintf("%09d", n))
	length := fmt.Sprintf("Content-Length: %d", len(body))
	if f.name == "endless" {
		length, body = "Transfer-Encoding: chunked", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(body), body)
	}
	door := []string{"/wechat/callback", "/mini/callback"}[n/16%2]
	if _, err := fmt.Fprintf(c, "%s %s%s HTTP/1.1\r\nHost: queue\r\nContent-Type: text/xml\r\n%s\r\n\r\n%s", f.method, door, query, length, body); err != nil {
		return f.name + ": " + err.Error()
	}
	r, err := http.ReadResponse(answers, nil)
	if err != nil {
		return f.name + ": " + err.Error()
	}
	text, err := io.ReadAll(r.Body)
	r.Header.Del("Date")
	answer := fmt.Sprintf("%s %v %q", r.Status, r.Header, text)
	if count[answer]++; err != nil || answer != f.want {
		return fmt.Sprintf("%s at %s: got %s, %v, want %s", f.name, door, answer, err, f.want)
	}
	return ""
}

// forgeries are all that the doors have to refuse.
func (m *mob) forgeries() []forgery {
	block := must(aes.NewCipher(must(base64.StdEncoding.DecodeString(m.AESKey + "="))))
	otherBlock := must(aes.NewCipher([]byte(strings.Repeat("k", 32))))
	stamp := fmt.Sprint(time.Now().Unix())
	event := func(nonce string) string {
		return "<xml><ToUserName>gh_5a4d6f2c81b7</ToUserName><FromUserName>o" + nonce + "</FromUserName><CreateTime>" + stamp +
			"</CreateTime><MsgType>event</MsgType><Event>SCAN</Event><EventKey>" + m.Scene + "</EventKey></xml>"
	}
	envelope := func(sealed string) string { return "<xml><Encrypt>" + sealed + "</Encrypt></xml>" }
	open := func(signature, nonce string) string {
		return "?signature=" + signature + "&timestamp=" + stamp + "&nonce=" + nonce
	}
	secret := func(nonce, sealed string) string {
		return open(sign(m.Token, stamp, nonce), nonce) + "&encrypt_type=aes&msg_signature=" + sign(m.Token, stamp, nonce, sealed)
	}
	stranger := crowd{AppID: "wx0123456789abcdef", AESKey: m.AESKey}
	garbage := func(nonce string) string {
		return base64.StdEncoding.EncodeToString([]byte(strings.Repeat(nonce+"\xff\x00", 32)))
	}
	sealed := func(of *crowd, nonce string) string { return of.seal(block, event(nonce)) }
	large := strings.Repeat("x", 64<<10+1)

	return []forgery{
		{"no signature", refusedAnswer, "POST", func(n string) (string, string) { return "", event(n) }},
		{"a wrong signature", refusedAnswer, "POST", func(n string) (string, string) { return open(sign("guess", stamp, n), n), event(n) }},
		{"a true signature, not encrypted", refusedAnswer, "POST", func(n string) (string, string) { return open(sign(m.Token, stamp, n), n), event(n) }},
		{"a wrong signature of the message", refusedAnswer, "POST", func(n string) (string, string) {
			text := sealed(&m.crowd, n)
			return open(sign(m.Token, stamp, n), n) + "&encrypt_type=aes&msg_signature=" + sign("guess", stamp, n, text), envelope(text)
		}},
		{"no signature of the message", refusedAnswer, "POST", func(n string) (string, string) {
			return open(sign(m.Token, stamp, n), n) + "&encrypt_type=aes", envelope(sealed(&m.crowd, n))
		}},
		{"a replay with another body", refusedAnswer, "POST", func(n string) (string, string) {
			return secret(n, sealed(&m.crowd, n)), envelope(sealed(&m.crowd, n+"1"))
		}},
		{"another app's", refusedAnswer, "POST", func(n string) (string, string) {
			text := sealed(&stranger, n)
			return secret(n, text), envelope(text)
		}},
		{"sealed by another key", refusedAnswer, "POST", func(n string) (string, string) {
			text := m.seal(otherBlock, event(n))
			return secret(n, text), envelope(text)
		}},
		{"encrypted garbage", refusedAnswer, "POST", func(n string) (string, string) {
			return secret(n, "AAAA"), envelope(garbage(n))
		}},
		{"signed garbage", refusedAnswer, "POST", func(n string) (string, string) { return secret(n, garbage(n)), envelope(garbage(n)) }},
		{"a garbage body", refusedAnswer, "POST", func(n string) (string, string) { return secret(n, ""), "\x00\xff<" + n + strings.Repeat("[{<", 1000) }},
		{"an unknown encryption", refusedAnswer, "POST", func(n string) (string, string) {
			return open(sign(m.Token, stamp, n), n) + "&encrypt_type=rsa", event(n)
		}},
		{"a parameter twice", refusedAnswer, "POST", func(n string) (string, string) {
			text := sealed(&m.crowd, n)
			return secret(n, text) + "&nonce=" + n, envelope(text)
		}},
		{"a greeting with a wrong signature", refusedAnswer, "GET", func(n string) (string, string) {
			return open(sign("guess", stamp, n), n) + "&echostr=" + n, ""
		}},
		{"large", tooLargeAnswer, "POST", func(n string) (string, string) { return secret(n, large), large }},
		{"endless", tooLargeAnswer, "POST", func(n string) (string, string) { return secret(n, large), large }},
	}
}
