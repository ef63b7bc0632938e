package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"text/tabwriter"

	"paihao/assets"
)

// version and commit are set by the build: the version of FyneApp.toml or of the last tag, and the source's revision, which
// only packages know.
var (
	version = "dev"
	commit  string
)

// tellVersion says which program this is, and what it is made of under which licences.
func tellVersion(w io.Writer) {
	fmt.Fprintln(w, "paihao", version)
	fmt.Fprintf(w, "%s %s/%s", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if commit != "" {
		fmt.Fprint(w, ", commit ", commit)
	}
	fmt.Fprintf(w, "\n\n%s\n", assets.Both("version.parts"))
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	present := modules()
	for _, l := range assets.Licences() {
		switch in, linked := present[l.Part]; {
		case linked:
			fmt.Fprintf(table, "%s\t%s\t%s\n", l.Part, in, l.SPDX)
		case present[l.From] != "":
			fmt.Fprintf(table, "%s\t\t%s\n", l.Part, l.SPDX)
		}
	}
	_ = table.Flush() // what the console does not take is of no use elsewhere
	fmt.Fprintf(w, "\n%s\n", assets.Both("version.texts"))
}

// modules are the parts in this program that have a version, by their names in the table of licences.
func modules() (versions map[string]string) {
	versions = map[string]string{"paihao": version, "go": runtime.Version(), runtime.GOOS: runtime.GOOS}
	info, ok := debug.ReadBuildInfo()
	if !ok { // only a program that was built without modules has none
		return versions
	}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		versions[m.Path] = m.Version
	}
	return versions
}
