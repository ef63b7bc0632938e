package assets_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// source is what the Go files of one folder say, tests aside.
type source struct {
	files    []*ast.File
	literals map[string]bool
	speakers map[string][]speaker // functions that take the key of a text, by their name
}

// speaker is a function that takes a key: which argument it is, and what the function puts before it.
type speaker struct {
	argument int
	prefix   string
}

// speakers are the functions that all others come down to, by folder and name.
var speakers = map[string]speaker{
	"look.Say": {1, ""}, "look.Pair": {0, ""},
	"assets.Words": {0, ""}, "assets.Both": {0, ""}, "assets.Chinese": {0, ""}, "assets.English": {0, ""},
}

// mustParse reads all Go files but tests, by folder.
func mustParse(t *testing.T) map[string]*source {
	t.Helper()
	root, sources := os.DirFS(".."), map[string]*source{}
	for _, top := range []string{"app", "queue", "wechat", "assets"} {
		err := fs.WalkDir(root, top, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return err
			}
			data, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, data, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			folder := path.Dir(name)
			if sources[folder] == nil {
				sources[folder] = &source{literals: map[string]bool{}, speakers: map[string][]speaker{}}
			}
			sources[folder].files = append(sources[folder].files, f)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range sources {
		s.read()
	}
	return sources
}

// read collects the literals, and the functions that hand a parameter of theirs on as a key.
func (s *source) read() {
	for _, f := range s.files {
		ast.Inspect(f, func(n ast.Node) bool {
			if text, ok := textOf(n); ok {
				s.literals[text] = true
			}
			return true
		})
	}
	for more := true; more; {
		more = false
		for _, f := range s.files {
			ast.Inspect(f, func(n ast.Node) bool {
				more = s.readFunctions(n) || more
				return true
			})
		}
	}
}

// readFunctions tells whether a function, or a name that holds one, turned out to be a speaker in one more way.
func (s *source) readFunctions(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		return n.Body != nil && s.readFunction(n.Name.Name, n.Type, n.Body)
	case *ast.AssignStmt:
		name, isName := n.Lhs[0].(*ast.Ident)
		f, isFunction := n.Rhs[0].(*ast.FuncLit)
		return isName && isFunction && s.readFunction(name.Name, f.Type, f.Body)
	case *ast.Field: // handed about under the name of a speaker: it takes keys as they are
		_, isFunction := n.Type.(*ast.FuncType)
		return isFunction && slices.ContainsFunc(n.Names, func(name *ast.Ident) bool {
			return len(s.speakers[name.Name]) > 0 && s.add(name.Name, speaker{})
		})
	}
	return false
}

// add tells whether it was new.
func (s *source) add(name string, as speaker) bool {
	if slices.Contains(s.speakers[name], as) {
		return false
	}
	s.speakers[name] = append(s.speakers[name], as)
	return true
}

func (s *source) readFunction(name string, of *ast.FuncType, body ast.Node) (more bool) {
	var parameters []string
	for _, field := range of.Params.List {
		for _, name := range field.Names {
			parameters = append(parameters, name.Name)
		}
	}
	s.calls(body, func(call *ast.CallExpr, all []speaker) {
		for _, as := range all {
			if as.argument >= len(call.Args) {
				continue
			}
			prefix, key := split(call.Args[as.argument])
			at := slices.Index(parameters, key)
			more = at >= 0 && s.add(name, speaker{at, as.prefix + prefix}) || more
		}
	})
	return more
}

// calls hands on every call of a speaker, and in what ways it may take its key.
func (s *source) calls(in ast.Node, each func(*ast.CallExpr, []speaker)) {
	ast.Inspect(in, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		name := nameOf(call.Fun)
		ways := slices.Clone(s.speakers[name[strings.LastIndex(name, ".")+1:]])
		for _, full := range []string{name, s.files[0].Name.Name + "." + name} {
			if as, ok := speakers[full]; ok {
				ways = append(ways, as)
			}
		}
		if len(ways) > 0 {
			each(call, ways)
		}
		return true
	})
}

// prefixes are what the speakers of a folder put before keys.
func (s *source) prefixes() []string {
	all := []string{""}
	for _, list := range s.speakers {
		for _, as := range list {
			all = append(all, as.prefix)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
