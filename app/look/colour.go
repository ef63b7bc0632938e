package look

import "image/color"

// The dark palette, for what hangs in the hall. The number is the contrast with the ground it stands on.
var (
	Ink   = rgb(0x0B1A2A) // ground, and text on light grounds
	Deck  = rgb(0x14293E) // panel
	Rise  = rgb(0x1F3B56) // rule, ticker
	Snow  = rgb(0xF6FAFD) // text, 11.0–16.7
	Mist  = rgb(0xBCCDDB) // second text, 7.1–10.8
	Amber = rgb(0xFFC53D) // the call and nothing else, 9.4–11.1
	Coral = rgb(0xFFA294) // missed and warnings, 7.7–9.1; never on Rise
	Mint  = rgb(0x2FD584) // the dot beside fresh data
	Jade  = rgb(0x07C160) // WeChat's mark, only under Ink, 7.4
)

// The light palette, for staff and for the touch window.
var (
	Paper = rgb(0xF2F5F8) // ground
	White = rgb(0xFFFFFF) // card
	Line  = rgb(0xD3DDE6) // rule
	Slate = rgb(0x3D5163) // second text, 7.5–8.2
	Blue  = rgb(0x0A4C9A) // action, 7.1–8.4
	Sky   = rgb(0xE3EEF9) // tint of Blue
	Green = rgb(0x0A5C36) // all is well, 7.1–8.1
	Leaf  = rgb(0xE0F5EA) // tint of Green
	Brown = rgb(0x6B4300) // caution, 7.7–8.7
	Sand  = rgb(0xFFF1CC) // tint of Brown
	Red   = rgb(0x961B11) // bad, 7.7–8.5
	Rose  = rgb(0xFEF0ED) // tint of Red
)

// Shade lies over a window while something else has to be answered first.
var Shade = color.NRGBA{R: Ink.R, G: Ink.G, B: Ink.B, A: 0xA6}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}
