package wechat

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"syscall"
)

// Before the call: a value breaks a limit of WeChat's and was not sent.
var ErrLimit = errors.New("wechat: value breaks a limit")

// During the call: no usable answer came. Trying again later is right.
var ErrUnreachable = errors.New("wechat: not reachable")

// ErrDoubt stands beside ErrUnreachable, or the context's error, when WeChat may have done what was asked all the same: the
// request was on its way. Without it nothing was sent. It tells of calls with an access token.
var ErrDoubt = errors.New("wechat: it may have been done all the same")

// What WeChat refused; errors.Is answers them for an *Error by its code. A call with the secret and no token that is answered
// with 40001 is ErrCredential as well.
var (
	ErrBusy       = errors.New("wechat: system busy, try again later")                               // -1
	ErrToken      = errors.New("wechat: access token not valid")                                     // 40001, 40014, 42001
	ErrCredential = errors.New("wechat: app id or app secret wrong")                                 // 40013, 40125, 40243, 41002, 41004
	ErrAddress    = errors.New("wechat: this machine's public address is not on the account's list") // 40164: see Error.Address
	ErrPermission = errors.New("wechat: the account may not do this")                                // 48001, 48004, 89501, 89503, 89506, 89507
	ErrNoFollower = errors.New("wechat: not a follower of the account")                              // 40003, 43004, 49003
	ErrQuota      = errors.New("wechat: quota of the day used up")                                   // 45009
	ErrTooFast    = errors.New("wechat: too many calls a minute")                                    // 45011
	ErrTemplate   = errors.New("wechat: template or its fields refused")                             // 40036, 40037, 41030 (its page), 43116, 47001, 47003
	ErrNoGrant    = errors.New("wechat: the customer allows no more messages of this template")      // 43101
	ErrTooOften   = errors.New("wechat: too many messages to this customer")                         // 43117; not to be tried again
	ErrAtOnce     = errors.New("wechat: another message to this customer is under way")              // 43108; later is right
	ErrWindow     = errors.New("wechat: texts to this customer are not allowed now")                 // 45015, 45047
	ErrNoCode     = errors.New("wechat: no such code")                                               // 40029, 40163 of a login; HTTP 404 of a picture
	ErrTag        = errors.New("wechat: tag refused")                                                // 45056, 45058, 45157, 45158, 45159
	ErrManyTags   = errors.New("wechat: the follower has as many tags as anybody may have")          // 45059
	ErrMenu       = errors.New("wechat: menu refused")                                               // 40015 to 40028, 40054, 40055, 40165, 40166, 65301
)

// meanings sorts WeChat's codes.
// Source: developers.weixin.qq.com/doc/service/guide/dev/errorcode
var meanings = map[int]error{
	-1:    ErrBusy,
	40001: ErrToken, 40014: ErrToken, 42001: ErrToken,
	40013: ErrCredential, 40125: ErrCredential, 40243: ErrCredential, 41002: ErrCredential, 41004: ErrCredential,
	40164: ErrAddress,
	48001: ErrPermission, 48004: ErrPermission,
	89501: ErrPermission, 89503: ErrPermission, 89506: ErrPermission, 89507: ErrPermission,
	40003: ErrNoFollower, 43004: ErrNoFollower, 49003: ErrNoFollower,
	45009: ErrQuota,
	45011: ErrTooFast,
	40036: ErrTemplate, 40037: ErrTemplate, 41030: ErrTemplate, 43116: ErrTemplate, 47001: ErrTemplate, 47003: ErrTemplate,
	43101: ErrNoGrant, 43117: ErrTooOften, 43108: ErrAtOnce,
	45015: ErrWindow, 45047: ErrWindow,
	40029: ErrNoCode, 40163: ErrNoCode,
	45056: ErrTag, 45058: ErrTag, 45059: ErrManyTags, 45157: ErrTag, 45158: ErrTag, 45159: ErrTag,
	40015: ErrMenu, 40016: ErrMenu, 40017: ErrMenu, 40018: ErrMenu, 40019: ErrMenu, 40020: ErrMenu, 40021: ErrMenu,
	40022: ErrMenu, 40023: ErrMenu, 40024: ErrMenu, 40025: ErrMenu, 40026: ErrMenu, 40027: ErrMenu, 40028: ErrMenu,
	40054: ErrMenu, 40055: ErrMenu, 40165: ErrMenu, 40166: ErrMenu, 65301: ErrMenu,
}

// unreachable says why without quoting err: the text of a *url.Error holds the address with its token.
func unreachable(err error) error {
	return fmt.Errorf("%w: %s", ErrUnreachable, reasonOf(err))
}

// errClosed answers calls after Close.
var errClosed = errors.New("wechat: client is closed")

// givenUp is the answer to a caller whose context has ended.
func givenUp(ctx context.Context) error {
	return fmt.Errorf("wechat: call given up: %w", ctx.Err())
}

// doubtful says of an error that is no refusal that the call may have been carried out.
func doubtful(err error) error {
	var refusal *Error
	if err == nil || errors.As(err, &refusal) || errors.Is(err, ErrDoubt) {
		return err
	}
	return fmt.Errorf("%w; %w", err, ErrDoubt)
}

// reasonOf sorts what can go wrong on the way into a few phrases an operator can act on.
func reasonOf(err error) string {
	var (
		timeout interface{ Timeout() bool }
		name    *net.DNSError
		cert    *tls.CertificateVerificationError
		unknown x509.UnknownAuthorityError
	)
	switch {
	case errors.As(err, &name):
		return "host name not found"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "no answer in time"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused"
	case errors.As(err, &cert), errors.As(err, &unknown):
		return "certificate not trusted"
	}
	return "connection failed"
}
