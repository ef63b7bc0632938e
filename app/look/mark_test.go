package look_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
	"paihao/assets"
)

func TestTrialMark(t *testing.T) {
	mustApp(t)
	mark := look.NewTrialMark(20)
	mark.Resize(mark.MinSize())
	if got, want := words(mark), []string{"试用模式 · Trial"}; !slices.Equal(got, want) {
		t.Errorf("the mark says %q, want %q", got, want)
	}
}

func TestFreshMark(t *testing.T) {
	mustApp(t)
	at := time.Date(2026, 11, 20, 9, 26, 36, 0, time.UTC)
	tests := []struct {
		name  string
		at    time.Time
		stale bool
		want  []string
	}{
		{"no data yet", time.Time{}, false, []string{"数据更新", "—"}},
		{"fresh", at, false, []string{"数据更新", "09:26:36"}},
		{"stale", at, true, []string{"数据停在 09:26:36"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			mark := look.NewFresh(20, look.Snow, look.Mist, look.Mint)
			mark.SetTime(tt.at, tt.stale)
			mark.Resize(mark.MinSize())
			if got := words(mark); !slices.Equal(got, tt.want) {
				t.Errorf("the mark says %q, want %q", got, tt.want)
			}
		})
	}
}

// Words of any length have their size in a mark: it is as wide as they are.
func TestMarksHaveRoomForTheirWords(t *testing.T) {
	mustApp(t)
	pill := look.NewPill("No data since 09:26:36, ask at the desk", 20, look.Coral, look.Ink)
	if got, want := pill.MinSize().Width, look.Width("No data since 09:26:36, ask at the desk", 20, true); got < want {
		t.Errorf("the pill asks for %v, its words are %v wide", got, want)
	}
	mark := look.NewFresh(20, look.Snow, look.Mist, look.Mint)
	mark.SetLanguage(assets.EN)
	mark.SetTime(time.Date(2026, 11, 20, 9, 26, 36, 0, time.UTC), true)
	mark.Resize(mark.MinSize())
	if got, want := words(mark), []string{"No data since 09:26:36"}; !slices.Equal(got, want) {
		t.Errorf("the mark says %q, want %q", got, want)
	}
}

// words are what a widget shows, in order.
func words(w fyne.Widget) (all []string) {
	for _, o := range test.WidgetRenderer(w).Objects() {
		switch o := o.(type) {
		case *canvas.Text:
			all = append(all, o.Text)
		case fyne.Widget:
			if o.Visible() {
				all = append(all, words(o)...)
			}
		}
	}
	return all
}
