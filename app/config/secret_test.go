package config_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"paihao/app/config"
)

func TestSecretHides(t *testing.T) {
	const hush = "hush-hush"
	s := struct{ A config.Secret }{hush}
	out := map[string]string{"string": s.A.String(), "go": s.A.GoString()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%z"} {
		out[verb] = fmt.Sprintf(verb, s.A)
		out["struct "+verb] = fmt.Sprintf(verb, s)
		out["pointer "+verb] = fmt.Sprintf(verb, &s)
	}
	asJSON, _ := json.Marshal(s)
	out["json"] = string(asJSON)
	var b bytes.Buffer
	slog.New(slog.NewTextHandler(&b, nil)).Info("a", "secret", s.A, "all", s)
	out["slog"] = b.String()
	b.Reset()
	slog.New(slog.NewJSONHandler(&b, nil)).Info("a", "secret", s.A, "all", s)
	out["slog json"] = b.String()
	for how, got := range out {
		if strings.Contains(got, hush) || strings.Contains(got, "68757368") || !strings.Contains(got, "***") {
			t.Errorf("%s: got %q, want ***", how, got)
		}
	}
	if got := s.A.Reveal(); got != hush {
		t.Errorf("got %q, want %q", got, hush)
	}
}
