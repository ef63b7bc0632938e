package wechat

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"reflect"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

// vector is one published example; testdata/vectors.json names where each comes from.
type vector struct {
	ID, Kind, Token, Timestamp, Nonce, Signature string
	Echostr                                      string
	ExpectBody                                   string `json:"expect_body"`
	Body                                         string
	AESKey                                       string `json:"aes_key"`
	MsgSignature                                 string `json:"msg_signature"`
	EmbeddedID                                   string `json:"embedded_id"`
	Random                                       string `json:"random16_hex"`
	Ciphertext, Plaintext                        string
	Parts                                        []string
}

type vectorFile struct {
	Vectors, Negative []vector
	Payloads          []struct{ ID, Format, Body string }
}

func mustVectors(t testing.TB) vectorFile {
	t.Helper()
	raw, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var f vectorFile
	if err := json.Unmarshal(raw, &f); err != nil {
		t.Fatal(err)
	}
	return f
}

func mustVectorHex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestVectors(t *testing.T) {
	checks := map[string]func(*testing.T, vector){
		"url_signature":      checkURLSignature,
		"aes_message":        checkAESMessage,
		"msg_signature_only": checkMsgSignature,
		"sorted_sha1": func(t *testing.T, v vector) {
			if !signed(v.Signature, v.Parts...) {
				t.Error("signature does not hold")
			}
		},
		"mini_encrypted_data":    nil, // user data of mini programs, a cipher of its own
		"mini_rawdata_signature": nil,
	}
	for _, v := range mustVectors(t).Vectors {
		check, known := checks[v.Kind]
		if !known {
			t.Errorf("%s: kind %q is not checked", v.ID, v.Kind)
		}
		if check != nil {
			t.Run(v.ID, func(t *testing.T) { check(t, v) })
		}
	}
}

func TestVectorsNegative(t *testing.T) {
	for _, v := range mustVectors(t).Negative {
		t.Run(v.ID, func(t *testing.T) {
			q := query{signature: v.Signature, msgSignature: v.MsgSignature, timestamp: v.Timestamp, nonce: v.Nonce}
			if q.signedBy(v.Token) || q.sealedBy(v.Token, v.Ciphertext) {
				t.Error("a wrong signature holds")
			}
		})
	}
}

// checkURLSignature greets, or posts the body in the open.
func checkURLSignature(t *testing.T, v vector) {
	q := url.Values{"signature": {v.Signature}, "timestamp": {v.Timestamp}, "nonce": {v.Nonce}, "echostr": {v.Echostr}}
	if v.Body == "" {
		if code, got := v.serve(t, http.MethodGet, q, "", nil); code != http.StatusOK || got != v.ExpectBody {
			t.Errorf("greeting: got %d %q, want 200 %q", code, got, v.ExpectBody)
		}
		return
	}
	var e Event
	if code, got := v.serve(t, http.MethodPost, q, v.Body, &e); code != http.StatusOK || got != "success" {
		t.Errorf("post: got %d %q, want 200 success", code, got)
	}
	if e.Kind != KindOther || e.From != "o9AgO5Kd5ggOC-bXrbNODIiE3bGY" {
		t.Errorf("post: got kind %q from %q", e.Kind, e.From)
	}
}

// checkAESMessage opens the text, seals it again to the same bytes and, when it is signed, sends it as a callback.
func checkAESMessage(t *testing.T, v vector) {
	k, err := newKey(v.AESKey)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := k.open(v.Ciphertext, v.EmbeddedID)
	if err != nil || plain != v.Plaintext {
		t.Errorf("open: got %q, %v, want %q", plain, err, v.Plaintext)
	}
	sealed, err := k.seal(nil, bytes.NewReader(mustVectorHex(t, v.Random)), []byte(v.Plaintext), v.EmbeddedID)
	if err != nil || string(sealed) != v.Ciphertext {
		t.Errorf("seal: got %s, %v, want %s", sealed, err, v.Ciphertext)
	}
	if _, err := k.open(v.Ciphertext, v.EmbeddedID+"0"); err == nil {
		t.Error("opens for another app id")
	}
	if v.MsgSignature == "" {
		return
	}
	checkMsgSignature(t, v)
	body := v.Body
	if body == "" {
		body = "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[" + v.Ciphertext + "]]></Encrypt></xml>"
	}
	q := url.Values{"msg_signature": {v.MsgSignature}, "timestamp": {v.Timestamp}, "nonce": {v.Nonce}, "encrypt_type": {"aes"}}
	var e Event
	if code, got := v.serve(t, http.MethodPost, q, body, &e); code != http.StatusOK || got != "success" {
		t.Errorf("post: got %d %q, want 200 success", code, got)
	}
	want, _, wantErr := parseEvent(v.Plaintext)
	if wantErr == nil && !reflect.DeepEqual(e, want) {
		t.Errorf("post: got event %+v, want %+v", e, want)
	}
	q.Set("nonce", v.Nonce+"1")
	if code, got := v.serve(t, http.MethodPost, q, body, &e); code != http.StatusForbidden || got != "" {
		t.Errorf("other nonce: got %d %q, want 403 and nothing", code, got)
	}
}

func checkMsgSignature(t *testing.T, v vector) {
	q := query{msgSignature: v.MsgSignature, timestamp: v.Timestamp, nonce: v.Nonce}
	if !q.sealedBy(v.Token, v.Ciphertext) {
		t.Error("msg_signature does not hold")
	}
}

// serve sends one request to a callback with the vector's settings; the event goes to e.
func (v *vector) serve(t *testing.T, method string, q url.Values, body string, e *Event) (int, string) {
	t.Helper()
	o := CallbackOptions{AppID: "wx0", Token: v.Token, AESKey: v.AESKey, Safe: method == http.MethodPost && v.AESKey != ""}
	if v.EmbeddedID != "" {
		o.AppID = v.EmbeddedID
	}
	c, err := NewCallback(o, func(_ context.Context, got Event) Reply {
		*e = got
		return Reply{}
	})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	c.ServeHTTP(w, httptest.NewRequest(method, "/wechat/callback?"+q.Encode(), strings.NewReader(body)))
	return w.Code, w.Body.String()
}
