package wechat

import (
	"bytes"
	"encoding/json"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzXML holds the quick reader to the whole one: what it takes, both read the same.
func FuzzXML(f *testing.F) {
	for _, p := range mustVectors(f).Payloads {
		f.Add(p.Body)
	}
	f.Add(flat)
	f.Add("<xml><Content>a > b</Content></xml>")
	f.Add("<xml><Event>a]]>b</Event><MsgID> 1 </MsgID>\n</xml>")
	f.Fuzz(func(t *testing.T, s string) {
		s = clean(s)
		quick, ok := scanXML(s)
		whole, err := decodeXML(s)
		if ok && (err != nil || !reflect.DeepEqual(quick, whole)) {
			t.Errorf("quick %q, whole %q, %v", quick.value, whole.value, err)
		}
		e, _, err := parseEvent(s)
		if len(e.Subscriptions) > mostItems || len(e.Name) > longName {
			t.Errorf("event with %d subscriptions and a name of %d bytes", len(e.Subscriptions), len(e.Name))
		}
		if err == nil && (e.From == "" || e.ID == "" || e.Kind == "" || !utf8.ValidString(e.Text)) {
			t.Errorf("event %+v", e)
		}
	})
}

// FuzzClean holds that nothing unwanted passes for clean, and that nothing is lost that is wanted.
func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "a", "12345678", "1234567\n89", "123456789012345\x02", "中文，\uffff", "\ufffe", "\xef\xbf", "a\xffb", "\t\r\n\v"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		unwanted := strings.ContainsFunc(s, isControl) || !utf8.ValidString(s)
		if isClean(s) && unwanted {
			t.Errorf("%q passes for clean", s)
		}
		if hasControl(s) && !strings.ContainsFunc(s, isControl) {
			t.Errorf("%q has no control character", s)
		}
		if got := clean(s); strings.ContainsFunc(got, isControl) || !utf8.ValidString(got) || !unwanted && got != s {
			t.Errorf("%q: got %q", s, got)
		}
	})
}

// FuzzJSON compares with encoding/json, which must read the same values by the same names.
func FuzzJSON(f *testing.F) {
	for _, p := range mustVectors(f).Payloads {
		f.Add(p.Body)
	}
	f.Add(`{"FromUserName":"o1","CreateTime":"5","MsgType":"text","Content":"\u0000]]>","x":[[{}]]}`)
	f.Fuzz(func(t *testing.T, s string) {
		b, err := parseJSON(s)
		if err != nil {
			return
		}
		var all map[string]any
		if err := json.Unmarshal([]byte(s), &all); err != nil {
			t.Fatalf("taken, but no JSON object: %v", err)
		}
		for at, key := range map[name]string{fromUser: "FromUserName", content: "Content", msgID: "MsgId", encrypt: "Encrypt"} {
			want, isText := all[key].(string)
			if want = clean(want); at != content {
				want = strings.TrimSpace(want)
			}
			if isText && b.value[at] != want {
				t.Errorf("%s: got %q, want %q", key, b.value[at], want)
			}
		}
	})
}

// FuzzDecrypt opens anything, and opens what it has sealed.
func FuzzDecrypt(f *testing.F) {
	for _, v := range mustVectors(f).Vectors {
		f.Add(v.Ciphertext, []byte(v.Plaintext))
	}
	k := mustKey(f)
	f.Fuzz(func(t *testing.T, text string, message []byte) {
		if got, err := k.open(text, "wx1"); err == nil && len(got) > len(text) {
			t.Errorf("opened to more than there was: %d of %d bytes", len(got), len(text))
		}
		raw := append(bytes.Clone(message), make([]byte, 32-len(message)%32)...)
		if got, err := k.open(rawSeal(k, raw), "wx1"); err == nil {
			t.Errorf("opened padding of zeros: %q", got)
		}
		sealed, err := k.seal(nil, bytes.NewReader(make([]byte, randomSize)), message, "wx1")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := k.open(string(sealed), "wx1"); err != nil || got != string(message) {
			t.Errorf("got %q, %v, want %q", got, err, message)
		}
	})
}

// FuzzQuery compares with net/url.
func FuzzQuery(f *testing.F) {
	f.Add("signature=a&timestamp=1&nonce=2&echostr=x%20y+z")
	f.Add("signature=a&signature=b")
	f.Add("&&=&%zz=1&encrypt_type=aes&msg_signature")
	f.Fuzz(func(t *testing.T, raw string) {
		q, ok := parseQuery(raw)
		want, err := url.ParseQuery(raw)
		if err != nil {
			return
		}
		for _, key := range []string{"signature", "timestamp", "nonce", "echostr", "encrypt_type", "msg_signature"} {
			values := strings.Join(want[key], "") // an empty one beside a filled one changes nothing
			if ok && *q.parameter(key) != values {
				t.Errorf("%s: got %q, want %q", key, *q.parameter(key), want[key])
			}
		}
		if !ok && !hasTwice(want) {
			t.Errorf("refused %q", raw)
		}
	})
}

func hasTwice(v url.Values) bool {
	for _, values := range v {
		if len(values) > 1 {
			return true
		}
	}
	return false
}
