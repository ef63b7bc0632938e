package voice

import (
	"strconv"
	"strings"

	"paihao/assets"
)

// number is the clips of a ticket's number, letter by letter and digit by digit. What is neither is not said.
func (t tongue) number(number string) (clips []string) {
	for _, r := range strings.ToLower(narrow(number)) {
		switch {
		case r == '1' && t.yao && t.language == assets.ZH:
			clips = append(clips, "zh/yao")
		case '0' <= r && r <= '9', 'a' <= r && r <= 'z':
			clips = append(clips, string(t.language)+"/"+string(r))
		}
	}
	return clips
}

// count is the clips of a number in a name: up to 99 as it is counted, 十二 and twelve; a longer one digit by digit, as the
// numbers of rooms are said. Zeros before it are not said.
func (t tongue) count(digits string) (clips []string) {
	digits = strings.TrimLeft(digits[:len(digits)-1], "0") + digits[len(digits)-1:]
	if len(digits) > 2 {
		return t.number(digits)
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return nil
	}
	say := func(n int) { clips = append(clips, string(t.language)+"/"+strconv.Itoa(n)) }
	switch tens, ones := n/10, n%10; {
	case t.language == assets.EN && n >= 20:
		say(tens * 10)
		if ones > 0 {
			say(ones)
		}
	case t.language == assets.EN || n <= 10:
		say(n)
	default:
		if tens > 1 {
			say(tens)
		}
		say(10)
		if ones > 0 {
			say(ones)
		}
	}
	return clips
}

// narrow writes the wide forms of letters, digits and signs, such as Ａ and ３, as the usual ones.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '！' <= r && r <= '～':
			return r - '！' + '!'
		case r == '　':
			return ' '
		}
		return r
	}, s)
}
