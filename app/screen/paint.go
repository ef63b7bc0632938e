package screen

import (
	"image/color"

	"fyne.io/fyne/v2/canvas"
)

// paint fills a panel. One that has the colour is left alone, since Fyne draws the whole window anew for each.
func paint(panel *canvas.Rectangle, fill color.Color) { paintFrame(panel, fill, panel.StrokeColor) }

// paintFrame fills a panel and colours its edge.
func paintFrame(panel *canvas.Rectangle, fill, edge color.Color) {
	if panel.FillColor != fill || panel.StrokeColor != edge {
		panel.FillColor, panel.StrokeColor = fill, edge
		panel.Refresh()
	}
}
