package config_test

import (
	"encoding/hex"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"paihao/app/config"
)

func TestTokens(t *testing.T) {
	want := []config.Token{
		{ID: "board", Role: config.MayRead, Hash: mustHash(t, "64d6d5c58d0dea0b2d5c7a5e1e1d5a1f0b5d3e2c1b0a99887766554433221100")},
		{ID: "robot", Role: config.MayManage, Hash: mustHash(t, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")},
	}
	if got := mustParse(t, good).Tokens; !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func mustHash(t *testing.T, digits string) (hash [32]byte) {
	t.Helper()
	if n, err := hex.Decode(hash[:], []byte(digits)); err != nil || n != len(hash) {
		t.Fatalf("%s: %d bytes, %v", digits, n, err)
	}
	return hash
}

// TestTokenIDs: a step of a ticket names who did it, so a token must not be called like somebody else.
func TestTokenIDs(t *testing.T) {
	for id, taken := range map[string]bool{
		"a": true, "desk-2": true, "0": true, "apis": true, "manager": true,
		"api": false, "desk": false, "wechat": false, "auto": false, "self": false, "": false, "-a": false, "A": false, "a b": false, "号": false,
	} {
		text := swap(t, good, `id = "robot"`, `id = "`+id+`"`)
		_, err := config.Parse("a.toml", []byte(text), config.Options{Environ: alone})
		if taken {
			if err != nil {
				t.Errorf("%q: got %v, want it taken", id, err)
			}
			continue
		}
		if m := mistakesOf(t, err); len(m) != 1 || m[0].Key != "token[2].id" || !strings.Contains(m[0].Expected.EN, "none of: api auto desk self wechat") {
			t.Errorf("%q: got %v, want the id refused", id, err)
		}
	}
}

func TestTooManyTokens(t *testing.T) {
	text, _, _ := strings.Cut(good, "[[token]]")
	for i := range 21 {
		text += fmt.Sprintf("[[token]]\nid = \"t%d\"\nrole = \"call\"\nhash = \"sha256:%064x\"\n", i, i)
	}
	_, err := config.Parse("a.toml", []byte(text), config.Options{Environ: alone})
	if m := mistakesOf(t, err); len(m) != 1 || m[0].Key != "token[21]" || !strings.Contains(m[0].Expected.EN, "1 to 20 tables [[token]]") {
		t.Errorf("got %v, want the 21st token refused", err)
	}
	last := strings.LastIndex(text, "[[token]]")
	if s := mustParse(t, text[:last]); len(s.Tokens) != 20 || s.Tokens[19].Role != config.MayCall {
		t.Errorf("got tokens %+v, want 20", s.Tokens)
	}
}

// TestTokenOutOfItsSection: WeChat's token above its section's line stands where [[token]] belongs. It is not shown.
func TestTokenOutOfItsSection(t *testing.T) {
	const hush = "HUSHHUSH"
	for _, text := range []string{`token = "` + hush + `"`, `token = ["` + hush + `"]`, `token = { hash = "` + hush + `" }`, `token = [{ hash = "` + hush + `" }]`} {
		_, err := config.Parse("a.toml", []byte(text+"\n"+bare), config.Options{Environ: alone})
		named := false
		for _, m := range mistakesOf(t, err) {
			named = named || strings.HasPrefix(m.Key, "token") && m.Line == 1
		}
		if !named || strings.Contains(err.Error(), hush) {
			t.Errorf("%s: got %v, want the key and not the value", strings.ReplaceAll(text, hush, "…"), err)
		}
	}
}
