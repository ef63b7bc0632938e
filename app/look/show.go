package look

import "fyne.io/fyne/v2"

// Show shows objects or hides them. One that is as it should be already is left alone: Fyne draws anew whatever is shown
// or hidden, even if nothing changes.
func Show(visible bool, objects ...fyne.CanvasObject) {
	for _, o := range objects {
		switch {
		case visible && !o.Visible():
			o.Show()
		case !visible && o.Visible():
			o.Hide()
		}
	}
}
