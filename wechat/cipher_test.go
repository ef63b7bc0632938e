package wechat

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"testing/iotest"
)

const testKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG" // its last character has bits over 32 bytes

func mustKey(t testing.TB) *key {
	t.Helper()
	k, err := newKey(testKey)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestNewKey(t *testing.T) {
	for _, good := range []string{testKey, " " + testKey + "=\n", testKey + "="} {
		if _, err := newKey(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"", testKey[:42], testKey + "a", strings.Repeat("-", 43), strings.Repeat("密", 15)} {
		err := error(nil)
		if _, err = newKey(bad); err == nil {
			t.Errorf("%q is taken", bad)
		} else if len(bad) > 8 && strings.Contains(err.Error(), bad[:8]) {
			t.Errorf("the error quotes the key: %v", err)
		}
	}
}

// rawSeal encrypts bytes as they are, so that wrong paddings and lengths can be made.
func rawSeal(k *key, plain []byte) string {
	out := bytes.Clone(plain)
	k.crypt(&k.sealers, out)
	return base64.StdEncoding.EncodeToString(out)
}

func rawPlain(size int, text, appID string, padding []byte) []byte {
	b := binary.BigEndian.AppendUint32(bytes.Repeat([]byte("r"), 16), uint32(size))
	return append(append(append(b, text...), appID...), padding...)
}

func TestOpenRefuses(t *testing.T) {
	k := mustKey(t)
	pad := bytes.Repeat([]byte{7}, 7) // 20 + 2 + 3 + 7 = 32
	tests := map[string]string{
		"nothing":           "",
		"not base64":        "!!!!",
		"not whole blocks":  base64.StdEncoding.EncodeToString(make([]byte, 33)),
		"padding 0":         rawSeal(k, rawPlain(2, "hi", "wx1", make([]byte, 7))),
		"padding 33":        rawSeal(k, rawPlain(2, strings.Repeat("x", 34), "wx1", bytes.Repeat([]byte{39}, 7))),
		"padding not equal": rawSeal(k, rawPlain(2, "hi", "wx1", []byte{1, 7, 7, 7, 7, 7, 7})),
		"length too large":  rawSeal(k, rawPlain(1<<31, "hi", "wx1", pad)),
		"length too small":  rawSeal(k, rawPlain(1, "hi", "wx1", pad)),
		"other app":         rawSeal(k, rawPlain(2, "hi", "wx2", pad)),
		"only padding":      rawSeal(k, bytes.Repeat([]byte{32}, 32)),
		"shorter than head": rawSeal(k, append(bytes.Repeat([]byte("r"), 13), bytes.Repeat([]byte{19}, 19)...)),
	}
	for name, text := range tests {
		if got, err := k.open(text, "wx1"); !errors.Is(err, errSealed) || got != "" {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	if got, err := k.open(rawSeal(k, rawPlain(2, "hi", "wx1", pad)), "wx1"); err != nil || got != "hi" {
		t.Errorf("the right one: got %q, %v", got, err)
	}
}

func TestSealPadsToThirtyTwo(t *testing.T) {
	k := mustKey(t)
	for n := range 70 {
		message := bytes.Repeat([]byte("m"), n)
		sealed, err := k.seal(nil, bytes.NewReader(make([]byte, 16)), message, "wx1")
		if err != nil {
			t.Fatal(err)
		}
		raw, err := base64.StdEncoding.DecodeString(string(sealed))
		if err != nil || len(raw)%32 != 0 || len(raw) <= 23+n {
			t.Errorf("message of %d: %d bytes, %v", n, len(raw), err)
		}
		if got, err := k.open(string(sealed), "wx1"); err != nil || got != string(message) {
			t.Errorf("message of %d: got %q, %v", n, got, err)
		}
	}
}

func TestSealNeedsRandom(t *testing.T) {
	if _, err := mustKey(t).seal(nil, iotest.ErrReader(errors.New("no entropy")), nil, "wx1"); err == nil {
		t.Error("sealed without random bytes")
	}
}
