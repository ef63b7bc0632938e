package sandbox

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// object is a JSON object that keeps the order of its keys.
type object []member

type member struct {
	key   string
	value any
}

// MarshalJSON writes the members in order, without HTML escaping.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		value, err := plainJSON(m.value)
		if err != nil {
			return nil, err
		}
		b.WriteString(strconv.Quote(m.key) + ":")
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// json writes the event as the JSON that people have reported. It is not the XML in other signs: lists have no element
// around them, one item stands alone without brackets, and most numbers inside are strings. The sent event has
// its CreateTime as a string too, as its description does; the others as a number.
func (e event) json(from string) []byte {
	var at any = e.at.Unix()
	if e.name == sentEvent {
		at = strconv.FormatInt(e.at.Unix(), 10)
	}
	o := object{{"ToUserName", e.app.account}, {"FromUserName", from}, {"CreateTime", at}}
	if e.name == "" {
		o = append(o, member{"MsgType", "text"}, member{"Content", e.content}, member{"MsgId", e.id})
	} else {
		o = append(o, member{"MsgType", "event"}, member{"Event", e.name})
		o = append(o, e.jsonDetails()...)
	}
	body, err := plainJSON(o)
	if err != nil {
		panic("sandbox: an event cannot be written: " + err.Error()) // strings and numbers always can
	}
	return body
}

func (e event) jsonDetails() object {
	switch e.name {
	case finishEvent:
		return object{{"MsgID", e.id}, {"Status", e.status}}
	case popupEvent, changeEvent, sentEvent:
		return object{{"List", e.jsonList()}}
	case enterEvent:
		return object{{"SessionFrom", "wxapp"}}
	}
	o := object{{"EventKey", e.key}}
	switch {
	case e.ticket != "":
		o = append(o, member{"Ticket", e.ticket})
	case e.name == "VIEW":
		o = append(o, member{"MenuId", menuID})
	case e.result != "":
		o = append(o, member{"ScanCodeInfo", object{{"ScanType", "qrcode"}, {"ScanResult", e.result}}})
	}
	return o
}

// jsonList is an object for one item and an array for several.
func (e event) jsonList() any {
	var items []object
	for _, l := range e.list {
		item := object{{"TemplateId", l.template}}
		switch e.name {
		case sentEvent:
			item = append(item, member{"MsgID", strconv.FormatInt(l.id, 10)}, member{"ErrorCode", l.code}, member{"ErrorStatus", l.status})
		case popupEvent:
			item = append(item, member{"SubscribeStatusString", l.status}, member{"PopupScene", e.app.popupScene()})
		default:
			item = append(item, member{"SubscribeStatusString", l.status})
		}
		items = append(items, item)
	}
	if len(items) == 1 {
		return items[0]
	}
	return items
}
