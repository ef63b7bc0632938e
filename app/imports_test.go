package main_test

import (
	"encoding/json"
	"errors"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// An importRule says what the rooms in may not import, and why. A name that ends in /... covers everything below it.
// deep looks through the imports of imports as well: it is for what must not even be linked in.
type importRule struct {
	rooms, except      []string
	deep               bool
	forbidden, allowed []string
	why                string
}

const (
	everyRoom = "..."
	ours      = "paihao/..."
	foreign   = "another module" // neither ours nor the standard library
	toolkit   = "fyne.io/..."
	driver    = "fyne.io/fyne/v2/app"
	glass     = "github.com/go-gl/glfw/v3.4/glfw" // what Fyne's driver stands on
	speaker   = "paihao/app/voice/speaker"
)

var importRules = []importRule{
	{
		rooms: []string{"queue", "wechat", "wechat/sandbox", "assets"}, forbidden: []string{ours},
		why: "these rooms stand alone: the thinking, the platform, a pretend platform that cannot share its mistakes, and files",
	},
	{
		rooms: []string{"queue"}, deep: true, forbidden: []string{foreign, "net/http"},
		why: "the thinking needs the standard library only, and no network",
	},
	{
		rooms: []string{"queue/boltstore", "queue/etcdstore", "queue/storetest"}, forbidden: []string{ours, toolkit}, allowed: []string{"paihao/queue"},
		why: "a store keeps what the queue decides, and knows nothing of who asks",
	},
	{
		rooms: []string{everyRoom}, except: []string{"queue/boltstore"}, forbidden: []string{"go.etcd.io/bbolt/..."},
		why: "only boltstore knows what the file looks like",
	},
	{
		rooms: []string{everyRoom}, except: []string{"queue/etcdstore"}, forbidden: []string{"go.etcd.io/etcd/..."},
		why: "only etcdstore knows the shared store",
	},
	{
		rooms: []string{everyRoom}, except: []string{"app/core"}, forbidden: []string{"paihao/queue/boltstore", "paihao/queue/etcdstore"},
		why: "only core picks a store",
	},
	{
		rooms: []string{everyRoom}, forbidden: []string{"paihao/queue/storetest"},
		why: "pretend stores are for tests",
	},
	{
		rooms: []string{everyRoom}, except: []string{"wechat"}, forbidden: []string{"github.com/go-resty/..."},
		why: "only wechat talks to the platform",
	},
	{
		rooms: []string{everyRoom}, forbidden: []string{"paihao/app/look/looktest"},
		why: "pictures to compare with are for tests",
	},
	{
		rooms: []string{everyRoom}, except: []string{"app/core"}, forbidden: []string{"paihao/wechat"},
		why: "only core translates between wechat and queue",
	},
	{
		rooms: []string{"app/screen", "app/desk", "app/take"}, forbidden: []string{ours, foreign, "net", "net/http"},
		allowed: []string{"paihao/queue", "paihao/app/look", "paihao/assets", toolkit},
		why:     "windows see views and press commands: later they run in a process of their own",
	},
	{
		rooms: []string{"app/setup"}, forbidden: []string{ours, foreign, "net", "net/http"},
		allowed: []string{"paihao/queue", "paihao/app/config", "paihao/app/look", "paihao/assets", toolkit},
		why:     "the setup asks for settings; what it tries and writes, others do for it",
	},
	{
		rooms: []string{"app/look"}, forbidden: []string{ours, "net/http"}, allowed: []string{"paihao/assets"},
		why: "look is theme and widgets, without tickets",
	},
	{
		rooms: []string{"app/printer"}, forbidden: []string{ours}, allowed: []string{"paihao/assets"},
		why: "a printer prints what it is given, and knows no tickets",
	},
	{
		rooms: []string{everyRoom}, except: []string{"app/core"}, forbidden: []string{"paihao/app/printer"},
		why: "windows ask for a slip by its ticket, and wait for no printer",
	},
	{
		rooms: []string{"app/replay"}, forbidden: []string{ours, foreign, "net", "net/http"}, allowed: []string{"paihao/queue"},
		why: "a replay is the queue with a clock and a store of its own, and no venue's data is near it",
	},
	{
		rooms: []string{everyRoom}, except: []string{"app", "app/screen", "app/desk", "app/take", "app/setup", "app/look"}, forbidden: []string{toolkit},
		why: "the core runs without windows",
	},
	{
		rooms: []string{everyRoom}, except: []string{"app"}, deep: true, forbidden: []string{driver, glass, speaker},
		why: "without main_gui.go everything builds and tests without cgo and without a display",
	},
}

// headlessRules hold for what `-tags headless` builds.
var headlessRules = []importRule{
	{
		rooms: []string{"app"}, deep: true, forbidden: []string{toolkit, "github.com/go-gl/...", speaker},
		why: "a bare server has neither windows nor a loudspeaker, and 40 MB must do",
	},
}

func TestImportRules(t *testing.T) {
	checkRules(t, mustList(t), importRules)
}

func TestImportRulesHeadless(t *testing.T) {
	all := mustList(t, "-tags", "headless")
	checkRules(t, all, importRules)
	checkRules(t, all, headlessRules)
}

// Only main_gui.go may bring in the driver and the speaker, and beside it C alone for what it needs of X11: all the rest of
// package main builds without cgo.
func TestDriverFile(t *testing.T) {
	where := map[string]string{
		driver: "app/main_gui.go", glass: "app/main_gui.go", speaker: "app/main_gui.go", "C": "app/main_gui_linux.go",
	}
	for _, file := range mustWalk(t) {
		if path.Ext(file) != ".go" {
			continue
		}
		source, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", file), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range source.Imports {
			name := strings.Trim(spec.Path.Value, `"`)
			if only, restricted := where[name]; restricted && file != only {
				t.Errorf("%s imports %s, only %s may", file, name, only)
			}
		}
	}
}

// A room is what `go list` tells of a package.
type room struct {
	ImportPath string
	Imports    []string
	Module     *struct{ Path string }
}

// mustList asks `go list` for our packages and all they need, by import path. Rooms with mistakes in them are listed too.
func mustList(t *testing.T, flags ...string) map[string]room {
	t.Helper()
	args := append([]string{"list", "-e", "-deps", "-json=ImportPath,Imports,Module"}, flags...)
	list := exec.Command("go", append(args, "./...")...)
	list.Dir = ".."
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	rooms := map[string]room{}
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var r room
		if err := decoder.Decode(&r); errors.Is(err, io.EOF) {
			return rooms
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		rooms[r.ImportPath] = r
	}
}

func checkRules(t *testing.T, all map[string]room, rules []importRule) {
	t.Helper()
	for _, rule := range rules {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			short, isOurs := strings.CutPrefix(name, "paihao/")
			if !isOurs || !matchesAny(rule.rooms, short) || matchesAny(rule.except, short) {
				continue
			}
			for _, chain := range rule.broken(all, []string{name}, map[string]bool{}) {
				t.Errorf("%s: %s", strings.Join(chain, " → "), rule.why)
			}
		}
	}
}

// broken walks from the last package of chain and returns the way to every forbidden import.
func (r importRule) broken(all map[string]room, chain []string, seen map[string]bool) (found [][]string) {
	for _, name := range all[chain[len(chain)-1]].Imports {
		if seen[name] {
			continue
		}
		seen[name] = true
		next := append(slices.Clone(chain), name)
		if r.forbids(all[name], name) {
			found = append(found, next)
		} else if r.deep {
			found = append(found, r.broken(all, next, seen)...)
		}
	}
	return found
}

func (r importRule) forbids(of room, name string) bool {
	if matchesAny(r.allowed, name) {
		return false
	}
	other := of.Module != nil && of.Module.Path != "paihao"
	return matchesAny(r.forbidden, name) || other && slices.Contains(r.forbidden, foreign)
}

func matchesAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		above, tree := strings.CutSuffix(pattern, "...")
		return name == strings.TrimSuffix(above, "/") || tree && strings.HasPrefix(name, above)
	})
}
