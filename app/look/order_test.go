package look

import (
	"strings"
	"testing"
)

// Parts of a line stand from left to right as they are to be seen; each word from right to left is turned round by Fyne.
func TestInOrder(t *testing.T) {
	tests := []struct{ words, want string }{
		{"综合业务 A012 (1)", "综合业务 A012 (1)"},
		{"שלום", "שלום"},
		{"שלום עולם", "עולם שלום"},
		{"שלום 12", "12 שלום"},
		{"مرحبا بكم 123 يرجى الانتظار", "الانتظار يرجى 123 بكم مرحبا"},
		{"نافذة رقم ٦", "٦ رقم نافذة"},
		{"نافذة (٦)", "(٦) نافذة"},
		{"窗口 نافذة رقم 6", "窗口 6 رقم نافذة"},
		{"窗口 نافذة رقم 6 二楼", "窗口 6 رقم نافذة 二楼"},
		{"A نافذة B", "A نافذة B"},
		{"نافذة A012 رقم", "رقم A012 نافذة"},
		{"שעה 09:30 עד 12%", "12% עד 09:30 שעה"},
		{"נא לבוא!", "!לבוא נא"},
		{"שָׁלוֹם לך", "לך שָׁלוֹם"},
		{"…שלום ", " שלום…"},
	}
	for _, tt := range tests {
		got := inOrder(tt.words)
		if plain := strings.ReplaceAll(got, apart, ""); plain != tt.want {
			t.Errorf("%q is drawn as %q, want %q", tt.words, plain, tt.want)
		}
	}
}

// Whatever is written, nothing is lost and nothing comes twice.
func FuzzInOrder(f *testing.F) {
	for _, words := range []string{"שלום עולם 12", "مرحبا (٦) A012", "a\u0301 %1,2", "]שָׁ", "\xff"} {
		f.Add(words)
	}
	count := func(words string) (all map[rune]int) {
		all = map[rune]int{}
		for _, r := range strings.NewReplacer(apart, "", "(", "|", ")", "|", "[", "|", "]", "|").Replace(words) {
			all[r]++
		}
		return all
	}
	f.Fuzz(func(t *testing.T, words string) {
		words = strings.ToValidUTF8(words, "")
		for r, n := range count(words) {
			if got := count(inOrder(words))[r]; got != n && r < 0x2000 && !strings.ContainsRune("<>{}«»", r) {
				t.Errorf("%q holds %q %d times, want %d", inOrder(words), r, got, n)
			}
		}
	})
}
