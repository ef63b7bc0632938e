package sandbox

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"net/http"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

// imageSide is the side of the picture in pixels, as WeChat's.
const imageSide = 430

// showCode is GET /cgi-bin/showqrcode?ticket=…, without a token: the picture, or 404 for an unknown or expired ticket.
func (s *Sandbox) showCode(w http.ResponseWriter, r *http.Request) {
	if s.disturbed(w, r, PathImage) {
		return
	}
	s.mu.Lock()
	c, ok := s.byTicketLocked(r.URL.Query().Get("ticket"))
	s.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	picture, err := paint(c.URL)
	if err != nil {
		http.Error(w, "picture cannot be made", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "image/jpg")
	w.Header().Set("Cache-Control", "max-age=604800")
	if _, err := w.Write(picture); err != nil {
		s.o.Log.Debug("sandbox picture not written", "error", err)
	}
}

// paint makes the JPEG of a text with whole pixels per module and the quiet zone of four modules (ISO/IEC 18004).
func paint(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("encode qr: %w", err)
	}
	n := code.Bounds().Dx()
	side := n * max(1, imageSide/(n+8))
	big, err := barcode.Scale(code, side, side)
	if err != nil {
		return nil, fmt.Errorf("scale qr: %w", err)
	}
	full := max(imageSide, side+8)
	canvas := image.NewGray(image.Rect(0, 0, full, full))
	draw.Draw(canvas, canvas.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	at := (full - side) / 2
	draw.Draw(canvas, image.Rect(at, at, at+side, at+side), big, image.Point{}, draw.Src)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, canvas, &jpeg.Options{Quality: 90}); err != nil {
		return nil, fmt.Errorf("write jpeg: %w", err)
	}
	return out.Bytes(), nil
}
