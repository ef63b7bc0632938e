package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The files of a package stand apart and say the same: id, name and icon are FyneApp.toml's, and so is the version.
func TestPackageFiles(t *testing.T) {
	app := mustFile(t, "FyneApp.toml")
	id, name, icon := mustField(t, app, "ID"), mustField(t, app, "Name"), mustField(t, app, "Icon")
	entry := mustFile(t, "assets/package/"+id+".desktop")
	for _, line := range []string{"Name=" + name, "Icon=" + id, "Exec=paihao", "Terminal=false"} {
		if !strings.Contains(entry, "\n"+line+"\n") {
			t.Errorf("the desktop entry has no line %s", line)
		}
	}
	if source := mustFile(t, "app/main_gui.go"); !strings.Contains(source, `appID = "`+id+`"`) {
		t.Errorf("app/main_gui.go has another id than %s", id)
	}
	if !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(mustField(t, app, "Version")) {
		t.Error("FyneApp.toml: a version has three numbers")
	}
	recipe := mustFile(t, "assets/package/nfpm.yaml")
	for _, words := range []string{"version: ${VERSION}\n", "src: " + icon, "/" + id + ".desktop", "/" + id + ".png"} {
		if !strings.Contains(recipe, words) {
			t.Errorf("nfpm.yaml lacks %q", words)
		}
	}
	if strings.Contains(recipe, "scripts:") {
		t.Error("nfpm.yaml runs scripts: removing the package would no longer be sure to leave data alone")
	}
	for _, found := range regexp.MustCompile(`src: "?([^$",]+)"?,`).FindAllStringSubmatch(recipe, -1) {
		mustFile(t, found[1])
	}
}

// Both units bring the program back for as long as it dies, and leave it closed when staff have closed it.
func TestPackageUnits(t *testing.T) {
	for _, name := range []string{"paihao.service", "paihao-headless.service"} {
		unit := mustFile(t, "assets/package/"+name)
		for _, line := range []string{"Restart=on-failure", "RestartSec=3", "StartLimitIntervalSec=0"} {
			if !strings.Contains(unit, "\n"+line+"\n") {
				t.Errorf("%s has no line %s", name, line)
			}
		}
		if strings.Contains(unit, "RestartPreventExitStatus") {
			t.Errorf("%s: a Go program that panics ends with status 2, and has to come back", name)
		}
	}
}

// mustFile reads a file of the tree.
func mustFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// mustField is the text of a key in FyneApp.toml.
func mustField(t *testing.T, text, key string) string {
	t.Helper()
	found := regexp.MustCompile(`(?m)^` + key + ` = "(.+)"$`).FindStringSubmatch(text)
	if found == nil {
		t.Fatalf("FyneApp.toml has no %s", key)
	}
	return found[1]
}
