package assets

import (
	_ "embed"
	"strings"
)

// licences is the table of package/licences.txt.
//
//go:embed package/licences.txt
var licences string

// A Licence says under what terms a part of the program is passed on.
type Licence struct {
	Part string // the path of a Go module, or a name; paihao and go are this program and Go's standard library
	SPDX string // an expression of SPDX identifiers, such as MIT
	From string // what brings a part that is no module: a module, or the name of an operating system; empty for modules
}

// Licences tells the licence of each part that any of Paihao's programs may have in it, in the order of the table.
func Licences() (all []Licence) {
	for line := range strings.Lines(licences) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(fields) < 2 {
			continue
		}
		l := Licence{Part: fields[0], SPDX: fields[1]}
		if len(fields) > 2 {
			l.From = fields[2]
		}
		all = append(all, l)
	}
	return all
}
