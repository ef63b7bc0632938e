package main_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
)

// The top level is a promise, and a file's name is a noun of the house.
func TestNames(t *testing.T) {
	top := []string{
		"app", "wechat", "queue", "assets", "build", // build/ is what make leaves behind
		"FyneApp.toml", "go.mod", "go.sum", "README.md", "Makefile", "LICENSE",
	}
	vague := []string{"util", "utils", "common", "helper", "helpers", "model", "models", "types"}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if name := entry.Name(); name[0] != '.' && !slices.Contains(top, name) {
			t.Errorf("%s: not a name of the top level, want one of %v", name, top)
		}
	}
	for _, file := range mustWalk(t) {
		for _, word := range strings.FieldsFunc(strings.TrimSuffix(file, ".go"), func(r rune) bool { return r == '/' || r == '_' }) {
			if slices.Contains(vague, word) {
				t.Errorf("%s: %q says nothing, want the noun it holds", file, word)
			}
		}
	}
}

// mustWalk names every file of the tree by its path from the top. Reading them here also lets `go test` see that
// they changed: it knows nothing of what `go list` reads.
func mustWalk(t *testing.T) (files []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(".."), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && (entry.Name()[0] == '.' || name == "build"):
			return fs.SkipDir
		case !entry.IsDir():
			files = append(files, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
