package sandbox_test

import (
	"crypto/sha256"
	"encoding/base64"
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestPageNeedsNothingFromElsewhere(t *testing.T) {
	page, err := os.ReadFile("../../assets/pages/sandbox.html")
	must(t, err)
	o := options(wire(success))
	o.Page = page
	s := mustNew(t, o)
	w := request(s, "GET", "/?ticket=gQ", "")
	if w.Body.String() != string(page) || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("got %d bytes of %s, want the page", w.Body.Len(), w.Header().Get("Content-Type"))
	}
	if !strings.Contains(string(page), "试用模式 · Trial</strong>") {
		t.Error("the page does not say 试用模式 · Trial at its head")
	}
	for _, bad := range []string{"innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "http://", "https://", " src=", "onclick=\"", "style=\"", "@import", "url("} {
		if strings.Contains(string(page), bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	checkPolicy(t, string(page), w.Header().Get("Content-Security-Policy"))
}

func checkPolicy(t *testing.T, page, policy string) {
	t.Helper()
	if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy is too wide: %s", policy)
	}
	for _, tag := range []string{"script", "style"} {
		inline := regexp.MustCompile(`(?s)<` + tag + `>(.*)</` + tag + `>`).FindStringSubmatch(page)
		if inline == nil {
			t.Fatalf("the page has no %s", tag)
		}
		sum := sha256.Sum256([]byte(inline[1]))
		if want := tag + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) {
			t.Errorf("policy %s lacks %s", policy, want)
		}
	}
}

func TestUnknownPathsOfThePage(t *testing.T) {
	s := mustNew(t, options(wire(success)))
	if got := request(s, "GET", "/other", "").Code; got != 404 {
		t.Errorf("got %d, want 404", got)
	}
}
