package core

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"paihao/app/config"
	"paihao/app/web"
	"paihao/assets"
	"paihao/queue"
)

// known is every sentinel that people may hear of, by its name.
var known = map[string]error{
	"queue.ErrInvalid": queue.ErrInvalid, "queue.ErrNoService": queue.ErrNoService, "queue.ErrNoCounter": queue.ErrNoCounter,
	"queue.ErrNoTicket": queue.ErrNoTicket, "queue.ErrAlreadyWaiting": queue.ErrAlreadyWaiting, "queue.ErrWrongState": queue.ErrWrongState,
	"queue.ErrTooEarly": queue.ErrTooEarly, "queue.ErrCounterClosed": queue.ErrCounterClosed, "queue.ErrCounterBusy": queue.ErrCounterBusy,
	"queue.ErrCounterPaused": queue.ErrCounterPaused, "queue.ErrNotServed": queue.ErrNotServed, "queue.ErrParty": queue.ErrParty,
	"queue.ErrNoUndo": queue.ErrNoUndo, "queue.ErrTooLate": queue.ErrTooLate, "queue.ErrStopped": queue.ErrStopped,
	"queue.ErrOutOfHours": queue.ErrOutOfHours, "queue.ErrQuota": queue.ErrQuota, "queue.ErrCrowded": queue.ErrCrowded,
	"queue.ErrCooldown": queue.ErrCooldown, "queue.ErrNoNumbers": queue.ErrNoNumbers, "queue.ErrDayClosed": queue.ErrDayClosed,
	"queue.ErrNoCode": queue.ErrNoCode, "queue.ErrBound": queue.ErrBound, "queue.ErrNotBound": queue.ErrNotBound, "queue.ErrNoStaff": queue.ErrNoStaff,
	"queue.ErrDiskFull": queue.ErrDiskFull, "queue.ErrNoCopy": queue.ErrNoCopy,
	"queue.ErrKeyReused": queue.ErrKeyReused, "queue.ErrNotWritten": queue.ErrNotWritten, "queue.ErrConflict": queue.ErrConflict,
	"queue.ErrReadOnly": queue.ErrReadOnly, "queue.ErrClosed": queue.ErrClosed, "queue.ErrInternal": queue.ErrInternal,
	"queue.ErrLocked": queue.ErrLocked, "queue.ErrDamaged": queue.ErrDamaged, "queue.ErrNewer": queue.ErrNewer,
	"web.ErrBadRequest": web.ErrBadRequest, "web.ErrUnauthorized": web.ErrUnauthorized, "web.ErrForbidden": web.ErrForbidden,
	"web.ErrNotFound": web.ErrNotFound, "web.ErrNoMember": web.ErrNoMember, "web.ErrNoWindows": web.ErrNoWindows,
}

// Every sentinel of the queue and of the API has an entry of its own in the sentences.
func TestEverySentinelHasASentence(t *testing.T) {
	names := append(mustSentinels(t, "queue", "../../queue/errors.go"), mustSentinels(t, "web", "../web/errors.go")...)
	slices.Sort(names)
	if listed := slices.Sorted(maps.Keys(known)); !slices.Equal(names, listed) {
		t.Errorf("the sentinels are %v, this test knows %v", names, listed)
	}
	for name, err := range known {
		entry := slices.IndexFunc(sentences, func(s struct {
			err     error
			key     string
			refusal bool
		},
		) bool {
			return s.err == err
		})
		if entry < 0 {
			t.Errorf("%s has no sentence", name)
		} else if got, want := sentence(err), sentences[entry].key; got != want {
			t.Errorf("%s reads %s, want its own %s: an earlier entry takes it away", name, got, want)
		}
		text := bothWords(fmt.Errorf("while testing: %w", err))
		zh, en, _ := strings.Cut(text, " ")
		if !regexp.MustCompile(`\p{Han}`).MatchString(zh) || !regexp.MustCompile(`[A-Za-z]{3}`).MatchString(en) || strings.Contains(text, "error.") {
			t.Errorf("%s reads %q, want a Chinese sentence and an English one", name, text)
		}
	}
}

// mustSentinels names the exported errors of a file.
func mustSentinels(t *testing.T, room, path string) (names []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			for _, name := range spec.Names {
				if strings.HasPrefix(name.Name, "Err") {
					names = append(names, room+"."+name.Name)
				}
			}
		}
		return true
	})
	return names
}

func TestWordsOfAnError(t *testing.T) {
	held := &queue.TicketError{Err: queue.InState(queue.Serving), Ticket: queue.Standing{Number: "A012", State: queue.Serving}}
	late := &queue.TicketError{Err: queue.ErrTooLate, Ticket: queue.Standing{Number: "A013", State: queue.Expired}}
	opens := time.Date(2026, 3, 3, 9, 0, 0, 0, time.FixedZone("", 8*60*60))
	for _, c := range []struct {
		err  error
		want []string
	}{
		{held, []string{"不能这样操作", "（A012 办理中）", "(A012 being served)"}},
		{late, []string{"来不及撤销了", "（A013 已过期）", "(A013 expired)"}},
		{fmt.Errorf("take: %w", &queue.LimitError{Err: queue.ErrQuota, Most: 50, Until: opens}), []string{
			"已经取完", "（上限 50）（2026-03-03 09:00 以后可以）", "(limit 50) (possible from 2026-03-03 09:00)",
		}},
		{&queue.LimitError{Err: queue.ErrStopped}, []string{"已停止取号，没有取号。请先恢复取号。 No tickets", "Resume it first."}},
		{&web.PortError{Address: "127.0.0.1:8081", Err: errOdd}, []string{"127.0.0.1:8081", "端口", "port"}},
		{context.DeadlineExceeded, []string{"没有及时得到答复", "No answer in time"}},
		{errOdd, []string{"没有成功", "That did not work"}},
		{errors.Join(queue.ErrLocked, nil), []string{"已经在运行", "already running"}},
	} {
		tells(t, fmt.Sprint(c.err), bothWords(c.err), c.want...)
	}
	if strings.Contains(bothWords(errOdd), errOdd.Error()) {
		t.Error("a sentence for people quotes the error")
	}
}

// Every key that the program uses is translated: those that stand in the code, and those that are made from a state.
func TestEveryKeyExists(t *testing.T) {
	keys := []string{sentence(errOdd)}
	for _, r := range refusals {
		keys = append(keys, "desk.reason."+r.reason)
	}
	for _, status := range []string{"failed:user block", "failed: system failed", "failed:freq limit", "failed"} {
		keys = append(keys, "desk.reason."+statusReason(status))
	}
	for _, reason := range []string{"no_template", "no_way", unsure} {
		keys = append(keys, "desk.reason."+reason)
	}
	for _, kind := range config.Kinds {
		keys = append(keys, "notice."+kind, "desk.notice.kind."+kind)
	}
	for _, c := range causes {
		if c.cause != "too_fast" { // it passes by itself
			keys = append(keys, "desk.refused."+c.cause+".what", "desk.refused."+c.cause+".do")
		}
	}
	for _, s := range mustConstants(t, "../../queue/ticket.go", "State", 8) {
		keys = append(keys, "state."+s)
		if s != string(queue.Waiting) {
			keys = append(keys, "reply."+s)
		}
	}
	for _, r := range mustConstants(t, "../../queue/limit.go", "Reason", 8) {
		keys = append(keys, "limit."+r)
	}
	for day := range 7 {
		keys = append(keys, "screen.weekday."+strconv.Itoa(day))
	}
	written := mustKeys(t)
	if len(written) < 300 {
		t.Errorf("only %d keys were found in the code: %v", len(written), written)
	}
	for _, key := range append(keys, written...) {
		if zh, en := assets.Words(key); zh == key || en == key {
			t.Errorf("key %q is not translated", key)
		}
	}
}

// mustConstants is the values of a file's constants of a type; there are at least so many.
func mustConstants(t *testing.T, path, kind string, least int) (values []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		typed, ok := spec.Type.(*ast.Ident)
		value, text := spec.Values[0].(*ast.BasicLit)
		if ok && text && typed.Name == kind {
			if v, err := strconv.Unquote(value.Value); err == nil {
				values = append(values, v)
			}
		}
		return true
	})
	if len(values) < least {
		t.Fatalf("%s has the %ss %v, want %d or more", path, kind, values, least)
	}
	return values
}

var keyShape = regexp.MustCompile(`^(limit|when|reply|error|state|init|start|close|desk|screen|take|look)\.[a-z_.-]*[a-z_]$`)

// mustKeys finds the texts in the code of all rooms of app that have the form of a key.
func mustKeys(t *testing.T) (keys []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(".."), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", path), nil, parser.SkipObjectResolution)
		if err == nil {
			keys = append(keys, keysOf(file)...)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// shortened is where the desk's own methods, which put "desk." before it, have their key.
var shortened = map[string]int{"say": 0, "inOther": 0, "title": 0, "entitle": 1}

// keysOf is the keys in one file.
func keysOf(file *ast.File) (keys []string) {
	short := map[ast.Node]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.SelectorExpr); ok && file.Name.Name == "desk" {
				if at, ok := shortened[f.Sel.Name]; ok && at < len(n.Args) {
					short[n.Args[at]] = true
				}
			}
		case *ast.BasicLit:
			key, err := strconv.Unquote(n.Value)
			if short[n] {
				key = "desk." + key
			}
			if n.Kind == token.STRING && err == nil && keyShape.MatchString(key) {
				keys = append(keys, key)
			}
		}
		return true
	})
	return keys
}
