package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"paihao/assets"
)

// What a program says of itself: its version first, then its parts with their licences.
func TestVersion(t *testing.T) {
	newProgram(t).run("version").ends(t, "version", well, "paihao dev\ngo", "组成部分与许可", "Parts and their licences",
		"go.etcd.io/bbolt", "Paihao Sans", "OFL-1.1", "NOTICES.txt")
}

// The table of licences has each module that any of the packages links in, and none besides.
func TestLicences(t *testing.T) {
	var parts []string
	for _, l := range assets.Licences() {
		if slices.Contains(parts, l.Part) {
			t.Errorf("%s: twice in the table", l.Part)
		}
		if l.SPDX == "" {
			t.Errorf("%s: no licence", l.Part)
		}
		parts = append(parts, l.Part)
	}
	linked := []string{"paihao", "go", "windows"}
	linked = append(linked, mustLinked(t, "linux", "1", "migrated_fynedo")...)
	linked = append(linked, mustLinked(t, "windows", "1", "migrated_fynedo")...)
	linked = append(linked, mustLinked(t, "linux", "0", "migrated_fynedo,headless")...)
	for _, path := range linked {
		if path != "windows" && !slices.Contains(parts, path) {
			t.Errorf("%s is linked in, and assets/package/licences.txt does not have it", path)
		}
	}
	for _, l := range assets.Licences() {
		if l.From == "" && !slices.Contains(linked, l.Part) {
			t.Errorf("%s: nothing links it in any more", l.Part)
		}
		if l.From != "" && !slices.Contains(linked, l.From) {
			t.Errorf("%s comes from %s, which nothing links in", l.Part, l.From)
		}
	}
}

// mustLinked tells the modules that the program is made of when it is built so.
func mustLinked(t *testing.T, system, cgo, tags string) []string {
	t.Helper()
	list := exec.Command("go", "list", "-deps", "-tags", tags, "-f", "{{with .Module}}{{.Path}}{{end}}", ".")
	list.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED="+cgo)
	list.Stderr = t.Output()
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	paths := strings.Fields(string(out))
	slices.Sort(paths)
	return slices.Compact(paths)
}
