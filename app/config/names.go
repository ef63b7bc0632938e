package config

import (
	"fmt"
	"strings"
)

// unwise finds what settings may hold and nobody should begin with: what is called as something before it, since people would
// not know which of the two they chose, and an address without TLS. A hall that has run with it goes on.
func (d *Draft) unwise() (found Mistakes) {
	if strings.HasPrefix(d.PublicURL, "http://") {
		found.add(place{file: FileName}, "listen.public_url", foundQuoted(d.PublicURL), wantPublicURL)
	}
	services, counters := names{}, names{}
	for i, s := range d.Services {
		services.look(&found, "service", i, s.Name, s.NameEN)
	}
	for i, c := range d.Counters {
		counters.look(&found, "counter", i, c.Name, c.NameEN)
	}
	return found
}

// names are those that were there before, with where they stand.
type names map[string]int

func (n names) look(found *Mistakes, list string, i int, zh, en string) {
	for _, x := range [][2]string{{"name", zh}, {"name_en", en}} {
		key, name := x[0], x[0]+" "+strings.ToLower(strings.TrimSpace(x[1]))
		if first, twice := n[name]; twice && name != key+" " {
			found.add(place{file: FileName}, item(list, i, key), foundName(first+1), wantOwnName)
			continue
		}
		n[name] = i
	}
}

func foundName(first int) Words {
	return Words{fmt.Sprintf("和第 %d 个同名", first), fmt.Sprintf("the name of number %d", first)}
}

var wantOwnName = Words{"和别的都不同的名称", "a name that no other has"}
