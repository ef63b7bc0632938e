package core

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"paihao/app/config"
)

// Numbers of telephones go out of a text as they are written here and abroad; what only has digits stays.
func TestWithoutPhones(t *testing.T) {
	for text, want := range map[string]string{
		`13800138000, 138-0013-8000, 138 0013 8000, 1380-013-8000, 138-001-38000, 13800-138000, 138.0013.8000`: `***, ***, ***, ***, ***, ***, ***`,
		`电话13800138000号，+86 138 0013 8000，86-13800138000，008613800138000`:                                      `电话***号，***，***，***`,
		`１３８１２３４５６８３ and ０１０－８７６５４３２１ and 138　0013　8000`:                                                       `*** and *** and ***`,
		`010-87654321 or 0755 1234567 or 01087654321 or 0755-123-4567 or 010 8765 4321`:                        `*** or *** or *** or *** or ***`,
		`(010)87654321 or （0755） 1234567 or 010—87654321`:                                                      `*** or *** or ***`,
		`010-87654321-801 or 010-87654321转801 or 010-87654321 转 801 or 0755-1234567 ext. 12 or 02187654321x5`:  `*** or *** or *** or *** or ***`,
		`400-123-4567, 400 1234 567, 4001234567, 800-820-8820, 400-8888888转2`:                                  `***, ***, ***, ***, ***`,
		`400 13812345678, 010 13812345678`:                                                                     `***, ***`,
		`+65 9123 4567, +852-2345-6789, +1 (415) 555-2671, +6591234567, 0044 20 7946 0958`:                     `***, ***, ***, ***, ***`,
		`+86 10 8765 4321, +86-755-1234567, +86 (10) 87654321`:                                                 `***, ***, ***`,
		`tel010-87654321 and 20261120 010-87654321`:                                                            `tel*** and 20261120 ***`,
		`id 11010119900307123X, card 6222021234567890123`:                                                      `id ***, card ***`,

		`time=2026-11-20T10:00:00.000+08:00 2026-11-20 10:00:05 1234567`:                                                    `=`,
		`paihao-2026-11-20T00-00-00.663-size.log.gz crash-2026-11-19T10-00-00.log paihao.db.before-restore-20260102-150405`: `=`,
		`-rw-------     12345678  2026-11-20T10:00:00+08:00 paihao-2026-11-20.db`:                                           `=`,
		`-rw------- 150  2026-11-20T10:00:00+08:00 x`:                                                                       `=`,
		`revision=1234567890 errcode=40001 waited=2m3.123456789s share=0.0012345678 port=127.0.0.1:8081`:                    `=`,
		`uuid=0199a2b4-0123-7123-8123-012345678901 0xc0004001234567 +0x123456 5-1 +12345`:                                   `=`,
		`Mon-Fri 09:00-12:00,13:30-17:00; A012 B1000 2 * 3000 = 6000 1000 2000 3000`:                                        `=`,
	} {
		if want == "=" {
			want = text
		}
		if got := withoutPhones(text); got != want {
			t.Errorf("%s\nbecame %s\nwant   %s", text, got, want)
		}
	}
}

// anyPhone draws a number of a telephone in one of the ways that people write it.
func anyPhone(t *rapid.T) (written, digits string) {
	digit := func(n int) string { return rapid.StringMatching(fmt.Sprintf("[0-9]{%d}", n)).Draw(t, "digits") }
	between := rapid.SampledFrom([]string{"", "-", " ", "－", "—", "\u3000"}).Draw(t, "between")
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		parts := []string{"1" + rapid.StringMatching("[3-9][0-9]").Draw(t, "begin"), digit(4), digit(4)}
		written = rapid.SampledFrom([]string{"", "+86", "+86 ", "86-", "0086"}).Draw(t, "country") + strings.Join(parts, between)
	case 1:
		area := rapid.SampledFrom([]string{"010", "021", "0755", "0571", "0991"}).Draw(t, "area")
		written = area + between + rapid.StringMatching("[2-9][0-9]{6,7}").Draw(t, "line")
		if rapid.Bool().Draw(t, "brackets") {
			written = "(" + area + ")" + written[len(area):]
		}
		written += rapid.SampledFrom([]string{"", "-801", "转12"}).Draw(t, "extension")
	case 2:
		parts := []string{rapid.SampledFrom([]string{"400", "800"}).Draw(t, "begin"), digit(3), digit(4)}
		written = strings.Join(parts, between)
	default:
		parts := []string{rapid.SampledFrom([]string{"+65", "+852", "+1", "+44"}).Draw(t, "country"), digit(4), digit(4)}
		written = strings.Join(parts, between)
	}
	if rapid.Bool().Draw(t, "wide") {
		for d := range 10 {
			written = strings.ReplaceAll(written, fmt.Sprint(d), string(rune('０'+d)))
		}
	}
	return written, onlyDigits(written)
}

func onlyDigits(text string) string {
	return strings.Map(func(c rune) rune {
		if c < '0' || c > '9' {
			return -1
		}
		return c
	}, narrow.Replace(text))
}

// anyFigure draws what lines of the log and lists of files are made of.
func anyFigure(t *rapid.T) string {
	at := time.Unix(rapid.Int64Range(1.7e9, 2.5e9).Draw(t, "at"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns")).UTC()
	n := rapid.IntRange(0, 99_999_999).Draw(t, "n")
	return rapid.SampledFrom([]string{
		at.Format("2006-01-02T15:04:05.000Z07:00"), at.Format(time.RFC3339), at.Format(time.RFC3339Nano), at.Format(time.DateTime), at.Format(time.DateOnly),
		at.Format("15:04"), at.Format("paihao-2006-01-02T15-04-05.000-size.log.gz"), at.Format(crashTimes), at.Format("paihao-2006-01-02.db"),
		time.Duration(n * 1000).String(), fmt.Sprint("revision=", n), fmt.Sprintf("%.3f", float64(n)/1000), fmt.Sprintf("%x", n), fmt.Sprintf("0x%x", n*4096),
		fmt.Sprintf("127.0.0.1:%d", n%65536), fmt.Sprintf("A%03d", n%1200), fmt.Sprintf("-rw------- %12d  %s", n, at.Format(time.RFC3339)),
		fmt.Sprintf("0199a2b4-%04x-7%03x-8000-%012x", n%65536, n%4096, n),
	}).Draw(t, "figure")
}

// However a number is written and whatever stands beside it, nothing of it is left; and figures are left as they were.
func TestPhonesAmongFigures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before, after := anyFigure(t), anyFigure(t)
		line := "msg=\"" + before + "\" and " + after
		if got := withoutPhones(line); got != line {
			t.Fatalf("%s became %s", line, got)
		}
		written, digits := anyPhone(t)
		sign := rapid.SampledFrom([]string{" tel ", "=", "\"", ",", "，", ":", "号"}).Draw(t, "sign")
		got := withoutPhones(before + sign + written + "，" + after)
		left := onlyDigits(strings.NewReplacer(before, "", after, "").Replace(got))
		if strings.Contains(got, written) || len(left) > 3 && strings.Contains(digits, left) || !strings.Contains(got, scrubbed) {
			t.Fatalf("%s beside %s left %s", written, before, got)
		}
	})
}

// FuzzScrub: whatever a line holds, a number of a telephone in it goes, and what is scrubbed stays so.
func FuzzScrub(f *testing.F) {
	f.Add("time=2026-11-20T10:00:00 ", "，")
	f.Add("0x12 +86 ", " 0755")
	s := newScrubber(&config.Settings{}, nil)
	f.Fuzz(func(t *testing.T, before, after string) {
		got := s.text(before + "\n13912345678\n" + after)
		if strings.Contains(got, "13912345678") && !strings.Contains(before+after, "13912345678") {
			t.Errorf("%q keeps the number: %q", before, got)
		}
		if again := s.text(got); again != got {
			t.Errorf("%q became %q, and that %q", before+after, got, again)
		}
	})
}
