package web_test

import (
	"bytes"
	"image/png"
	"net/http"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"paihao/queue"
)

// The picture of a code that is drawn here says what the code's url says, and reads as a QR code; WeChat's own is passed on.
func TestPictures(t *testing.T) {
	d := mustDoor(t)
	var ticket, user, entry, paper made
	d.must(&paper, http.MethodPost, "tickets", `{"service":"general"}`)
	d.must(&ticket, http.MethodPost, "tickets/"+paper.ID+"/qrcode", "")
	d.must(&user, http.MethodPost, "bindings/qrcode", `{"account":"crm","user_id":"7"}`)
	d.must(&entry, http.MethodPost, "signin/qrcode", "")
	d.mustKeep(queue.Code{ID: "1", Purpose: queue.Channel, For: "door"})
	for path, code := range map[string]made{
		"tickets/" + paper.ID + "/qrcode": ticket, "bindings/qrcode/" + user.ID: user, "signin/qrcode/" + entry.ID: entry,
		"channels/door/qrcode": {ID: "1", URL: "http://weixin.qq.com/q/1"},
	} {
		a := d.api(http.MethodGet, path+"?format=png", "")
		if kind := a.header.Get("Content-Type"); a.status != http.StatusOK || kind != "image/png" {
			t.Fatalf("%s: got %d %s, want a PNG", path, a.status, kind)
		}
		if got := mustRead(t, a.body); got != code.URL {
			t.Errorf("%s: the picture reads %s, want %s", path, got, code.URL)
		}
		theirs := d.api(http.MethodGet, path+"?picture=wechat", "")
		if kind := theirs.header.Get("Content-Type"); theirs.body != "picture of "+code.ID || kind != "image/jpeg" {
			t.Errorf("%s: WeChat's picture is %q of %s", path, theirs.body, kind)
		}
	}
}

// mustRead is the text of a QR code.
func mustRead(t *testing.T, text string) string {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	bits, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	read, err := qrcode.NewQRCodeReader().Decode(bits, nil)
	if err != nil {
		t.Fatal(err)
	}
	return read.GetText()
}
