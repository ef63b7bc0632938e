package sandbox

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"regexp"
	"strings"
)

var (
	inlineScript = regexp.MustCompile(`(?s)<script>(.*?)</script>`)
	inlineStyle  = regexp.MustCompile(`(?s)<style>(.*?)</style>`)
)

// page serves Options.Page under a policy that allows nothing but its own inline script and style.
func (s *Sandbox) page() http.HandlerFunc {
	policy := "default-src 'none'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'" +
		"; script-src" + hashes(inlineScript, s.o.Page) + "; style-src" + hashes(inlineStyle, s.o.Page)
	return func(w http.ResponseWriter, _ *http.Request) {
		h := w.Header()
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		if _, err := w.Write(s.o.Page); err != nil {
			s.o.Log.Debug("sandbox page not written", "error", err)
		}
	}
}

// hashes lists the hash sources of all matches, or 'none' (w3.org, Content Security Policy Level 3).
func hashes(of *regexp.Regexp, page []byte) string {
	var b strings.Builder
	for _, m := range of.FindAllSubmatch(page, -1) {
		sum := sha256.Sum256(m[1])
		b.WriteString(" 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'")
	}
	if b.Len() == 0 {
		return " 'none'"
	}
	return b.String()
}
