package core

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"paihao/queue"
)

// numerals are those beyond digits that people write for the numbers of a list.
var numerals = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"}

// pick is the service that a customer means by a text: by its number in the list, which is in the order of the settings, by
// its name in either language, or by its prefix. What could mean two means none.
func (w words) pick(text string) (service string, ok bool) {
	text = plain(text)
	list := w.venue.Services
	if n := numeral(text); n > 0 {
		if n > len(list) {
			return "", false
		}
		return list[n-1].ID, true
	}
	for _, means := range []func(queue.Service) bool{
		func(s queue.Service) bool { return plain(s.Name) == text || plain(s.NameEN) == text },
		func(s queue.Service) bool { return plain(s.Prefix) == text },
	} {
		i := slices.IndexFunc(list, means)
		if i >= 0 && text != "" && !slices.ContainsFunc(list[i+1:], means) {
			return list[i].ID, true
		}
	}
	return "", false
}

// numeral is the number that a plain text stands for, from 1 to 99; 0 for one that is none.
func numeral(text string) int {
	text = strings.TrimSuffix(text, "号")
	if r, size := utf8.DecodeRuneInString(text); '①' <= r && r <= '⑫' && size == len(text) {
		return int(r-'①') + 1
	}
	if i := slices.Index(numerals, text); i >= 0 {
		return i + 1
	}
	if strings.Trim(text, "0123456789") != "" || len(text) > 2 {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}
