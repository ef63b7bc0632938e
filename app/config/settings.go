// Package config reads Paihao's settings: TOML files and environment variables become one Settings, and every mistake
// in them is named with its file, line and key.
package config

import (
	"log/slog"
	"strings"
	"time"

	"paihao/assets"
	"paihao/queue"
)

// Settings is all that the owner of a venue can set. Load has checked every value.
type Settings struct {
	Venue    Venue
	Windows  Windows
	Screen   Screen
	Listen   Listen
	WeChat   WeChat
	Store    Store
	Rules    queue.Rules // [rules]; rulesKeys has the bounds
	Printer  Printer
	Voice    Voice
	Log      Log
	Tokens   []Token         // up to 20; ids and hashes are unique, and none is that of Listen.APIToken
	Services []Service       // 1 to 12, ids are unique
	Counters []queue.Counter // 1 to 30, ids are unique
	Mini     Mini
	Channels []Channel // up to 200, ids are unique
	Staff    []Staff   // up to 100, ids are unique

	Dir      string   // absolute folder of the settings file; relative paths start there
	Warnings []Words  // allowed, but the owner should know: Chinese and English, no secrets
	Secrets  []Secret // every secret of every layer, also those that a later one has replaced

	told []told // what was set, see Told
}

// Venue is the [venue] section.
type Venue struct {
	Name      string            // 1 to 40 characters
	NameEN    string            // up to 40, may be empty
	Timezone  *time.Location    // never nil, never the machine's "Local"
	DayStarts time.Duration     // time of day, 0 to under 24 h, whole minutes
	Languages []assets.Language // of the public windows, the first one first and large; one or two, without a repeat
}

// Opening is how a window is opened when Paihao starts.
type Opening string

// The ways to open a window.
const (
	Fullscreen Opening = "fullscreen"
	Window     Opening = "window"
	Off        Opening = "off"
)

// Windows is the [windows] section: which windows this machine opens.
type Windows struct {
	Screen Opening // the public call screen
	Desk   Opening // the staff desk
	Take   Opening // the touch window

	ScreenMonitor  string   // the monitor the call screen fills, by its name; "second" is any that is not the main one; empty = where it opens
	ScreenServices []string // the call screen shows these services only; empty = all
	ScreenCounters []string // the call screen shows calls to these counters only; empty = all. A single one fills it
}

// Screen is the [screen] section: what the public windows show beside the queue.
type Screen struct {
	OneCode bool          // one code for all services, which asks who scans it for which; else one for each
	Ticker  []string      // sentences of the venue's own, up to 12 of up to 60 characters; empty = the usual ones
	Slides  string        // folder of pictures, PNG or JPEG, shown in turn where they cover no call; empty = none
	Every   time.Duration // slide_seconds: how long each is shown, 5 s to 5 min
}

// Listen is the [listen] section.
type Listen struct {
	Public    string   // address of the listener WeChat reaches, host:port, the host may be empty
	Local     string   // address of the local listener, loopback only
	PublicURL string   // what the world reaches Public by, https://… without a slash at its end; empty when nobody has said
	APIToken  Secret   // a manager's bearer of the local API, 16 to 128 characters; empty for none
	Hosts     []string // host names the local listener answers for besides loopback ones, lower case
}

// Mode is how WeChat's callbacks are protected.
type Mode string

// The modes of WeChat's console: 安全模式 and 明文模式.
const (
	Safe  Mode = "safe"
	Plain Mode = "plain"
)

// WeChat is the [wechat] section. AppID, AppSecret, Token and, in safe mode, EncodingAESKey are empty only in trial.
type WeChat struct {
	Trial                  bool // there is no account yet: every start is a trial
	AppID                  string
	AppSecret              Secret
	Token                  Secret
	EncodingAESKey         Secret             // 43 characters of base64
	EncodingAESKeyPrevious Secret             // still accepted after the key was changed, may be empty
	Mode                   Mode               // of the callbacks
	CallbackMaxAge         time.Duration      // oldest callback taken, 10 s to 24 h; 0 = any age
	APIURL                 string             // base address without a slash at its end
	ImageURL               string             // as APIURL, of the pictures of codes
	Proxy                  Secret             // http, https or socks5 URL, may hold a password; empty = none
	Message                map[string]Message // by kind, see Kinds; what it says of a way counts only with Settings.Ways
}

// Mini is the [mini] section: a mini program beside the official account. AppID is empty when there is none; the rest is
// there then, and not before.
type Mini struct {
	AppID          string
	AppSecret      Secret
	Token          Secret
	EncodingAESKey Secret
	Message        map[string]MiniMessage // subscription messages by kind, see Kinds
}

// MiniMessage is one [mini.message.KIND].
type MiniMessage struct {
	TemplateID string
	Page       string // of the mini program, opened by a tap; may be empty
	Fields     Fields
}

// Channel is one [[channel]]: a poster, a desk or a promoter whose code tells where people come from.
type Channel struct {
	ID, Name string
	Service  string // a scan takes a ticket for it; empty: a scan only welcomes
	Welcome  string // what who scans reads first, up to 500 characters; empty: the usual words
	Tag      string // of the account, which its followers are given, up to 30 bytes; empty for none
}

// Staff is one [[staff]].
type Staff struct {
	ID, Name string
	Role     StaffRole
}

// StaffRole is what a member of staff may do.
type StaffRole string

// The roles of staff, each with the rights of those before it.
const (
	StaffCall      StaffRole = "call"
	StaffSupervise StaffRole = "supervise"
	StaffManage    StaffRole = "manage"
)

// Store is the [store] section.
type Store struct {
	URL string // bolt:FILE
}

// Log is the [log] section.
type Log struct {
	Level    slog.Level
	Folder   string // dir: where the log is written to as well, relative to the settings file; empty = the console alone
	KeepDays int    // of files that are no longer written to, 1 to 365
}

func defaults() Settings {
	return Settings{
		Venue:   Venue{Name: "排号", NameEN: "Paihao", Timezone: zone("Asia/Shanghai"), DayStarts: 4 * time.Hour, Languages: assets.Languages()},
		Windows: Windows{Screen: Fullscreen, Desk: Window, Take: Off},
		Screen:  Screen{Every: 10 * time.Second},
		Listen:  Listen{Public: ":8080", Local: "127.0.0.1:8081"},
		WeChat: WeChat{
			Mode: Safe, CallbackMaxAge: 5 * time.Minute, APIURL: "https://api.weixin.qq.com", Message: map[string]Message{},
			ImageURL: "https://mp.weixin.qq.com",
		},
		Mini:    Mini{Message: map[string]MiniMessage{}},
		Store:   Store{URL: "bolt:paihao.db"},
		Rules:   defaultRules(),
		Printer: Printer{URL: NoPrinter, Paper: 80},
		Voice:   Voice{On: true, Languages: assets.Languages()[:1], Volume: 80, One: SayYao, Source: Recordings},
		Log:     Log{KeepDays: 30},
	}
}

// DataFile is the path of the bolt file that Store.URL names, relative to the settings file unless it is absolute.
func (s *Settings) DataFile() string {
	return s.beside(strings.TrimPrefix(s.Store.URL, "bolt:"))
}
