package wechat

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
)

// Error is a refusal in WeChat's own words. Branch on Code or errors.Is, never on Message: it changes.
type Error struct {
	Code int // errcode, never 0

	// Message is errmsg without the rid, at most 300 bytes. Secrets, tokens, openids and codes of the call are taken out, and
	// what looks like one, or like a phone number.
	Message string

	RequestID string // rid, with which WeChat's support finds the call for seven days; may be empty
}

// Error gives the code first, which is what people search for, and the rid last.
func (e *Error) Error() string {
	if e.RequestID == "" {
		return fmt.Sprintf("wechat: errcode %d: %s", e.Code, e.Message)
	}
	return fmt.Sprintf("wechat: errcode %d: %s (rid %s)", e.Code, e.Message, e.RequestID)
}

// Is reports whether target is the sentinel for the code.
func (e *Error) Is(target error) bool {
	return target == meanings[e.Code]
}

// Address is the public address that WeChat saw this machine under and does not have on the account's list: of ErrAddress,
// empty for all others. WeChat tells the same address in two forms, and its list takes the shorter.
func (e *Error) Address() string {
	if !e.Is(ErrAddress) {
		return ""
	}
	long := ""
	for _, word := range notInAddress.Split(e.Message, -1) {
		a, err := netip.ParseAddr(strings.TrimRight(word, ".:"))
		switch a = a.Unmap(); {
		case err != nil || a.IsUnspecified():
		case a.Is4():
			return a.String()
		case long == "":
			long = a.String()
		}
	}
	return long
}

const (
	maxMessage = 300 // bytes
	leastWord  = 5   // bytes of what is hidden: shorter words would take half of the text with them
)

var (
	notInAddress = regexp.MustCompile(`[^0-9A-Fa-f.:]+`)
	nameless     = regexp.MustCompile(`\d{8,}|[0-9A-Za-z_-]{24,}`) // phone numbers; openids, secrets, tokens and codes
	requestID    = regexp.MustCompile(`(?:^|[ ,])rid: ?((?:[0-9A-Za-z]{1,16}(?:-[0-9A-Za-z]{1,16}){0,4})?)`)
)

// newError splits "invalid credential rid: 5f8f…" and takes the hidden words out, should the message quote them. Reading it
// has taken out the control characters: one within a word would keep that.
func newError(code int, message string, hidden ...string) *Error {
	message = strings.Join(strings.Fields(message), " ")
	for _, h := range hidden {
		if len(h) >= leastWord {
			message = strings.ReplaceAll(message, h, "…")
			message = strings.ReplaceAll(message, url.QueryEscape(h), "…")
		}
	}
	rid := ""
	if at := requestID.FindStringSubmatchIndex(message); at != nil {
		message, rid = message[:at[0]], message[at[2]:at[3]]
	}
	message = nameless.ReplaceAllString(message, "…")
	if len(message) > maxMessage {
		message = strings.ToValidUTF8(message[:maxMessage], "")
	}
	return &Error{Code: code, Message: strings.TrimRight(message, " ,"), RequestID: rid}
}
