package sandbox_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"

	"paihao/wechat/sandbox"
)

type vector struct {
	ID         string `json:"id"`
	Token      string `json:"token"`
	AESKey     string `json:"aes_key"`
	Timestamp  string `json:"timestamp"`
	Nonce      string `json:"nonce"`
	Signature  string `json:"signature"`
	MsgSig     string `json:"msg_signature"`
	Ciphertext string `json:"ciphertext"`
	Plaintext  string `json:"plaintext"`
	Random     string `json:"random16_hex"`
	Embedded   string `json:"embedded_id"`
}

type payload struct {
	ID   string `json:"id"`
	Body string `json:"body"`
}

func mustVectors(t testing.TB) (vectors []vector, payloads map[string]string) {
	t.Helper()
	raw, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Vectors  []vector  `json:"vectors"`
		Payloads []payload `json:"payloads"`
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	payloads = map[string]string{}
	for _, p := range file.Payloads {
		payloads[p.ID] = p.Body
	}
	return file.Vectors, payloads
}

func TestPublishedVectors(t *testing.T) {
	vectors, _ := mustVectors(t)
	var signed, sealed int
	for _, v := range vectors {
		t.Run(v.ID, func(t *testing.T) {
			if v.Signature != "" {
				signed++
				if got := sandbox.Sign(v.Token, v.Timestamp, v.Nonce); got != v.Signature {
					t.Errorf("signature: got %s, want %s", got, v.Signature)
				}
			}
			if v.MsgSig != "" {
				signed++
				if got := sandbox.Sign(v.Token, v.Timestamp, v.Nonce, v.Ciphertext); got != v.MsgSig {
					t.Errorf("msg_signature: got %s, want %s", got, v.MsgSig)
				}
			}
			if v.Plaintext != "" {
				sealed++
				checkSeal(t, v)
			}
		})
	}
	if signed < 12 || sealed < 9 {
		t.Errorf("checked %d signatures and %d seals, want at least 12 and 9", signed, sealed)
	}
}

func checkSeal(t *testing.T, v vector) {
	t.Helper()
	random, err := hex.DecodeString(v.Random)
	if err != nil {
		t.Fatal(err)
	}
	if got := sandbox.Seal(v.AESKey, v.Embedded, random, []byte(v.Plaintext)); got != v.Ciphertext {
		t.Errorf("seal: got %s, want %s", got, v.Ciphertext)
	}
	got, err := sandbox.Open(v.AESKey, v.Embedded, v.Ciphertext)
	if err != nil || string(got) != v.Plaintext {
		t.Errorf("open: got %q, %v, want %q", got, err, v.Plaintext)
	}
	if _, err := sandbox.Open(v.AESKey, v.Embedded+"x", v.Ciphertext); err == nil {
		t.Error("open for another app id: got no error")
	}
}

func TestOpenRefuses(t *testing.T) {
	good := sandbox.Seal(aesKey, appID, make([]byte, 16), []byte("hello"))
	raw, _ := base64.StdEncoding.DecodeString(good)
	raw[len(raw)-1] ^= 1
	for name, bad := range map[string]string{
		"empty":        "",
		"no base64":    "*" + good[1:],
		"half a block": good[:20],
		"bad padding":  base64.StdEncoding.EncodeToString(raw),
		"other key":    sandbox.Seal("B"+aesKey[1:], appID, make([]byte, 16), []byte("hello")),
	} {
		if got, err := sandbox.Open(aesKey, appID, bad); err == nil {
			t.Errorf("%s: got %q, want an error", name, got)
		}
	}
}

func FuzzOpen(f *testing.F) {
	vectors, _ := mustVectors(f)
	for _, v := range vectors {
		f.Add(v.Ciphertext, v.Plaintext)
	}
	f.Fuzz(func(t *testing.T, sealed, msg string) {
		if got, err := sandbox.Open(aesKey, appID, sealed); err == nil && len(got) > len(sealed) {
			t.Errorf("opened %d bytes out of %d", len(got), len(sealed))
		}
		got, err := sandbox.Open(aesKey, appID, sandbox.Seal(aesKey, appID, make([]byte, 16), []byte(msg)))
		if err != nil || string(got) != msg {
			t.Errorf("sealed and opened: got %q, %v, want %q", got, err, msg)
		}
	})
}
