package sandbox

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"unicode/utf8"
)

// readBody reads the JSON of a call; anything else is the refusal that WeChat has for it.
func readBody(r io.Reader) ([]byte, error) {
	body, err := io.ReadAll(r)
	switch {
	case err != nil:
		return nil, refuse(45002)
	case len(body) == 0:
		return nil, refuse(44002)
	case !json.Valid(body), !utf8.Valid(body):
		return nil, refuse(47001)
	case hasUnicodeEscape(body):
		return nil, refuse(40033)
	}
	return body, nil
}

// decode reads a body into a struct by the exact names of its keys. encoding/json alone would take AppID for
// appid, and a client with a wrong name would go unnoticed; WeChat's own names have no capitals.
func decode(body []byte, into any) error {
	var tree any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&tree); err != nil {
		return refuse(47001)
	}
	exact, err := json.Marshal(prune(tree, false))
	if err != nil || json.Unmarshal(exact, into) != nil {
		return refuse(47001)
	}
	return nil
}

// prune drops keys with capitals, except the keys of "data", which are the template's own.
func prune(v any, free bool) any {
	if list, ok := v.([]any); ok {
		kept := make([]any, 0, len(list))
		for _, inner := range list {
			kept = append(kept, prune(inner, free))
		}
		return kept
	}
	object, ok := v.(map[string]any)
	if !ok {
		return v
	}
	kept := map[string]any{}
	for k, inner := range object {
		if free || k == strings.ToLower(k) {
			kept[k] = prune(inner, k == "data" && !free)
		}
	}
	return kept
}

// hasUnicodeEscape finds \uXXXX in a JSON text, which WeChat does not take; \\u is a backslash and a letter.
func hasUnicodeEscape(body []byte) bool {
	for i := 0; i+1 < len(body); i++ {
		if body[i] != '\\' {
			continue
		}
		i++
		if body[i] == 'u' {
			return true
		}
	}
	return false
}
