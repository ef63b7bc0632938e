package wechat

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"
)

// parseJSON reads the top level of an object by exact names. encoding/json into a struct would not do: it takes
// MsgId for MsgID and keeps the last of two values. Numbers keep their digits, and may come as strings.
func parseJSON(s string) (body, error) {
	b := body{json: true}
	if !json.Valid([]byte(s)) {
		return b, errSyntax
	}
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return b, errSyntax
	}
	for d.More() {
		if err := b.takeMember(d); err != nil {
			return b, err
		}
	}
	return b, nil
}

// takeMember reads one name and its value. A name we read must have a plain value, but for the few whose values lie deeper;
// what hangs below others is skipped.
func (b *body) takeMember(d *json.Decoder) error {
	key, err := d.Token()
	if err != nil {
		return errSyntax
	}
	name := key.(string) // a valid object has strings for keys
	if name == listName || name == scanInfo || isWrapper(name) {
		return b.takeBelow(d, name)
	}
	value, flat, err := readValue(d)
	if err != nil {
		return err
	}
	n, known := nameOf(name)
	switch {
	case !known:
		return nil
	case !flat:
		return errSyntax
	}
	return b.set(n, clean(value))
}

// takeBelow reads a value whose parts are read, once it is known not to be too deep.
func (b *body) takeBelow(d *json.Decoder, name string) error {
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		return errSyntax
	}
	if _, _, err := readValue(json.NewDecoder(bytes.NewReader(raw))); err != nil {
		return err
	}
	return b.takeDeep(name, raw)
}

// readValue reads one value. Objects and arrays are skipped, which flat = false tells.
func readValue(d *json.Decoder) (value string, flat bool, err error) {
	depth := 1
	for {
		t, err := d.Token()
		if err != nil {
			return "", false, errSyntax
		}
		switch t := t.(type) {
		case json.Delim:
			if depth += step(t); depth > maxDepth {
				return "", false, errDeep
			}
		case string:
			value = t
		case json.Number:
			value = t.String()
		}
		if depth == 1 {
			_, nested := t.(json.Delim)
			return value, !nested, nil
		}
	}
}

// step is how much deeper a bracket leads.
func step(d json.Delim) int {
	if d == '{' || d == '[' {
		return 1
	}
	return -1
}

// encodeJSON writes v the way WeChat wants it: error 40033 refuses the \u0026 that encoding/json makes of an "&".
// Source: the global return codes, developers.weixin.qq.com/doc/service/guide/dev/errorcode
func encodeJSON(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(out.Bytes()), nil
}

// isPlain tells text that encoding/json writes without escapes, which WeChat would refuse.
func isPlain(s string) bool {
	for _, r := range s {
		if isUnprintable(r) {
			return false
		}
	}
	return utf8.ValidString(s)
}

// isUnprintable tells the characters encoding/json can only write as \uXXXX, and the other controls.
func isUnprintable(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
}
