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
	"time"

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

// wantEvents are the payloads as events, without the ID.
var wantEvents = map[string]Event{
	"cx-UnsubscribeEvent-1":                    {Kind: KindUnfollow, From: "os-IKuHd9pJ6xsn4mS7GyL4HxqI4", To: "gh_21ee2dc92d7d", CreatedAt: time.Unix(1457752129, 0)},
	"cx-SubscribeEvent-1":                      {Kind: KindFollow, From: "os-IKuHd9pJ6xsn4mS7GyL4HxqI4", To: "gh_21ee2dc92d7d", CreatedAt: time.Unix(1457752147, 0)},
	"cx-ScanEvent-1":                           {Kind: KindScan, From: "os-IKuHd9pJ6xsn4mS7GyL4HxqI4", To: "gh_21ee2dc92d7d", CreatedAt: time.Unix(1457752395, 0), Scene: "1000000", Ticket: "gQHr8ToAAAAAAAAAASxodHRwOi8vd2VpeGluLnFxLmNvbS9xLzMwT19GN2ZsSkkxZFBGTkpkMjEzAAIEIYnjVgMECAcAAA=="},
	"cx-LocationEvent-1":                       {Kind: KindOther, From: "os-IKuHd9pJ6xsn4mS7GyL4HxqI4", To: "gh_21ee2dc92d7d", CreatedAt: time.Unix(1457752531, 0), Name: "location"},
	"cx-Text-1":                                {Kind: KindText, From: "os-IKuHd9pJ6xsn4mS7GyL4HxqI4", To: "gh_21ee2dc92d7d", CreatedAt: time.Unix(1457742803, 0), Text: "hhhhhjjjjjjjjj", MessageID: "6260957665266699303"},
	"wp-subscribe_event-1":                     {Kind: KindFollow, From: "FromUser", To: "toUser", CreatedAt: time.Unix(123456789, 0)},
	"wp-unsubscribe_event-1":                   {Kind: KindUnfollow, From: "FromUser", To: "toUser", CreatedAt: time.Unix(123456789, 0)},
	"wp-view_event-1":                          {Kind: KindView, From: "FromUser", To: "toUser", CreatedAt: time.Unix(123456789, 0), Key: "www.qq.com"},
	"wp-scan_code_push_event-1":                {Kind: KindOther, From: "oMgHVjngRipVsoxg6TuX3vz6glDg", To: "gh_e136c6e50636", CreatedAt: time.Unix(1408090502, 0), Name: "scancode_push"},
	"wp-template_send_job_finish_event-1":      {Kind: KindTemplateResult, From: "fromuser", To: "touser", CreatedAt: time.Unix(1395658920, 0), TemplateMessageID: "200163836", Status: "success"},
	"wp-template_subscribe_msg_popup_event-1":  {Kind: KindGrants, From: "otFpruAK8D-E6EfStSYonYSBZ8_4", To: "gh_123456789abc", CreatedAt: time.Unix(1610969440, 0), Subscriptions: []Subscription{{TemplateID: "VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc", Allowed: true}, {TemplateID: "9nLIlbOQZC5Y89AZteFEux3WCXRRRG5Wfzkpssu4bLI"}}},
	"wp-template_subscribe_msg_change_event-1": {Kind: KindRefusals, From: "otFpruAK8D-E6EfStSYonYSBZ8_4", To: "gh_123456789abc", CreatedAt: time.Unix(1610969440, 0), Subscriptions: []Subscription{{TemplateID: "VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc"}}},
	"wp-template_subscribe_msg_sent_event-1":   {Kind: KindSubscribeSent, From: "otFpruAK8D-E6EfStSYonYSBZ8_4", To: "gh_123456789abc", CreatedAt: time.Unix(1610969468, 0), Subscriptions: []Subscription{{TemplateID: "VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc", MessageID: "1700827132819554304", Code: "0", Reason: "success"}}},
	"wp-kf_create_session_event-1":             {Kind: KindOther, From: "fromuser", To: "touser", CreatedAt: time.Unix(1399197672, 0), Name: "kf_create_session"},
	"tmpl-success":                             {Kind: KindTemplateResult, From: "oia2TjuEGTNoeX76QEjQNrcURxG8", To: "gh_7f083739789a", CreatedAt: time.Unix(1395658920, 0), TemplateMessageID: "200163836", Status: "success"},
	"tmpl-user-block":                          {Kind: KindTemplateResult, From: "oia2TjuEGTNoeX76QEjQNrcURxG8", To: "gh_7f083739789a", CreatedAt: time.Unix(1395658984, 0), TemplateMessageID: "200163840", Status: "failed:user block"},
	"tmpl-system-failed":                       {Kind: KindTemplateResult, From: "oia2TjuEGTNoeX76QEjQNrcURxG8", To: "gh_7f083739789a", CreatedAt: time.Unix(1395658984, 0), TemplateMessageID: "200163840", Status: "failed:system failed"},
	"sub-change-official-mini":                 {Kind: KindRefusals, From: "otFpruAK8D-E6EfStSYonYSBZ8_4", To: "gh_123456789abc", CreatedAt: time.Unix(1610969440, 0), Subscriptions: []Subscription{{TemplateID: "VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc"}}},
	"sub-sent-official-mini":                   {Kind: KindSubscribeSent, From: "otFpruAK8D-E6EfStSYonYSBZ8_4", To: "gh_123456789abc", CreatedAt: time.Unix(1610969468, 0), Subscriptions: []Subscription{{TemplateID: "VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc", MessageID: "1700827132819554304", Code: "0", Reason: "success"}}},
	"sub-popup-json-real-single":               {Kind: KindGrants, From: "o8dH44seYM3qeBzHlrmwI0sAtSfI", To: "gh_xxxxxxxxxx", CreatedAt: time.Unix(1688953684, 0), Subscriptions: []Subscription{{TemplateID: "BDcgTGpwt7fcRVFhGh-NvjcASaWWmkwzN3y_6mXzJR4", Allowed: true}}},
	"sub-change-json-real-single":              {Kind: KindRefusals, From: "xxxxx", To: "xxxxx", CreatedAt: time.Unix(1625575518, 0), Subscriptions: []Subscription{{TemplateID: "NQezXFstp4zZV2q7u5aSprQZEx061ODkFJGLdungfoI"}}},
	"sub-sent-json-official":                   {Kind: KindSubscribeSent, From: "o7esq5PHRGBQYmeNyfG064wEFVpQ", To: "gh_123456789abc", CreatedAt: time.Unix(1620963428, 0), Subscriptions: []Subscription{{TemplateID: "BEwX0BO-T3MqK3Uc5oTU3CGBqzjpndk2jzUf7VfExd8", MessageID: "1864323726461255680", Code: "0", Reason: "success"}}},
	"text-official":                            {Kind: KindText, From: "fromUser", To: "toUser", CreatedAt: time.Unix(1348831860, 0), Text: "this is a test", MessageID: "1234567890123456"},
	"scan-official":                            {Kind: KindScan, From: "FromUser", To: "toUser", CreatedAt: time.Unix(123456789, 0), Scene: "SCENE_VALUE", Ticket: "TICKET"},
}

func TestPayloads(t *testing.T) {
	for _, p := range mustVectors(t).Payloads {
		if p.ID == "qr-create-response" { // an answer, read in the client's tests
			continue
		}
		want, ok := wantEvents[p.ID]
		if !ok {
			t.Errorf("%s: no event expected", p.ID)
			continue
		}
		got, isJSON, err := parseEvent(p.Body)
		if err != nil || isJSON != (p.Format == "json") {
			t.Errorf("%s: json %v, error %v", p.ID, isJSON, err)
		}
		if got.ID = ""; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", p.ID, got, want)
		}
	}
}
