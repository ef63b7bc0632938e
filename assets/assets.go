// Package assets carries what the program needs besides its code: fonts, icon, words, pages and sample settings.
// It knows nothing of the other rooms, so that each of them may use it. What it holds is shared and not to be changed.
package assets

import "embed"

// FontRegular is the OpenType font of the windows: the hanzi of 通用规范汉字表 and GB 2312, ASCII, Latin-1 and common signs, and
// for what it lacks a box (U+FFFD). Its digits share one width.
//
//go:embed fonts/PaihaoSans-Regular.otf
var FontRegular []byte

// FontBold holds the characters of FontRegular in bold.
//
//go:embed fonts/PaihaoSans-Bold.otf
var FontBold []byte

// Icon is the program's sign, a PNG of 512×512 pixels with transparent corners.
//
//go:embed icon.png
var Icon []byte

// SandboxPage is the HTML page on which a person plays the customers of the pretend WeChat.
//
//go:embed pages/sandbox.html
var SandboxPage []byte

// SampleSettings is the commented TOML file that a new venue starts from.
//
//go:embed settings/paihao.toml
var SampleSettings []byte

// TrialSettings is the TOML of the invented hall that trial mode runs.
//
//go:embed settings/trial.toml
var TrialSettings []byte

// Examples holds examples/…: how a venue behind a router is reached, with @NAMES@ where secrets belong.
//
//go:embed examples
var Examples embed.FS

// Sounds holds sounds/list.tsv, the words that can be said, and sounds/zh and sounds/en, the default voice that says them as
// Ogg Vorbis of one channel and 22,050 samples a second.
//
//go:embed sounds/list.tsv sounds/zh sounds/en
var Sounds embed.FS
