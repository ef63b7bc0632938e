//go:build ignore

// parts PROGRAM: reads what a program that Go has built is made of, and writes PROGRAM.cdx.json, a bill of materials
// (CycloneDX 1.5). parts -notices FILE PROGRAM...: writes the texts of all licences under which parts of the programs stand.
// It is run at the top of the tree, and the same programs give the same bytes at any time. SOURCE_DATE_EPOCH dates the bill.
package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"paihao/assets"
)

func main() {
	log.SetFlags(0)
	notices := flag.String("notices", "", "")
	version := flag.String("version", "", "")
	flag.Parse()
	all := map[string]string{}
	for _, program := range flag.Args() {
		parts, err := read(program, *version)
		if err != nil {
			log.Fatal(err)
		}
		for name, version := range parts {
			all[name] = version
		}
		if *notices == "" {
			if err := writeBill(program+".cdx.json", parts); err != nil {
				log.Fatal(err)
			}
		}
	}
	if *notices != "" {
		if err := writeNotices(*notices, all); err != nil {
			log.Fatal(err)
		}
	}
}

// read tells the versions of a program's parts by their names in the table of licences, and its system.
func read(program, version string) (map[string]string, error) {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return nil, err
	}
	parts := map[string]string{"paihao": version, "go": info.GoVersion}
	for _, s := range info.Settings {
		if s.Key == "GOOS" {
			parts[s.Value] = s.Value
		}
	}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		parts[m.Path] = m.Version
		if !slices.ContainsFunc(assets.Licences(), func(l assets.Licence) bool { return l.Part == m.Path }) {
			return nil, fmt.Errorf("%s: assets/package/licences.txt does not have %s", program, m.Path)
		}
	}
	return parts, nil
}

// A component is a part as CycloneDX describes it (https://cyclonedx.org/docs/1.5/json/).
type component struct {
	Type     string    `json:"type"`
	Ref      string    `json:"bom-ref"`
	Name     string    `json:"name"`
	Version  string    `json:"version,omitempty"`
	Licences []licence `json:"licenses"`
	PURL     string    `json:"purl,omitempty"`
}

// A licence is one identifier of SPDX, or an expression of several.
type licence struct {
	Licence *struct {
		ID string `json:"id"`
	} `json:"license,omitempty"`
	Expression string `json:"expression,omitempty"`
}

type bill struct {
	Format   string `json:"bomFormat"`
	Spec     string `json:"specVersion"`
	Version  int    `json:"version"`
	Metadata struct {
		Timestamp string    `json:"timestamp"`
		Component component `json:"component"`
	} `json:"metadata"`
	Components []component `json:"components"`
}

func writeBill(file string, parts map[string]string) error {
	seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64)
	if err != nil {
		return fmt.Errorf("SOURCE_DATE_EPOCH: %w", err)
	}
	b := bill{Format: "CycloneDX", Spec: "1.5", Version: 1}
	b.Metadata.Timestamp = time.Unix(seconds, 0).UTC().Format(time.RFC3339)
	for _, l := range assets.Licences() {
		version, linked := parts[l.Part]
		switch {
		case l.Part == "paihao":
			b.Metadata.Component = describe(l, "application", version)
		case linked || parts[l.From] != "":
			b.Components = append(b.Components, describe(l, "library", version))
		}
	}
	text, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o644)
}

func describe(l assets.Licence, kind, version string) component {
	c := component{Type: kind, Ref: l.Part, Name: l.Part, Version: version, Licences: []licence{{}}}
	if strings.Contains(l.SPDX, " ") {
		c.Licences[0].Expression = l.SPDX
	} else {
		c.Licences[0].Licence = &struct {
			ID string `json:"id"`
		}{l.SPDX}
	}
	switch {
	case l.Part == "go":
		c.PURL, c.Version = "pkg:golang/std@"+strings.TrimPrefix(version, "go"), strings.TrimPrefix(version, "go")
	case version != "" && l.Part != "paihao":
		c.PURL = "pkg:golang/" + l.Part + "@" + version
	}
	return c
}

// licenceFile is the name of a file with terms, or with the names of those who set them.
var licenceFile = regexp.MustCompile(`(?i)^(.*licen[cs]e.*|copying.*|notice.*|copyright.*|authors.*|patents.*|ofl.*)$`)

func writeNotices(file string, parts map[string]string) error {
	var text bytes.Buffer
	fmt.Fprint(&text, "Paihao (排号) and what its programs are made of, each part with its licence and the text of it.\n"+
		"`paihao version` tells which of them a program has in it.\n")
	for _, l := range assets.Licences() {
		version, linked := parts[l.Part]
		if !linked {
			if l.From != "" && parts[l.From] != "" {
				head(&text, l.Part+" (with "+l.From+")", l.SPDX)
				if err := besides(&text, l); err != nil {
					return err
				}
			}
			continue
		}
		head(&text, strings.TrimSpace(l.Part+" "+version), l.SPDX)
		if err := module(&text, l.Part); err != nil {
			return err
		}
	}
	return os.WriteFile(file, text.Bytes(), 0o644)
}

func head(text *bytes.Buffer, what, licence string) {
	fmt.Fprintf(text, "\n%s\n%s\n%s\n", strings.Repeat("=", 78), what, licence)
}

// module writes the terms of Paihao itself, of Go, or of a module, wherever in it they stand.
func module(text *bytes.Buffer, name string) error {
	switch name {
	case "paihao":
		return file(text, "LICENSE", "LICENSE")
	case "go":
		root, err := exec.Command("go", "env", "GOROOT").Output()
		if err != nil {
			return fmt.Errorf("go env GOROOT: %w", err)
		}
		return file(text, filepath.Join(strings.TrimSpace(string(root)), "LICENSE"), "LICENSE")
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", name).Output()
	if err != nil {
		return fmt.Errorf("go list -m %s: %w", name, err)
	}
	folder, found := strings.TrimSpace(string(out)), 0
	err = fs.WalkDir(os.DirFS(folder), ".", func(at string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains([]string{"cmd", "testdata", "oboe"}, path.Base(at)):
			return fs.SkipDir
		case !entry.Type().IsRegular() || !licenceFile.MatchString(path.Base(at)) || path.Ext(at) == ".go":
			return nil
		}
		found++
		return file(text, filepath.Join(folder, at), at)
	})
	if err == nil && found == 0 {
		err = fmt.Errorf("%s: no text of a licence in %s", name, folder)
	}
	return err
}

// besides writes the terms of what is no module, unless they stand with the module that brings it.
func besides(text *bytes.Buffer, l assets.Licence) error {
	switch {
	case strings.HasPrefix(l.Part, "Paihao Sans"):
		return file(text, "assets/fonts/OFL.txt", "assets/fonts/OFL.txt")
	case strings.HasPrefix(l.Part, "Default voice"):
		return file(text, "assets/sounds/NOTICE.md", "assets/sounds/NOTICE.md")
	case strings.HasPrefix(l.Part, "mingw-w64"):
		err := file(text, "/usr/share/doc/mingw-w64-common/copyright", "copyright")
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%w: it comes with Debian's mingw-w64", err)
		}
		return err
	case strings.HasPrefix(l.Part, "GCC"):
		fmt.Fprint(text, "\nIts exception lets programs that GCC has built be passed on under terms of one's own choice:\n"+
			"https://www.gnu.org/licenses/gcc-exception-3.1.html\n")
	default:
		fmt.Fprintf(text, "\nThe text stands with %s.\n", l.From)
	}
	return nil
}

func file(text *bytes.Buffer, from, name string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	content = bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n"))
	fmt.Fprintf(text, "\n--- %s\n\n%s\n", name, bytes.TrimRight(content, "\n"))
	return nil
}
