package core

import (
	"regexp"
	"strings"
)

// anyNumber finds numbers, each whole, so that none is found within another one. What looks like one of a telephone, a person
// or a card is in a group. In the patterns ~ is what may stand between digits, and EXT an extension behind a number.
var anyNumber = regexp.MustCompile(strings.NewReplacer(
	"~", `[-\x{2010}-\x{2015} \x{A0}]`, "EXT", `(?:(?: ?[-xX#*]| ?(?:转|分机|ext\.?)) ?\d{1,6})?`,
).Replace(strings.Join([]string{
	// times and days, ids of tickets, addresses in memory
	`\b20\d\d-[01]\d-[0-3]\d(?:[T ]\d\d[:-]\d\d[:-]\d\d(?:\.\d{1,9})?)?`, `\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b`, `\b0x[0-9a-fA-F]+`,
	// with the code of a country
	`((?:\+[1-9]\d{0,2}~?|\b00[1-9]\d{0,2}~)[(（]?\d{1,5}[)）]?(?:~?\d{2,8}){1,4}EXT`,
	// whatever is that long
	`\d{11,}EXT[Xx]?`,
	// of a mobile phone
	`(?:(?:00)?86~?)?1[3-9]\d(?:~?\d{4}~?\d{4}|~\d{3}~\d{5}|\d~\d{3}~\d{4}|\d\d~\d{6}|\.\d{4}\.\d{4})`,
	// with the code of an area, none of which begins with 00
	`[(（]?0[1-9]\d{1,2}[)）]?~?(?:\d{7,}|\d{3,4}~\d{3,4})EXT`,
	// of a company
	`[48]00~?(?:\d{7,}|\d{3}~\d{4}|\d{4}~\d{3})EXT)`,
	// figures
	`\d+`,
}, `|`)))

// leastAbroad is how many digits a number with a country's code has at least.
const leastAbroad = 8

// narrow turns the digits and signs that take as much room as a Chinese character into usual ones.
var narrow = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"＋", "+", "－", "-", "\u3000", " ")

// withoutPhones is a text without numbers of telephones, and of persons and cards, which are longer. Times, days and figures
// of up to ten digits stay, unless they begin as a number of a company or with the code of an area.
func withoutPhones(text string) string {
	text = narrow.Replace(text)
	var b strings.Builder
	end := 0
	for _, at := range anyNumber.FindAllStringSubmatchIndex(text, -1) {
		found := text[at[0]:at[1]]
		if at[2] < 0 || digitsIn(found) < leastAbroad {
			continue
		}
		b.WriteString(text[end:at[0]] + scrubbed)
		end = at[1]
	}
	return b.String() + text[end:]
}

func digitsIn(text string) (n int) {
	for _, c := range text {
		if '0' <= c && c <= '9' {
			n++
		}
	}
	return n
}
