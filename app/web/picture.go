package web

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"

	"github.com/boombuler/barcode/qr"

	"paihao/queue"
)

const (
	// quiet is the clear edge of a QR code in modules (ISO/IEC 18004: four).
	quiet = 4
	// pixels is how many make one module of a picture: sharp on a page of paper, and small to send.
	pixels = 8
)

// picture draws a text as a QR code with error correction M, in PNG.
func picture(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return nil, fmt.Errorf("draw qr code: %w", err)
	}
	modules := code.Bounds().Dx()
	side := (modules + 2*quiet) * pixels
	img := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range modules * pixels {
		for x := range modules * pixels {
			if r, _, _, _ := code.At(x/pixels, y/pixels).RGBA(); r == 0 {
				img.SetColorIndex(x+quiet*pixels, y+quiet*pixels, 1)
			}
		}
	}
	var b bytes.Buffer
	err = png.Encode(&b, img)
	return b.Bytes(), err
}

// showCode answers with the picture of a code: drawn here, or with picture=wechat the one WeChat has.
func (o LocalOptions) showCode(w http.ResponseWriter, r *http.Request, find finder, q map[string]string) {
	drawn, theirs := q["format"] == "png" && q["picture"] == "", q["picture"] == "wechat" && q["format"] == ""
	if !drawn && !theirs || q["wait"] != "" {
		o.fail(w, ErrBadRequest)
		return
	}
	var c queue.Code
	var err error
	o.Hall.Look(func(b *queue.Book) { c, err = find(b, r.PathValue("id")) })
	if err != nil {
		o.fail(w, err)
		return
	}
	kind, draw := "image/png", func(context.Context) ([]byte, error) { return picture(c.URL) }
	if theirs {
		kind, draw = "image/jpeg", func(ctx context.Context) ([]byte, error) { return o.Codes.Picture(ctx, c) }
	}
	ctx, cancel := context.WithTimeout(r.Context(), codeWithin)
	defer cancel()
	body, err := draw(ctx)
	if err != nil {
		o.fail(w, err)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(body) // an error means that the caller has gone
}
