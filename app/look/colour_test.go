package look_test

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"paihao/app/look"
)

// TestContrast holds that everything to be read stands out 7 to 1 from every ground it is used on (WCAG 2, AAA).
func TestContrast(t *testing.T) {
	tests := []struct {
		name    string
		text    color.NRGBA
		grounds []color.NRGBA
	}{
		{"Snow", look.Snow, []color.NRGBA{look.Ink, look.Deck, look.Rise}},
		{"Mist", look.Mist, []color.NRGBA{look.Ink, look.Deck, look.Rise}},
		{"Amber", look.Amber, []color.NRGBA{look.Ink, look.Deck}},
		{"Coral", look.Coral, []color.NRGBA{look.Ink, look.Deck}},
		{"Ink", look.Ink, []color.NRGBA{look.Amber, look.Coral, look.Jade, look.Snow, look.Mist, look.Paper, look.White}},
		{"Slate", look.Slate, []color.NRGBA{look.Paper, look.White}},
		{"Blue", look.Blue, []color.NRGBA{look.Paper, look.White, look.Sky}},
		{"Green", look.Green, []color.NRGBA{look.White, look.Leaf}},
		{"Brown", look.Brown, []color.NRGBA{look.White, look.Sand}},
		{"Red", look.Red, []color.NRGBA{look.White, look.Rose}},
	}
	for _, tt := range tests {
		for _, ground := range tt.grounds {
			if got := contrast(tt.text, ground); got < 7 {
				t.Errorf("%s on %v has a contrast of %.1f, want at least 7", tt.name, ground, got)
			}
		}
	}
}

// contrast is the ratio of WCAG 2.1, https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio.
func contrast(a, b color.NRGBA) float64 {
	l1, l2 := luminance(a), luminance(b)
	return (max(l1, l2) + 0.05) / (min(l1, l2) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func TestThemeCarriesItsOwnFont(t *testing.T) {
	th := look.Light()
	regular, bold := th.Font(fyne.TextStyle{}), th.Font(fyne.TextStyle{Bold: true})
	if regular == nil || bold == nil || regular.Name() == bold.Name() {
		t.Errorf("fonts %v and %v, want two of our own", regular, bold)
	}
	if th.Font(fyne.TextStyle{Symbol: true}) == regular {
		t.Error("symbols are drawn with the font for words")
	}
}

// The palette does not follow the desktop's night: neither where it has a colour of its own, nor where Fyne's stands in.
func TestThemeStaysLight(t *testing.T) {
	th := look.Light()
	for _, name := range []fyne.ThemeColorName{theme.ColorNameBackground, theme.ColorNameScrollBar} {
		day, night := th.Color(name, theme.VariantLight), th.Color(name, theme.VariantDark)
		if day != night {
			t.Errorf("%s is %v by day and %v by night", name, day, night)
		}
	}
	if th.Color(theme.ColorNameBackground, theme.VariantDark) != look.Ink {
		t.Error("the ground is not Ink at night")
	}
	if th.Color(theme.ColorNameOverlayBackground, theme.VariantDark) != look.White {
		t.Error("the ground of dialogs is not White at night")
	}
}
