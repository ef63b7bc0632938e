//go:build !race

package screen_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
	"paihao/app/screen"
	"paihao/queue"
)

// beats is a queue in which nothing happens: it sends the same view every five seconds.
type beats struct {
	news
	view queue.View
}

func (b beats) Watch(ctx context.Context) <-chan queue.View {
	views := make(chan queue.View)
	go func() {
		defer close(views)
		for {
			v := b.view
			v.At = time.Now()
			select {
			case <-ctx.Done():
				return
			case views <- v:
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(5 * time.Second):
			}
		}
	}()
	return views
}

// It is not run under the race detector: it reads what Fyne draws between the times when Follow wakes.
//
// While nothing happens, nothing on the screen changes but the clock and, while somebody waits, the sentence at the foot.
func TestNothingChangesWhileNothingHappens(t *testing.T) {
	tests := []struct {
		name   string
		view   queue.View
		ticker []string
		most   int // changes in ten minutes
	}{
		{"the usual sentences", sample(), nil, 10 + 75},
		{"one sentence", sample(), []string{"请提前准备身份证原件"}, 10},
		{"nobody there", idle(), nil, 10},
	}
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := screen.New(screen.Options{Zone: zone, Ticker: tt.ticker})
				s.Content().Resize(fyne.NewSize(1920, 1080))
				ctx, cancel := context.WithCancel(t.Context())
				ended := make(chan struct{})
				v := tt.view
				v.Codes[0].ExpiresAt = time.Now().Add(time.Hour)
				go func() {
					defer close(ended)
					s.Follow(ctx, beats{view: v})
				}()
				time.Sleep(time.Minute)
				synctest.Wait()
				last, changes := drawn(s), 0
				for range 600 {
					time.Sleep(time.Second)
					synctest.Wait()
					if now := drawn(s); !slices.Equal(now, last) {
						last, changes = now, changes+1
					}
				}
				cancel()
				<-ended
				if changes == 0 || changes > tt.most {
					t.Errorf("in ten minutes the screen changed %d times, want at most %d and more than none", changes, tt.most)
				}
			})
		})
	}
}

// drawn is everything that is seen: what, where, in which colours.
func drawn(s *screen.Screen) (all []any) {
	stand := stand{Screen: s}
	stand.walk(func(o fyne.CanvasObject, _ fyne.Widget) {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
		switch o := o.(type) {
		case *canvas.Text:
			if o.Text != "" {
				all = append(all, at, o.Size(), o.Text, o.Color, o.TextSize)
			}
		case *canvas.Rectangle:
			all = append(all, at, o.Size(), o.FillColor, o.StrokeColor)
		case *canvas.Image:
			all = append(all, at, o.Size(), o.Resource, o.Image)
		default:
			all = append(all, at, o.Size())
		}
	})
	return all
}

// The mark of freshness tells when something last changed, not when the queue last said that nothing has.
func TestFreshMarkMovesWithTheData(t *testing.T) {
	s := mustStand(t, 1920, 1080)
	s.Show(sample())
	for range 3 {
		s.pass(5 * time.Second)
		v := sample()
		v.At = s.now
		s.Show(v)
	}
	if words := s.words(); !slices.Contains(words, "09:26:36") {
		t.Errorf("nothing changed, and the screen says %q, want 09:26:36", words)
	}
	s.Show(call(sample(), "A013", "3", s.now))
	if words := s.words(); !slices.Contains(words, "09:26:51") {
		t.Errorf("a call came, and the screen says %q, want 09:26:51", words)
	}
	s.pass(10 * time.Second)
	s.Refresh()
	if words := s.words(); !slices.Contains(words, "数据停在 09:26:51") {
		t.Errorf("nothing is heard any more, and the screen says %q, want 数据停在 09:26:51", words)
	}
}
