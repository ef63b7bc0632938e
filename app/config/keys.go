package config

import (
	"log/slog"
	"time"
)

// keys is everything a settings file may hold, each bound to its place in s.
func (s *Settings) keys() []key {
	return []key{
		s.venueKeys(), s.windowsKeys(), s.screenKeys(), s.listenKeys(),
		tables("token", &s.Tokens, mostTokens, tokenKeys),
		s.wechatKeys(),
		s.miniKeys(),
		section("store", text("url", &s.Store.URL, wantStore, isStore)),
		s.rulesKeys(),
		s.printerKeys(),
		s.voiceKeys(),
		s.logKeys(),
		tables("service", &s.Services, mostServices, serviceKeys),
		tables("counter", &s.Counters, mostCounters, counterKeys),
		tables("channel", &s.Channels, mostChannels, channelKeys),
		tables("staff", &s.Staff, mostStaff, staffKeys),
	}
}

func (s *Settings) venueKeys() key {
	v := &s.Venue
	return section("venue",
		text("name", &v.Name, wantName, isName),
		text("name_en", &v.NameEN, wantNameEN, isNameEN),
		leaf("timezone", wantZone, func(x value) bool {
			loc := zone(x.text)
			if !x.isText() || loc == nil {
				return false
			}
			v.Timezone = loc
			return true
		}),
		leaf("day_starts", wantClock, func(x value) bool {
			t, ok := clockTime(x.text)
			if !x.isText() || !ok {
				return false
			}
			v.DayStarts = t
			return true
		}),
		languagesKey(&v.Languages),
	)
}

func (s *Settings) listenKeys() key {
	l := &s.Listen
	return section("listen",
		text("public", &l.Public, wantAddress, isAddress),
		text("public_url", &l.PublicURL, wantPublicURL, func(u string) bool { return u == "" || isPublicURL(u) }),
		text("local", &l.Local, wantLoopback, isLoopbackAddress),
		secret("api_token", &l.APIToken, wantAPIToken, isAPIToken),
		texts("hosts", &l.Hosts, 0, 20, wantHost, isHost),
	)
}

func (s *Settings) wechatKeys() key {
	w := &s.WeChat
	return section("wechat",
		text("app_id", &w.AppID, wantAppID, func(id string) bool { return id == "" || isAppID(id) }),
		secret("app_secret", &w.AppSecret, wantAppSecret, isAppSecret),
		secret("token", &w.Token, wantToken, isToken),
		secret("encoding_aes_key", &w.EncodingAESKey, wantAESKey, isAESKey),
		secret("encoding_aes_key_previous", &w.EncodingAESKeyPrevious, wantAESKey, isAESKey),
		choice("mode", &w.Mode, map[string]Mode{string(Safe): Safe, string(Plain): Plain}),
		span("callback_max_age", &w.CallbackMaxAge, 10*time.Second, 24*time.Hour, true),
		text("api_url", &w.APIURL, wantURL, isBaseURL),
		text("image_url", &w.ImageURL, wantURL, isBaseURL),
		secret("proxy", &w.Proxy, wantProxy, isProxy),
		truth("trial", &w.Trial),
		kindKeys(w.Message, usualMessage, messageKeys),
	)
}

func (s *Settings) logKeys() key {
	return section("log",
		choice("level", &s.Log.Level, map[string]slog.Level{
			"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError,
		}),
		text("dir", &s.Log.Folder, wantFolder, isFolder),
		whole("keep_days", &s.Log.KeepDays, 1, 365),
	)
}
