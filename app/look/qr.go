package look

import (
	"fmt"
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
	"github.com/boombuler/barcode/qr"
)

// quiet is the clear edge of a QR code in modules (ISO/IEC 18004: four).
const quiet = 4

// QR is the picture of a QR code. It takes the largest size that fits its box with every module the same
// number of whole pixels, and stands in the middle, with its clear edge in White.
type QR struct {
	widget.BaseWidget
	url     string
	picture *canvas.Image
	modules int // along one side, the clear edge included; 0 = nothing to show
}

// NewQR makes a picture that shows nothing yet.
func NewQR() *QR {
	q := &QR{picture: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScalePixels}}
	q.picture.Hide()
	q.ExtendBaseWidget(q)
	return q
}

// SetURL changes what the code says; empty shows nothing. It fails when url is too long for a QR code,
// and then shows nothing too: an old code must not stand for a new one.
func (q *QR) SetURL(url string) error {
	if url == q.url {
		return nil
	}
	q.url, q.modules = url, 0
	defer q.Refresh()
	if url == "" {
		return nil
	}
	picture, err := Picture(url)
	if err != nil {
		q.url = ""
		return err
	}
	q.picture.Image, q.modules = picture, picture.Bounds().Dx()
	return nil
}

// Side gives how wide the picture is in Fyne's units, its clear edge included; 0 when nothing is shown.
func (q *QR) Side() float32 {
	if q.modules == 0 {
		return 0
	}
	return q.picture.Size().Width
}

// Picture draws url as a QR code with error correction M: one pixel a module, four more on every side.
func Picture(url string) (image.Image, error) {
	code, err := qr.Encode(url, qr.M, qr.Unicode)
	if err != nil {
		return nil, fmt.Errorf("draw qr code: %w", err)
	}
	n := code.Bounds().Dx()
	picture := image.NewPaletted(image.Rect(0, 0, n+2*quiet, n+2*quiet), color.Palette{White, Ink})
	for y := range n {
		for x := range n {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				picture.SetColorIndex(x+quiet, y+quiet, 1)
			}
		}
	}
	return picture, nil
}

// CreateRenderer is called by Fyne.
func (q *QR) CreateRenderer() fyne.WidgetRenderer { return &qrRenderer{qr: q} }

type qrRenderer struct{ qr *QR }

func (r *qrRenderer) Layout(box fyne.Size) {
	q := r.qr
	if q.modules == 0 {
		q.picture.Hide()
		return
	}
	scale := Scale(q)
	each := math.Floor(float64(min(box.Width, box.Height)*scale) / float64(q.modules))
	side := float32(each) * float32(q.modules) / scale
	q.picture.Resize(fyne.NewSquareSize(side))
	q.picture.Move(fyne.NewPos((box.Width-side)/2, (box.Height-side)/2))
	q.picture.Show()
}

// Scale is how many pixels of the screen make one of Fyne's units where o is shown; 1 while it is nowhere.
func Scale(o fyne.CanvasObject) float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil && c.Scale() > 0 {
		return c.Scale()
	}
	return 1
}

func (r *qrRenderer) Refresh() {
	r.Layout(r.qr.Size())
	r.qr.picture.Refresh()
}

func (r *qrRenderer) MinSize() fyne.Size           { return fyne.NewSquareSize(float32(r.qr.modules)) }
func (r *qrRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.qr.picture} }
func (r *qrRenderer) Destroy()                     {}
