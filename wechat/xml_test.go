package wechat

import (
	"errors"
	"strings"
	"testing"
)

const flat = `<xml><FromUserName><![CDATA[o1]]></FromUserName><CreateTime>5</CreateTime><MsgType>text</MsgType><Content><![CDATA[%]]></Content></xml>`

func TestParseBody(t *testing.T) {
	tests := []struct {
		name, in string
		err      error
		from     string
		content  string
	}{
		{"flat", flat, nil, "o1", "%"},
		{"declaration", `<?xml version="1.0" encoding="utf-8"?>` + flat, nil, "o1", "%"},
		{"byte order mark", "\ufeff" + flat, nil, "o1", "%"},
		{"entities", strings.Replace(flat, "<![CDATA[%]]>", "a&lt;b&amp;c", 1), nil, "o1", "a<b&c"},
		{"two sections", strings.Replace(flat, "%", "]]]]><![CDATA[>", 1), nil, "o1", "]]>"},
		{"control characters", strings.Replace(flat, "%", "a\x00\x02\x1fb\tc", 1), nil, "o1", "ab\tc"},
		{"half a character", strings.Replace(flat, "%", "a\xe4\xb8", 1), nil, "o1", "a\ufffd\ufffd"},
		{"line ends", strings.Replace(flat, "%", "a\r\nb", 1), nil, "o1", "a\nb"},
		{"empty elements", strings.Replace(flat, "<MsgType>", "<EventKey/><Ticket></Ticket><MsgType>", 1), nil, "o1", "%"},
		{"unknown and nested", strings.Replace(flat, "<MsgType>", "<A><FromUserName>o2</FromUserName></A><MsgType>", 1), nil, "o1", "%"},
		{"json", `{"FromUserName":"o1","Content":"a\u0000b","x":[{"FromUserName":"o2"}]}`, nil, "o1", "ab"},
		{"json number", `{"FromUserName":7,"Content":null}`, nil, "7", ""},

		{"empty", "", errSyntax, "", ""},
		{"neither", "hello", errSyntax, "", ""},
		{"cut off", flat[:len(flat)-4], errSyntax, "", ""},
		{"other root", `<a><FromUserName>o1</FromUserName></a>`, errSyntax, "", ""},
		{"breaks out", strings.Replace(flat, "%", "]]></Content><FromUserName>o2</FromUserName><Content><![CDATA[", 1), errTwice, "", ""},
		{"twice", strings.Replace(flat, "<MsgType>", "<FromUserName>o2</FromUserName><MsgType>", 1), errTwice, "", ""},
		{"second document", flat + flat, errSyntax, "", ""},
		{"text after", flat + "x", errSyntax, "", ""},
		{"text before", "<?a?>x" + flat, errSyntax, "", ""},
		{"document type", `<!DOCTYPE xml [<!ENTITY a "b">]>` + flat, errSyntax, "", ""},
		{"own entity", strings.Replace(flat, "<![CDATA[%]]>", "&a;", 1), errSyntax, "", ""},
		{"element inside", strings.Replace(flat, "o1", "]]><b/><![CDATA[", 1), errSyntax, "", ""},
		{"crossed", `<xml><A><B></A></B></xml>`, errSyntax, "", ""},
		{"name space", `<xml><a:FromUserName>o1</a:FromUserName></xml>`, errSyntax, "", ""},
		{"deep", `<xml>` + strings.Repeat("<a>", 20) + strings.Repeat("</a>", 20) + `</xml>`, errDeep, "", ""},
		{"json twice", `{"FromUserName":"o1","FromUserName":"o2"}`, errTwice, "", ""},
		{"json after", `{"FromUserName":"o1"}{}`, errSyntax, "", ""},
		{"json object for a string", `{"FromUserName":{"a":1}}`, errSyntax, "", ""},
		{"json deep", `{"a":` + strings.Repeat("[", 20) + strings.Repeat("]", 20) + `}`, errDeep, "", ""},
		{"json cut off", `{"FromUserName":"o1"`, errSyntax, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := parseBody(tt.in)
			if !errors.Is(err, tt.err) {
				t.Fatalf("got error %v, want %v", err, tt.err)
			}
			if err == nil && (got.value[fromUser] != tt.from || got.value[content] != tt.content) {
				t.Errorf("got %q %q, want %q %q", got.value[fromUser], got.value[content], tt.from, tt.content)
			}
		})
	}
}

func TestScanXMLTakesTheUsual(t *testing.T) {
	for _, p := range mustVectors(t).Payloads {
		nested := strings.Contains(p.Body, "ScanCodeInfo") || strings.Contains(p.Body, "<List>")
		if p.Format != "xml" || nested {
			continue
		}
		if _, ok := scanXML(strings.TrimSpace(p.Body)); !ok {
			t.Errorf("%s: takes the slow way", p.ID)
		}
	}
}

func TestNewEventNeedsSenderTypeAndTime(t *testing.T) {
	for _, missing := range []string{"<FromUserName><![CDATA[o1]]></FromUserName>", "<CreateTime>5</CreateTime>", "<MsgType>text</MsgType>"} {
		if _, _, err := parseEvent(strings.Replace(flat, missing, "", 1)); !errors.Is(err, errIncomplete) {
			t.Errorf("without %s: got %v, want %v", missing, err, errIncomplete)
		}
	}
	for _, when := range []string{"-1", "x", "99999999999999"} {
		if _, _, err := parseEvent(strings.Replace(flat, ">5<", ">"+when+"<", 1)); !errors.Is(err, errIncomplete) {
			t.Errorf("created %s: got %v, want %v", when, err, errIncomplete)
		}
	}
}
