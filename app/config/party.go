package config

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"paihao/queue"
)

// mostPeople is the largest party that a service can be for.
const mostPeople = 99

// partyKey takes "1-2" or "5"; empty for a service that does not ask how many people come.
func partyKey(p *queue.Party) key {
	return leaf("party", wantParty, func(v value) bool {
		if !v.isText() {
			return false
		}
		if v.text == "" {
			*p = queue.Party{}
			return true
		}
		first, last, ranged := strings.Cut(v.text, "-")
		if !ranged {
			last = first
		}
		least, okLeast := count(first, mostPeople)
		most, okMost := count(last, mostPeople)
		if !okLeast || !okMost || least > most {
			return false
		}
		*p = queue.Party{Min: least, Max: most}
		return true
	})
}

func partyText(p queue.Party) string {
	if p.Min == p.Max {
		return strconv.Itoa(p.Min)
	}
	return strconv.Itoa(p.Min) + "-" + strconv.Itoa(p.Max)
}

// partyGaps lists the sizes between the least and the greatest that no service takes. Sizes that two services take are no
// mistake: a party gets the first that fits.
func partyGaps(services []Service) (gaps []queue.Party) {
	var parties []queue.Party
	for _, s := range services {
		if s.Party != (queue.Party{}) {
			parties = append(parties, s.Party)
		}
	}
	slices.SortFunc(parties, func(a, b queue.Party) int { return cmp.Compare(a.Min, b.Min) })
	most := 0
	for i, p := range parties {
		if i > 0 && p.Min > most+1 {
			gaps = append(gaps, queue.Party{Min: most + 1, Max: p.Min - 1})
		}
		most = max(most, p.Max)
	}
	return gaps
}
