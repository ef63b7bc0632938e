package look_test

import (
	"slices"
	"strings"
	"testing"

	"paihao/app/look"
)

// Chinese letters are one em wide.
func TestWrap(t *testing.T) {
	mustApp(t)
	const size = 10
	tests := []struct {
		sentence string
		most     int
		ems      float32
		want     []string
	}{
		{"", 0, 5, nil},
		{"  ", 3, 5, nil},
		{"请到前台", 0, 4, []string{"请到前台"}},
		{"请到前台取号", 0, 4, []string{"请到前台", "取号"}},
		{"请到前台，取号", 0, 4, []string{"请到前", "台，取号"}},
		{"请到那（前台）", 0, 4, []string{"请到那", "（前台）"}},
		{"请在 13:30 以后再来", 0, 4.5, []string{"请在", "13:30 以", "后再来"}},
		{"Scan with WeChat", 0, 4, []string{"Scan", "with", "WeChat"}},
		{"Barrier-free", 0, 4, []string{"Barrier-", "free"}},
		{"AB-012 C", 0, 3.6, []string{"AB-012", "C"}},
		{"Wheelchair", 0, 2, []string{"Wh", "eelc", "hair"}},
		{"请到前台取号谢谢", 1, 2, []string{"请到前台取号谢谢"}},
		{"请到前台取号谢谢", 2, 2, []string{"请到", "前台取号谢谢"}},
		{"你👩‍👧‍👦好", 0, 1.2, []string{"你", "👩‍👧‍👦", "好"}},
	}
	for _, tt := range tests {
		if got := look.Wrap(tt.sentence, tt.most, size, false, tt.ems*size); !slices.Equal(got, tt.want) {
			t.Errorf("Wrap(%q, %d, %v ems) = %q, want %q", tt.sentence, tt.most, tt.ems, got, tt.want)
		}
	}
}

// Whatever the width is, nothing but spaces is lost, and what can be broken fits.
func TestWrapKeepsAll(t *testing.T) {
	mustApp(t)
	const size = 10
	letters := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	for _, sentence := range []string{
		"还不知道取到没有。请再试一次：不会多取一张；或到前台取号（一楼）。",
		"It is not sure whether you have a number. Try again: you will not get two.",
		"不动产登记 Registration of real estate（二手房）👩‍👩‍👧‍👦 13:30–17:00",
	} {
		for ems := float32(1); ems < 40; ems += 1.5 {
			lines := look.Wrap(sentence, 0, size, true, ems*size)
			if got := letters(strings.Join(lines, "")); got != letters(sentence) {
				t.Errorf("in %v ems %q became %q", ems, sentence, lines)
			}
			for _, line := range lines {
				if wide := look.Width(line, size, true); wide > ems*size && ems > 4 {
					t.Errorf("in %v ems the line %q is %v wide", ems, line, wide/size)
				}
			}
		}
	}
}
