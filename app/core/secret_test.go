package core_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"paihao/queue"
	"paihao/queue/boltstore"
	"paihao/wechat/sandbox"
)

// An openid stands in bindings and nowhere else: not in the log, whatever goes wrong, and in no other record.
func TestOpenIDsStayInBindings(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	h := mustOpen(t, mustSettings(t, dir))
	v := h.see("its codes", func(v queue.View) bool { return code(v, "general") != "" })
	h.do(queue.Command{Verb: queue.Open, Counter: "1"})
	for n := range 3 {
		openid := fmt.Sprintf("o-secret-%d", n)
		scan(t, h, openid, code(v, "general"))
		for _, text := range []string{"状态", "我回来了", "你好"} {
			if err := h.Sandbox.Say(t.Context(), openid, text); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, fault := range []sandbox.Fault{
		{Path: sandbox.PathTemplate, Errcode: 43004, Times: 1},
		{Path: sandbox.PathTemplate, Status: sandbox.DropConnection, Times: 1},
		{Path: sandbox.PathTemplate, Errcode: 40037, Times: 1},
	} {
		if err := h.Sandbox.Fault(fault); err != nil {
			t.Fatal(err)
		}
		h.do(queue.Command{Verb: queue.CallNext, Counter: "1"})
		h.see("the fault struck", func(queue.View) bool { return len(h.Sandbox.Faults()) == 0 })
	}
	if err := h.Sandbox.Unfollow(t.Context(), "o-secret-0"); err != nil {
		t.Fatal(err)
	}
	if err := h.Sandbox.Say(t.Context(), "o-secret-1", "取消"); err != nil {
		t.Fatal(err)
	}
	h.mustClose()
	if text := h.log.String(); strings.Contains(text, "o-secret") || !strings.Contains(text, "a message was not sent") {
		t.Errorf("the log names a customer, or tells of no trouble:\n%s", text)
	}
	checkRecords(t, filepath.Join(dir, "trial.db"))
}

// checkRecords looks for the openids in all that the file keeps but its bindings and contacts.
func checkRecords(t *testing.T, path string) {
	t.Helper()
	store, err := boltstore.Open(boltstore.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	saved, err := store.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(saved.Bindings) != 2 || len(saved.Contacts) != 2 || len(saved.Operations) < 5 || len(saved.Notices) == 0 {
		t.Errorf("%d bindings, %d operations, %d notices: want 2, some and some", len(saved.Bindings), len(saved.Operations), len(saved.Notices))
	}
	saved.Bindings, saved.Contacts = nil, nil
	text, err := json.Marshal(saved)
	if err != nil {
		t.Fatal(err)
	}
	if i := bytes.Index(text, []byte("o-secret")); i >= 0 {
		t.Errorf("a record names a customer: …%s…", text[max(0, i-100):min(len(text), i+50)])
	}
}

// The settings' secrets are in no line of the log either, not even at its most talkative.
func TestSecretsStayInTheSettings(t *testing.T) {
	t.Parallel()
	s := mustSettings(t, t.TempDir())
	s.WeChat.AppSecret, s.WeChat.Token, s.Listen.APIToken = "s3cret-of-the-account", "s3cret-of-callbacks", "s3cret-of-the-api"
	h := mustOpen(t, s, func(h *hall) {
		if err := h.Sandbox.Fault(sandbox.Fault{Path: sandbox.PathToken, Errcode: 40125, Times: 2}); err != nil {
			t.Fatal(err)
		}
	})
	h.see("its codes", func(v queue.View) bool { return code(v, "general") != "" })
	h.mustClose()
	if text := h.log.String(); strings.Contains(text, "s3cret") || !strings.Contains(text, "no new QR code") {
		t.Errorf("the log tells a secret, or nothing of the refusal:\n%s", text)
	}
}
