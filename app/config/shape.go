package config

import (
	"encoding/base64"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a kiosk's system may have no zone files
	"unicode/utf8"
)

// What single values must look like. The words that go with them are in words.go.
var (
	idShape     = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,19}$`)
	prefixShape = regexp.MustCompile(`^[A-Z0-9]{0,3}$`)
	hostShape   = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$`)
	appIDShape  = regexp.MustCompile(`^wx[0-9A-Za-z]{16}$`)
	tokenShape  = regexp.MustCompile(`^[0-9A-Za-z]{3,32}$`)
	longShape   = regexp.MustCompile(`^[!-~]{16,128}$`)
	hashShape   = regexp.MustCompile(`^` + hashMark + `[0-9A-Fa-f]{64}$`)
	pageShape   = regexp.MustCompile(`^[!-.0-~][!-~]{0,127}$`)
	alnumShape  = regexp.MustCompile(`^[0-9A-Za-z]+$`)
)

func isID(s string) bool     { return idShape.MatchString(s) }
func isPrefix(s string) bool { return prefixShape.MatchString(s) }
func isName(s string) bool   { return strings.TrimSpace(s) != "" && isText(s, longestName) }
func isNameEN(s string) bool { return isText(s, longestNameEN) }

// How many characters names have: in English the same takes more of them.
const (
	longestName   = 40
	longestNameEN = 60
)

// isText is a text of so many characters that a screen can show.
func isText(s string, most int) bool { return utf8.RuneCountInString(s) <= most && isGraphic(s) }

// count is a number from 1 to most, written without a sign or a leading zero.
func count(s string, most int) (n int, ok bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && 1 <= n && n <= most && strconv.Itoa(n) == s
}

// zone is nil for a name that is unknown or that would depend on the machine.
func zone(name string) *time.Location {
	if name == "" || name == "Local" {
		return nil
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return loc
}

// isAddress takes what a listener can stand on: an IP address, localhost or nothing, and a port; port 0 lets the
// system choose.
func isAddress(s string) bool {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		return false
	}
	_, badPort := strconv.ParseUint(port, 10, 16)
	_, badHost := netip.ParseAddr(host)
	return badPort == nil && (host == "" || host == "localhost" || badHost == nil)
}

func isLoopbackAddress(s string) bool {
	host, _, err := net.SplitHostPort(s)
	return err == nil && isAddress(s) && isLoopback(host)
}

func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

func isHost(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil || hostShape.MatchString(s)
}

func isAPIToken(s string) bool  { return longShape.MatchString(s) }
func isAppSecret(s string) bool { return longShape.MatchString(s) }
func isAppID(s string) bool     { return appIDShape.MatchString(s) }

// isToken follows 服务器配置: letters and digits, 3 to 32.
// Source: developers.weixin.qq.com/doc/offiaccount/Basic_Information/Access_Overview.html
func isToken(s string) bool { return tokenShape.MatchString(s) }

// isAESKey follows 消息加解密: 43 characters that with one "=" are the base64 of 32 bytes. WeChat's own keys may have
// bits left over in the last character, so the decoding is not strict.
// Source: developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/Message_Encryption/Technical_Plan.html
func isAESKey(s string) bool {
	key, err := base64.StdEncoding.DecodeString(s + "=")
	return len(s) == 43 && !strings.ContainsAny(s, "\r\n") && err == nil && len(key) == 32
}

func isBaseURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "" &&
		u.User == nil && u.RawQuery == "" && u.Fragment == "" && !strings.HasSuffix(s, "/") && isGraphic(s)
}

// isPublicURL refuses the address of a callback, which WeChat's console wants whole, and to which the path is added here.
func isPublicURL(s string) bool { return isBaseURL(s) && !strings.HasSuffix(s, "/callback") }

// isInside tells of a host that nobody on the internet reaches.
func isInside(host string) bool {
	ip, err := netip.ParseAddr(host)
	return isLoopback(host) || err == nil && ip.Unmap().IsPrivate()
}

// portOf is the port that a URL names itself.
func portOf(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return u.Port()
}

// isPage takes the path of a page of a mini program and what it is to know, without the slash that WeChat refuses.
func isPage(s string) bool { return pageShape.MatchString(s) }

func isProxy(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "socks5") && u.Hostname() != ""
}

func isStore(s string) bool {
	path, ok := strings.CutPrefix(s, "bolt:")
	return ok && strings.TrimSpace(path) != "" && !strings.HasSuffix(path, "/") && isGraphic(path)
}
