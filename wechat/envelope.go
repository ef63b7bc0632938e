package wechat

import (
	"net/http"
	"strconv"
)

// letter is a request whose signature holds.
type letter struct {
	text       string
	json       bool // the text is JSON
	key        *key // what opened it; nil: it came in the open
	sealedJSON bool // it came in a JSON envelope
	nonce      string
}

// open reads a request and checks its signature. The reason for a refusal is for the log only; err is errTooLarge.
func (c *Callback) open(r *http.Request, q *query) (l letter, reason string, err error) {
	sealed := q.encryptType == "aes"
	switch {
	case r.ContentLength > maxBody:
		return l, "", errTooLarge
	case !sealed && (c.opts.Safe || q.encryptType != "" && q.encryptType != "raw"):
		return l, "not encrypted", nil
	case !sealed && !q.signedBy(c.opts.Token):
		return l, "signature", nil
	}
	l.nonce = q.nonce
	buf := scratch.Get().(*[]byte)
	defer scratch.Put(buf)
	switch err = readBody(buf, r.Body); {
	case err != nil:
		return l, "", err
	case sealed:
		return l, c.unseal(&l, q, view(*buf)), nil
	}
	l.text = string(*buf)
	return l, "", nil
}

// unseal opens the envelope and keeps nothing of it but its message. In the compatible mode the body holds the message
// in the open as well; that one is not covered by any signature and is never looked at.
func (c *Callback) unseal(l *letter, q *query, text string) (reason string) {
	envelope, err := parseBody(text)
	encrypted := envelope.value[encrypt]
	if err != nil || encrypted == "" || !q.sealedBy(c.opts.Token, encrypted) {
		return "signature"
	}
	l.sealedJSON = envelope.json
	for _, k := range c.keys {
		if text, err := k.open(encrypted, c.opts.AppID); err == nil {
			l.text, l.key = text, k
			return ""
		}
	}
	return "key or app id"
}

// appendEnvelope signs the encrypted message with the nonce of the request.
func appendEnvelope(dst []byte, token, encrypted, nonce string, now int64, json bool) ([]byte, error) {
	stamp := strconv.FormatInt(now, 10)
	sum := signature(token, stamp, nonce, encrypted)
	if json {
		b, err := encodeJSON(struct {
			Encrypt, MsgSignature string
			TimeStamp             int64
			Nonce                 string
		}{encrypted, string(sum[:]), now, nonce})
		return append(dst, b...), err
	}
	dst = append(dst, "<xml><Encrypt>"...)
	dst = appendCDATA(dst, encrypted)
	dst = append(dst, "</Encrypt><MsgSignature><![CDATA["...)
	dst = append(dst, sum[:]...)
	dst = append(dst, "]]></MsgSignature><TimeStamp>"...)
	dst = append(dst, stamp...)
	dst = append(dst, "</TimeStamp><Nonce>"...)
	dst = appendCDATA(dst, nonce)
	return append(dst, "</Nonce></xml>"...), nil
}
