package wechat

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// slot is what one kind of field takes.
type slot struct {
	most  int             // characters, a Chinese one counts one; 0 = no limit known
	latin int             // the limit if none of them is Chinese, where that is another
	allow func(rune) bool // which characters; nil = all that can be printed
	shape *regexp.Regexp  // the whole value; nil = any
	piece *regexp.Regexp  // what FitField looks for in a value
	empty string          // what FitField writes for nothing, where that tells nothing wrong
	dots  bool            // FitField shows by "…" that it has cut
}

const (
	dayShape    = `\d{4}(年(0?[1-9]|1[0-2])月(0?[1-9]|[12]\d|3[01])日|[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01]))`
	clockShape  = `([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?`
	momentShape = `(` + dayShape + ` )?` + clockShape
	halfShape   = `(\d{4}(年(0?[1-9]|1[0-2])月|[-/.](0?[1-9]|1[0-2]))|(0?[1-9]|1[0-2])(月(0?[1-9]|[12]\d|3[01])日|[-/.](0?[1-9]|[12]\d|3[01])))`
	dateShape   = `(` + dayShape + `|` + halfShape + `)( ` + clockShape + `)?`
	numberShape = `\d+(\.\d+)?`
)

// slots are the limits of each kind. Test accounts do not hold them, real ones answer 47003. A short_thing is in no
// document; people find that it takes five. The values of enum and const are registered with the template, so none is
// right or wrong here.
// Source: developers.weixin.qq.com/miniprogram/dev/server/API/mp-message-management/subscribe-message/api_sendmessage
var slots = map[string]slot{
	"thing":            {most: 20, dots: true, empty: "-"},
	"short_thing":      {most: 5, dots: true, empty: "-"},
	"number":           {most: 32, allow: isNumeric, shape: whole(numberShape), piece: regexp.MustCompile(numberShape)},
	"letter":           {most: 32, allow: isLetter},
	"symbol":           {most: 5, allow: isSymbol},
	"character_string": {most: 32, allow: isVisible, empty: "-"},
	"time":             {shape: whole(momentShape + `(~` + momentShape + `)?`)},
	"date":             {shape: whole(dateShape + `(~` + dateShape + `)?`)},
	"amount":           {shape: whole(`\p{Sc}?\d{1,10}(\.\d+)?元?`)},
	"phone_number":     {most: 17, allow: isDialed},
	"car_number":       {most: 8, allow: isPlate, shape: whole(`[\p{Han}A-Za-z\d]?[A-Za-z\d]*[\p{Han}A-Za-z\d]?`)},
	"name":             {most: 10, latin: 20, allow: isNamed},
	"phrase":           {most: 5, allow: isHan},
}

func whole(shape string) *regexp.Regexp {
	return regexp.MustCompile(`^(` + shape + `)$`)
}

// slotOf goes by the letters of the key, thing of thing12. Keys of no kind we know get a slot without
// limits: keyword1 of old templates, enum, const.
func slotOf(key string) slot {
	return slots[strings.TrimRight(key, "0123456789")]
}

// limit is the number of characters this value may have; 0 = any.
func (s slot) limit(value string) int {
	if s.latin > 0 && !strings.ContainsFunc(value, isHan) {
		return s.latin
	}
	return s.most
}

// CheckField tells whether WeChat will take the value in the field with that key, judging by the key's letters:
// characters are counted, not bytes. The error is ErrLimit and names the key, never the value.
func CheckField(key, value string) error {
	s := slotOf(key)
	most, count := s.limit(value), utf8.RuneCountInString(value)
	switch {
	case strings.TrimSpace(value) == "":
		return fmt.Errorf("%w: field %s is empty", ErrLimit, key)
	case !isPlain(key) || !isPlain(value):
		return fmt.Errorf("%w: field %q has a control character", ErrLimit, key)
	case most > 0 && count > most:
		return fmt.Errorf("%w: field %s takes %d characters, this has %d", ErrLimit, key, most, count)
	case s.allow != nil && strings.ContainsFunc(value, func(r rune) bool { return !s.allow(r) }):
		return fmt.Errorf("%w: field %s does not take some of the characters", ErrLimit, key)
	case s.shape != nil && !s.shape.MatchString(value):
		return fmt.Errorf("%w: field %s has not the form its kind takes", ErrLimit, key)
	}
	return nil
}

// FitField makes the value one that CheckField takes, where leaving out and cutting can do that: a thing is cut to 20
// characters with "…" as the last and never within an emoji, a character_string loses its Chinese. Line breaks become
// spaces; nothing left in a thing or a character_string becomes "-". A time, a date, an amount or a number plate is not
// guessed at: ask CheckField after.
func FitField(key, value string) string {
	s := slotOf(key)
	value = oneLine(value)
	if s.allow != nil {
		value = oneLine(keep(value, s.allow))
	}
	if most := s.limit(value); most > 0 && utf8.RuneCountInString(value) > most {
		value = cut(value, most, s.dots)
	}
	if s.piece != nil {
		value = s.piece.FindString(value)
	}
	if value == "" {
		return s.empty
	}
	return value
}

// oneLine puts one space for any run of white space and control characters, and none at the ends.
func oneLine(s string) string {
	gap := func(r rune) bool { return unicode.IsSpace(r) || isUnprintable(r) }
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, ""), gap), " ")
}

func keep(s string, allow func(rune) bool) string {
	return strings.Map(func(r rune) rune {
		if allow(r) {
			return r
		}
		return -1
	}, s)
}

// cut leaves at most that many characters; s has more.
func cut(s string, most int, dots bool) string {
	if dots {
		return cutRunes(s, most-1) + "…"
	}
	return cutRunes(s, most)
}

// Which characters the kinds take, in the words of the source above.

func isHan(r rune) bool     { return unicode.Is(unicode.Han, r) }
func isNumeric(r rune) bool { return r >= '0' && r <= '9' || r == '.' }
func isLetter(r rune) bool  { return r|0x20 >= 'a' && r|0x20 <= 'z' }
func isVisible(r rune) bool { return r > ' ' && r <= '~' }
func isDialed(r rune) bool  { return isVisible(r) && !isLetter(r) }
func isPlate(r rune) bool   { return isHan(r) || isLetter(r) || r >= '0' && r <= '9' }
func isNamed(r rune) bool   { return r == ' ' || unicode.IsLetter(r) || unicode.IsMark(r) || isSymbol(r) }
func isSymbol(r rune) bool  { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
