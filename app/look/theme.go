// Package look is how the windows look: their colours, the bundled font, texts that fit their box, and the
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

// Corners of staff windows, in Fyne's units, and of public ones, in parts of a ninetieth of their shorter side.
const (
	RadiusPanel = 12
	RadiusTile  = 8
	RadiusKey   = 4

	RoundPanel = 2
	RoundTile  = 1.3
)

// Light is the theme of all windows, whether the desktop has day or night. The public screen has no widgets of Fyne's
// and brings its dark colours itself. Only the font reaches it, and the ground: Fyne clears each window with that of the theme
// at no cost, while a rectangle as large as a screen costs as much as all that stands on it. So the theme's ground is the
// screen's, and windows of light colours bring their own.
func Light() fyne.Theme { return palette{} }

type palette struct{}

var light = map[fyne.ThemeColorName]color.Color{
	theme.ColorNameBackground:          Ink,
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
	theme.ColorNameShadow:              color.NRGBA{}, // none, nowhere
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
	theme.SizeNameInputRadius:    RadiusTile,
	theme.SizeNameButtonRadius:   RadiusTile,
}

func (palette) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if c, ok := light[name]; ok {
		return c
	}
	return theme.DefaultTheme().Color(name, theme.VariantLight)
}

func (palette) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := sizes[name]; ok {
		return s
	}
	return theme.DefaultTheme().Size(name)
}

func (palette) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

// Font gives the bundled Chinese font in its two weights; italic does not exist in it and is shown upright.
func (palette) Font(style fyne.TextStyle) fyne.Resource {
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
	fontRegular = fyne.NewStaticResource("PaihaoSans-Regular.otf", assets.FontRegular)
	fontBold    = fyne.NewStaticResource("PaihaoSans-Bold.otf", assets.FontBold)
)
