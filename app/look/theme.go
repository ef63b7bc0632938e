// Package look is how the windows look: two palettes, the bundled font, texts that fit their box, and the
// few widgets that more than one window uses. It knows nothing of queues.
package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"paihao/assets"
)

// Type sizes of staff windows, in Fyne's units. The public screen sizes its type by its own height instead.
const (
	SizeLeast  = 12 // captions
	SizeBody   = 14
	SizeList   = 18 // numbers in a list
	SizeMain   = 42 // the main button
	SizeTicket = 76 // the ticket at the counter
)

// Dark is the theme of the public screen.
func Dark() fyne.Theme { return &palette{colours: dark, variant: theme.VariantDark} }

// Light is the theme of the windows that staff and visitors touch.
func Light() fyne.Theme { return &palette{colours: light, variant: theme.VariantLight} }

type palette struct {
	colours map[fyne.ThemeColorName]color.Color
	variant fyne.ThemeVariant // the palette does not follow the desktop's day and night
}

var dark = map[fyne.ThemeColorName]color.Color{
	theme.ColorNameBackground:          Ink,
	theme.ColorNameForeground:          Snow,
	theme.ColorNamePlaceHolder:         Mist,
	theme.ColorNameDisabled:            Mist,
	theme.ColorNamePrimary:             Amber,
	theme.ColorNameForegroundOnPrimary: Ink,
	theme.ColorNameButton:              Rise,
	theme.ColorNameInputBackground:     Deck,
	theme.ColorNameOverlayBackground:   Deck,
	theme.ColorNameMenuBackground:      Deck,
	theme.ColorNameSeparator:           Rise,
	theme.ColorNameError:               Coral,
	theme.ColorNameWarning:             Coral,
	theme.ColorNameSuccess:             Mint,
}

var light = map[fyne.ThemeColorName]color.Color{
	theme.ColorNameBackground:          Paper,
	theme.ColorNameForeground:          Ink,
	theme.ColorNamePlaceHolder:         Slate,
	theme.ColorNameDisabled:            Slate,
	theme.ColorNameDisabledButton:      Line,
	theme.ColorNamePrimary:             Blue,
	theme.ColorNameForegroundOnPrimary: White,
	theme.ColorNameHyperlink:           Blue,
	theme.ColorNameFocus:               Blue,
	theme.ColorNameSelection:           Sky,
	theme.ColorNameHover:               Sky,
	theme.ColorNamePressed:             Line,
	theme.ColorNameButton:              White,
	theme.ColorNameHeaderBackground:    Paper,
	theme.ColorNameInputBackground:     White,
	theme.ColorNameInputBorder:         Slate,
	theme.ColorNameOverlayBackground:   White,
	theme.ColorNameMenuBackground:      White,
	theme.ColorNameSeparator:           Line,
	theme.ColorNameError:               Red,
	theme.ColorNameForegroundOnError:   White,
	theme.ColorNameWarning:             Brown,
	theme.ColorNameForegroundOnWarning: White,
	theme.ColorNameSuccess:             Green,
	theme.ColorNameForegroundOnSuccess: White,
}

var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:           SizeBody,
	theme.SizeNameCaptionText:    SizeLeast,
	theme.SizeNameSubHeadingText: SizeList,
	theme.SizeNameInputRadius:    6,
	theme.SizeNameButtonRadius:   6,
}

func (p *palette) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := p.colours[name]; ok {
		return c
	}
	return theme.DefaultTheme().Color(name, p.variant)
}

func (p *palette) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := sizes[name]; ok {
		return s
	}
	return theme.DefaultTheme().Size(name)
}

func (p *palette) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// Font gives the bundled Chinese font in its two weights; italic does not exist in it and is shown upright.
func (p *palette) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol, style.Monospace:
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return fontBold
	default:
		return fontRegular
	}
}

var (
	fontRegular = fyne.NewStaticResource("paihao-regular.ttf", assets.FontRegular)
	fontBold    = fyne.NewStaticResource("paihao-bold.ttf", assets.FontBold)
)
