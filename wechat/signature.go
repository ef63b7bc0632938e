package wechat

import (
	"crypto/sha1"
	"crypto/subtle"
	"encoding/hex"
	"net/url"
	"strings"
	"sync"
	"unsafe"
)

// hexSignature is a SHA-1 in lower-case hexadecimal, the way WeChat writes it.
type hexSignature [2 * sha1.Size]byte

// scratch lends the buffers of one callback, so that bodies, signatures and replies are not allocated each time.
var scratch = sync.Pool{New: func() any {
	b := make([]byte, 0, 4096)
	return &b
}}

// view is b as a string that must be forgotten before b is written to again: a copy of each envelope would cost as much as
// to decrypt it.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// bytesOf is s as bytes that must not be written to.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// signature is the SHA-1 of the parts sorted as byte strings and joined without a separator.
// Source: developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
func signature(parts ...string) (sum hexSignature) {
	for i := 1; i < len(parts); i++ { // at most four parts: an insertion sort that stays on the stack
		for j := i; j > 0 && parts[j] < parts[j-1]; j-- {
			parts[j], parts[j-1] = parts[j-1], parts[j]
		}
	}
	buf := scratch.Get().(*[]byte)
	joined := (*buf)[:0]
	for _, p := range parts {
		joined = append(joined, p...)
	}
	raw := sha1.Sum(joined)
	hex.Encode(sum[:], raw[:])
	*buf = joined
	scratch.Put(buf)
	return sum
}

// signed reports, in a time that does not depend on where they differ, whether got signs the parts.
func signed(got string, parts ...string) bool {
	want := signature(parts...)
	var have hexSignature
	if len(got) != len(have) {
		return false
	}
	copy(have[:], got)
	return subtle.ConstantTimeCompare(have[:], want[:]) == 1
}

// query holds the parameters with which WeChat signs a request.
type query struct {
	signature, timestamp, nonce, echostr, encryptType, msgSignature string
}

// parseQuery reads the parameters it knows and skips the rest. It answers false for a parameter that
// cannot be unescaped or stands there twice: two readers of such a query could see different things.
func parseQuery(raw string) (q query, ok bool) {
	for raw != "" {
		var pair string
		pair, raw, _ = strings.Cut(raw, "&")
		name, value, _ := strings.Cut(pair, "=")
		name, err := unescape(name)
		if err != nil {
			return query{}, false
		}
		at := q.parameter(name)
		if at == nil {
			continue
		}
		if value, err = unescape(value); err != nil || *at != "" {
			return query{}, false
		}
		*at = value
	}
	return q, true
}

// parameter is the place for a parameter, nil for one that we do not read (openid and others).
func (q *query) parameter(name string) *string {
	switch name {
	case "signature":
		return &q.signature
	case "timestamp":
		return &q.timestamp
	case "nonce":
		return &q.nonce
	case "echostr":
		return &q.echostr
	case "encrypt_type":
		return &q.encryptType
	case "msg_signature":
		return &q.msgSignature
	}
	return nil
}

// unescape spares the usual values, hexadecimal and digits, the copy.
func unescape(s string) (string, error) {
	if !strings.ContainsAny(s, "%+") {
		return s, nil
	}
	return url.QueryUnescape(s)
}

// signedBy reports whether the plain signature holds. It does not cover the body.
func (q *query) signedBy(token string) bool {
	return q.timestamp != "" && q.nonce != "" && signed(q.signature, token, q.timestamp, q.nonce)
}

// sealedBy reports whether the safe mode's signature holds for the encrypted text as it was received.
func (q *query) sealedBy(token, encrypted string) bool {
	return q.timestamp != "" && q.nonce != "" && signed(q.msgSignature, token, q.timestamp, q.nonce, encrypted)
}
