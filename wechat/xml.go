package wechat

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

const (
	rootStart, rootEnd   = "<xml>", "</xml>"
	cdataStart, cdataEnd = "<![CDATA[", "]]>"
)

// parseXML tries the flat form every ordinary callback has, which is many times cheaper, and then the whole of XML.
func parseXML(s string) (body, error) {
	if b, ok := scanXML(s); ok {
		return b, nil
	}
	return decodeXML(s)
}

// scanXML reads <xml> with elements that hold only text or one CDATA section. It answers false for anything else,
// never a value that decodeXML would read differently.
func scanXML(s string) (b body, ok bool) {
	s, ok = strings.CutPrefix(s, rootStart)
	if !ok || strings.Contains(s, "\r") { // XML changes line ends
		return body{}, false
	}
	for {
		if s != "" && s[0] != '<' {
			s = strings.TrimLeft(s, " \t\n")
		}
		if s == rootEnd {
			return b, true
		}
		var tag, value string
		if tag, value, s, ok = scanElement(s); !ok {
			return body{}, false
		}
		if n, known := nameOf(tag); known && b.set(n, value) != nil {
			return body{}, false
		}
	}
}

// scanElement reads one <tag>value</tag> and returns what follows it. Attributes, entities, comments and children
// are not its business: it answers false.
func scanElement(s string) (tag, value, rest string, ok bool) {
	s, ok = strings.CutPrefix(s, "<")
	if !ok {
		return "", "", "", false
	}
	tag, s, ok = strings.Cut(s, ">")
	if !ok || !isPlainName(tag) {
		return "", "", "", false
	}
	if inner, is := strings.CutPrefix(s, cdataStart); is {
		value, s, ok = strings.Cut(inner, cdataEnd)
	} else {
		at := strings.IndexByte(s, '<')
		if at < 0 || strings.ContainsAny(s[:at], "&]") {
			return "", "", "", false
		}
		value, s = s[:at], s[at:]
	}
	if !ok || !strings.HasPrefix(s, "</") || !strings.HasPrefix(s[2:], tag) || !strings.HasPrefix(s[2+len(tag):], ">") {
		return "", "", "", false
	}
	return tag, value, s[len(tag)+3:], true
}

// isPlainName takes ASCII letters only, so that no name space slips through.
func isPlainName(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return s != ""
}

// decodeXML reads any XML whose root is <xml>. Document types, name spaces, a second document and text
// around the root are refused; encoding/xml itself resolves no entities but the five of XML.
func decodeXML(s string) (body, error) {
	d := xmlReader{tokens: xml.NewDecoder(strings.NewReader(s))}
	for {
		token, err := d.tokens.RawToken()
		if errors.Is(err, io.EOF) && d.done {
			return d.body, nil
		}
		if err != nil {
			return body{}, errSyntax
		}
		if err := d.take(token); err != nil {
			return body{}, err
		}
	}
}

// xmlReader gathers the text of the elements directly below the root, and of the few that are read below those.
type xmlReader struct {
	tokens *xml.Decoder
	body   body
	open   []string // the elements around the next token
	field  name
	known  bool // the element at depth two is one we read
	text   strings.Builder
	item   *item  // the list's that is being read
	deep   *loose // where the text of a deeper element goes; nil outside of one
	done   bool   // the root is closed
}

// take handles one raw token. Raw ones, because encoding/xml would translate name spaces; the nesting
// it then no longer checks is checked here.
func (d *xmlReader) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return d.start(t.Name)
	case xml.EndElement:
		return d.end(t.Name)
	case xml.CharData:
		if len(d.open) == 0 && strings.TrimSpace(string(t)) != "" {
			return errSyntax
		}
		if len(d.open) == 2 && d.known || d.deep != nil {
			d.text.Write(t)
		}
	case xml.Directive:
		return errSyntax
	}
	return nil
}

// start opens an element. A child of one that we read is refused: its text would be only half of the value.
func (d *xmlReader) start(n xml.Name) error {
	switch {
	case n.Space != "", d.done, len(d.open) == 0 && n.Local != "xml", len(d.open) > 1 && d.known, d.deep != nil:
		return errSyntax
	case len(d.open) == maxDepth:
		return errDeep
	}
	d.open = append(d.open, n.Local)
	if len(d.open) == 2 {
		d.field, d.known = nameOf(n.Local)
		d.text.Reset()
	}
	if len(d.open) > 2 || n.Local == listName {
		d.startDeep()
	}
	return nil
}

// end closes the innermost element and keeps its text if we read it.
func (d *xmlReader) end(n xml.Name) error {
	last := len(d.open) - 1
	if last < 0 || n.Space != "" || d.open[last] != n.Local {
		return errSyntax
	}
	d.open = d.open[:last]
	d.done = last == 0
	if err := d.endDeep(n.Local); err != nil {
		return err
	}
	if last == 1 && d.known {
		d.known = false
		return d.body.set(d.field, d.text.String())
	}
	return nil
}
