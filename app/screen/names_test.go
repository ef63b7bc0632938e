//go:build !race

package screen_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"paihao/queue"
)

// TestNamesStayInTheirBoxes holds that no name, however long or strange, runs into its neighbour.
func TestNamesStayInTheirBoxes(t *testing.T) {
	names := []string{
		strings.Repeat("长", 40), strings.Repeat("W", 40), strings.Repeat("👩‍👩‍👧‍👦", 10), strings.Repeat("🎉", 40),
		"مركز خدمة المواطنين في الحي الشمالي", "\u202eabc\u202c\n\t\x00", "",
	}
	sizes := []fyne.Size{{Width: 1280, Height: 720}, {Width: 1024, Height: 768}, {Width: 1080, Height: 1920}}
	for _, size := range sizes {
		for _, name := range names {
			s := mustStand(t, size.Width, size.Height)
			s.Show(renamed(trial(), name))
			v := renamed(lunch(), name)
			v.Revision++
			for range 3 { // and a table of low rows
				v.Services = append(v.Services, v.Services[1])
			}
			if size.Height == 768 {
				s.Show(v)
			}
			for _, text := range s.tooWide() {
				t.Errorf("at %v %q does not fit its box", size, text)
			}
			if size.Width == 1280 && !s.gutterClear() {
				t.Errorf("at %v with %q something stands between the columns", size, name)
			}
		}
	}
}

func renamed(v queue.View, name string) queue.View {
	v.Venue, v.VenueEN = name, name
	for i := range v.Services {
		v.Services[i].Name, v.Services[i].NameEN, v.Services[i].Prefix = name, name, name
	}
	for i := range v.Counters {
		v.Counters[i].Name, v.Counters[i].NameEN = name, name
	}
	for i := range v.Calls {
		v.Calls[i].Number = name
	}
	for i := range v.Missed {
		v.Missed[i].Number = name
	}
	return v
}
