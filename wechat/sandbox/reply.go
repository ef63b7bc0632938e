package sandbox

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// maxText is the most a text may have, in bytes.
const maxText = 2048

type sealedReply struct {
	XMLName      xml.Name `xml:"xml" json:"-"`
	Encrypt      string
	MsgSignature string
	TimeStamp    json.Number
	Nonce        string
}

type textReply struct {
	XMLName      xml.Name `xml:"xml" json:"-"`
	ToUserName   string
	FromUserName string
	CreateTime   int64
	MsgType      string
	Content      string
}

// readReply judges the body of an answer as the platform does and returns the text for the person; empty and
// "success", which are never sealed, say nothing. Anything else that is not a proper reply is an error: a text for
// the account, and for the mini program, which cannot answer by itself, the handing over to its service people
// (developers.weixin.qq.com, customer-message/trans.html). An app that gets JSON has to answer in JSON.
func (a *app) readReply(openid string, body []byte) (string, error) {
	if len(body) == 0 || string(body) == "success" {
		return "", nil
	}
	if a.box != nil {
		var err error
		if body, err = a.unseal(body); err != nil {
			return "", err
		}
	}
	var r textReply
	if err := a.read(body, &r); err != nil {
		return "", err
	}
	switch {
	case r.ToUserName != openid:
		return "", errors.New("reply is not to the sender")
	case r.FromUserName != a.account:
		return "", errors.New("reply is not from the account")
	case r.CreateTime <= 0:
		return "", errors.New("reply has no CreateTime")
	case a.mini && r.MsgType == "transfer_customer_service":
		return "", nil
	case a.mini || r.MsgType != "text":
		return "", errors.New("reply is of a kind that cannot be sent")
	case r.Content == "" || len(r.Content) > maxText || !utf8.ValidString(r.Content):
		return "", errors.New("reply has no proper Content")
	}
	return r.Content, nil
}

func (a *app) unseal(body []byte) ([]byte, error) {
	var r sealedReply
	if err := a.read(body, &r); err != nil {
		return nil, err
	}
	if r.Encrypt == "" || r.TimeStamp == "" || r.Nonce == "" {
		return nil, errors.New("sealed reply lacks an element")
	}
	if r.MsgSignature != sign(a.token, string(r.TimeStamp), r.Nonce, r.Encrypt) {
		return nil, errors.New("sealed reply has a wrong signature")
	}
	plain, err := a.box.open(r.Encrypt)
	if err != nil {
		return nil, fmt.Errorf("open reply: %w", err)
	}
	return plain, nil
}

func (a *app) read(body []byte, into any) error {
	if !a.json {
		return readXML(body, into)
	}
	if !json.Valid(body) || json.Unmarshal(body, into) != nil {
		return errors.New("reply is not the JSON that is expected")
	}
	return nil
}

// readXML reads one element named xml and nothing behind it.
func readXML(body []byte, into any) error {
	d := xml.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(into); err != nil {
		return errors.New("reply is not the XML that is expected")
	}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if space, ok := token.(xml.CharData); err != nil || !ok || len(bytes.TrimSpace(space)) > 0 {
			return errors.New("reply goes on behind its XML")
		}
	}
}
