package sandbox

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// slot is what a kind of template field takes: at most max characters (runes; 0: any number) of one shape.
type slot struct {
	max   int
	shape *regexp.Regexp // nil: anything
}

// Pieces of dates and times; a range joins two with ~.
const (
	clock = `([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?`
	month = `(0?[1-9]|1[0-2])`
	mday  = `(0?[1-9]|[12]\d|3[01])`
	whole = `\d{4}(年` + month + `月` + mday + `日|-` + month + `-` + mday + `|/` + month + `/` + mday + `|\.` + month + `\.` + mday + `)`
	half  = `(\d{4}(年` + month + `月|[-/.]` + month + `)|` + month + `(月` + mday + `日|[-/.]` + mday + `))`
	day   = `(` + whole + `|` + half + `)`
)

// slots are the limits by the letters of a field's key
// (developers.weixin.qq.com, subscribe-message/api_sendmessage, "参数值限制"; of short_thing no page tells, people do).
var slots = map[string]slot{
	"thing":            {20, nil},
	"short_thing":      {5, nil},
	"number":           {32, shape(`\d+(\.\d+)?`)},
	"letter":           {32, shape(`[A-Za-z]+`)},
	"symbol":           {5, shape(`[\pP\pS]+`)},
	"character_string": {32, shape(`[\x20-\x7e]+`)},
	"time":             {0, shape(`(` + whole + ` )?` + clock + `(~(` + whole + ` )?` + clock + `)?`)},
	"date":             {0, shape(day + `( ` + clock + `)?(~` + day + `( ` + clock + `)?)?`)},
	"amount":           {0, shape(`\p{Sc}?\d{1,10}(\.\d+)?元?`)},
	"phone_number":     {17, shape(`[ -@\[-\x60{-~]+`)},
	"car_number":       {8, shape(`[\p{Han}A-Za-z0-9]?[A-Za-z0-9]*[\p{Han}A-Za-z0-9]?`)},
	"name":             {0, shape(`[\p{Latin}\pM\pP\pS ]{1,20}|[\pL\pM\pP\pS ]{1,10}`)},
	"phrase":           {5, shape(`\p{Han}+`)},
}

func shape(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)$`) }

// fits tells whether a value may stand in a field such as thing1. No field may be empty or hold a control
// character; kinds that are not in the table, such as the old keyword1, have no other limit.
func fits(key, value string) bool {
	if value == "" || strings.ContainsFunc(value, unicode.IsControl) {
		return false
	}
	limit := slots[strings.TrimRight(key, "0123456789")]
	if limit.max > 0 && utf8.RuneCountInString(value) > limit.max {
		return false
	}
	return limit.shape == nil || limit.shape.MatchString(value)
}
