package wechat

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Where the values that lie deeper than the rest are found.
const (
	listName   = "List"         // of a subscription event; in XML inside a wrapper, in JSON mostly not
	scanInfo   = "ScanCodeInfo" // of what was scanned by a menu button
	scanName   = "ScanResult"
	mostItems  = 20  // of a list; WeChat asks for three templates at a time
	longReason = 100 // bytes of ErrorStatus that are kept
)

// isWrapper knows the elements around a list. Which of them stands there says nothing: the documents themselves show the
// one of another event.
// Source: developers.weixin.qq.com/miniprogram/dev/framework/open-ability/subscribe-message.html
func isWrapper(name string) bool {
	return name == "SubscribeMsgPopupEvent" || name == "SubscribeMsgChangeEvent" || name == "SubscribeMsgSentEvent"
}

// Subscription is one template of a subscription event.
type Subscription struct {
	TemplateID string
	Allowed    bool   // KindGrants: one more message; KindRefusals: always false
	MessageID  string // KindSubscribeSent
	Code       string // KindSubscribeSent: "0" when it was delivered
	Reason     string // KindSubscribeSent: WeChat's word for it, at most 100 bytes
}

// item is what a subscription event says of one template, in WeChat's words.
type item struct {
	TemplateID            loose
	SubscribeStatusString loose
	MsgID                 loose
	ErrorCode             loose
	ErrorStatus           loose
}

// field is the place of a value by its exact name, nil for one that is not read.
func (i *item) field(name string) *loose {
	switch name {
	case "TemplateId":
		return &i.TemplateID
	case "SubscribeStatusString":
		return &i.SubscribeStatusString
	case "MsgID":
		return &i.MsgID
	case "ErrorCode":
		return &i.ErrorCode
	case "ErrorStatus":
		return &i.ErrorStatus
	}
	return nil
}

// subscription is the item in our words.
func (i *item) subscription() Subscription {
	reason := string(i.ErrorStatus)
	if len(reason) > longReason {
		reason = strings.ToValidUTF8(reason[:longReason], "")
	}
	return Subscription{
		TemplateID: string(i.TemplateID), Allowed: strings.EqualFold(string(i.SubscribeStatusString), "accept"),
		MessageID: string(i.MsgID), Code: string(i.ErrorCode), Reason: reason,
	}
}

// loose is a text that may come as a number. Anything else is nothing.
type loose string

// UnmarshalJSON never fails on valid JSON.
func (l *loose) UnmarshalJSON(data []byte) error {
	var text string
	switch err := json.Unmarshal(data, &text); {
	case err == nil:
		*l = loose(strings.TrimSpace(clean(text)))
	case data[0] == '-' || data[0] >= '0' && data[0] <= '9':
		*l = loose(data)
	}
	return nil
}

// takeDeep reads a JSON member whose values lie deeper. A list comes as an object when it has one item. What has another
// shape has nothing in it that we look for.
func (b *body) takeDeep(key string, data json.RawMessage) error {
	if key == listName {
		return b.takeList(data)
	}
	return eachMember(data, func(name string, value json.RawMessage) error {
		switch {
		case key == scanInfo && name == scanName:
			var scanned loose
			_ = scanned.UnmarshalJSON(value) // never fails
			return fill((*loose)(&b.value[scanResult]), scanned)
		case key != scanInfo && name == listName:
			return b.takeList(value)
		}
		return nil
	})
}

// takeList reads the items. Those that are no objects are passed over.
func (b *body) takeList(data json.RawMessage) error {
	if b.items != nil {
		return errTwice
	}
	all := []json.RawMessage{data}
	if bytes.HasPrefix(data, []byte("[")) && json.Unmarshal(data, &all) != nil {
		return errSyntax
	}
	for _, one := range all {
		var i item
		err := eachMember(one, func(name string, value json.RawMessage) error {
			at, said := i.field(name), loose("")
			_ = said.UnmarshalJSON(value) // never fails
			if at == nil {
				return nil
			}
			return fill(at, said)
		})
		if err != nil {
			return err
		}
		b.addItem(i)
	}
	return nil
}

// eachMember goes through an object by exact names: encoding/json itself would take MsgId for MsgID and the last of two.
func eachMember(data json.RawMessage, do func(name string, value json.RawMessage) error) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	for d.More() {
		key, err := d.Token()
		var value json.RawMessage
		if err != nil || d.Decode(&value) != nil {
			return errSyntax
		}
		name, _ := key.(string)
		if err := do(name, value); err != nil {
			return err
		}
	}
	return nil
}

// fill refuses a second value of one name, as at the first level.
func fill(at *loose, value loose) error {
	if *at != "" {
		return errTwice
	}
	*at = value
	return nil
}

// addItem keeps an item that says something.
func (b *body) addItem(i item) {
	if i != (item{}) && len(b.items) < mostItems {
		b.items = append(b.items, i)
	}
}

// startDeep takes up a list's next item, or a value below the first level.
func (d *xmlReader) startDeep() {
	last := len(d.open) - 1
	name, parent := d.open[last], d.open[last-1]
	switch {
	case name == listName && (last == 1 || last == 2 && isWrapper(parent)):
		d.item = &item{}
	case parent == listName && d.item != nil:
		d.deep = d.item.field(name)
	case last == 2 && parent == scanInfo && name == scanName:
		d.deep = (*loose)(&d.body.value[scanResult])
	}
	d.text.Reset()
}

// endDeep keeps what startDeep took up.
func (d *xmlReader) endDeep(name string) error {
	if d.deep != nil {
		if err := fill(d.deep, loose(strings.TrimSpace(d.text.String()))); err != nil {
			return err
		}
		d.deep = nil
	}
	if name == listName && d.item != nil {
		d.body.addItem(*d.item)
		d.item = nil
	}
	return nil
}
