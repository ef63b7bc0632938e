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

// item is what a subscription event says of one template, in WeChat's words.
type item struct {
	TemplateID            loose `json:"TemplateId"`
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

// items is a list that comes as an object when it has one item. Items that are no objects are passed over.
type items []item

// UnmarshalJSON never fails on valid JSON.
func (list *items) UnmarshalJSON(data []byte) error {
	all := []json.RawMessage{data}
	if bytes.HasPrefix(data, []byte("[")) {
		if err := json.Unmarshal(data, &all); err != nil {
			return err
		}
	}
	for _, one := range all[:min(len(all), mostItems)] {
		var i item
		if bytes.HasPrefix(one, []byte("{")) && json.Unmarshal(one, &i) == nil {
			*list = append(*list, i)
		}
	}
	return nil
}

// takeDeep reads a JSON member whose values lie deeper.
func (b *body) takeDeep(key string, data []byte) {
	var deep struct {
		List       items
		ScanResult loose
	}
	if key == listName {
		_ = deep.List.UnmarshalJSON(data) // it is valid: only an odd shape is left, which is no list
	} else {
		_ = json.Unmarshal(data, &deep) // the same: of another shape, and so without what we look for
	}
	if b.items == nil {
		b.items = deep.List
	}
	if key == scanInfo {
		b.value[scanResult] = string(deep.ScanResult)
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
		d.deep = &d.scanned
	}
	d.text.Reset()
}

// endDeep keeps what startDeep took up. A second value of one name is refused, as at the first level.
func (d *xmlReader) endDeep(name string) error {
	if d.deep != nil {
		if *d.deep != "" {
			return errTwice
		}
		*d.deep = loose(strings.TrimSpace(d.text.String()))
		d.deep = nil
		d.body.value[scanResult] = string(d.scanned)
	}
	if name == listName && d.item != nil {
		if *d.item != (item{}) && len(d.body.items) < mostItems {
			d.body.items = append(d.body.items, *d.item)
		}
		d.item = nil
	}
	return nil
}
