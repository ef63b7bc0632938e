package screen_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"log/slog"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
	"paihao/app/look/looktest"
	"paihao/app/screen"
	"paihao/queue"
)

var (
	red   = color.RGBA{R: 0xC0, A: 0xFF}
	green = color.RGBA{G: 0xC0, A: 0xFF}
	blue  = color.RGBA{B: 0xC0, A: 0xFF}
)

// hall is a screen that follows a queue in which nothing happens, with pictures.
type hall struct {
	*screen.Screen
	window fyne.Window
	views  chan queue.View
	view   queue.View
	log    *bytes.Buffer
}

// follow runs a hall with pictures, each of which is shown for ten seconds, until do has ended.
func follow(t *testing.T, folder fstest.MapFS, do func(*hall)) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.Light())
	synctest.Test(t, func(t *testing.T) {
		h := &hall{views: make(chan queue.View), view: sample(), log: &bytes.Buffer{}}
		log := slog.New(slog.NewTextHandler(h.log, nil))
		h.Screen = screen.New(screen.Options{Zone: zone, Slides: folder, Log: log})
		h.window = test.NewWindow(h.Content())
		h.window.SetPadded(false)
		h.window.Resize(fyne.NewSize(1920, 1080))
		defer h.window.Close()
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			h.Follow(ctx, news(h.views))
		}()
		for i := range h.view.Calls {
			h.view.Calls[i].At = time.Now().Add(-time.Hour)
		}
		do(h)
		cancel()
		<-ended
	})
}

// pass lets time pass, while the queue says that it is there.
func (h *hall) pass(d time.Duration) {
	for end := time.Now().Add(d); time.Now().Before(end); {
		h.view.At = time.Now()
		h.views <- h.view
		time.Sleep(min(5*time.Second, time.Until(end)))
	}
	synctest.Wait()
}

// slide is the picture that is shown, nil without one.
func (h *hall) slide() image.Image {
	var shown image.Image
	(&stand{Screen: h.Screen}).walk(func(o fyne.CanvasObject, inside fyne.Widget) {
		if picture, ok := o.(*canvas.Image); ok && inside == nil {
			shown = picture.Image
		}
	})
	return shown
}

func (h *hall) mustSee(t *testing.T, when string, want color.Color) {
	t.Helper()
	picture := h.slide()
	if want == nil {
		if picture != nil {
			t.Errorf("%s a picture is shown", when)
		}
		return
	}
	if picture == nil {
		t.Fatalf("%s no picture is shown: %s", when, h.log)
	}
	middle := picture.Bounds().Min.Add(picture.Bounds().Size().Div(2))
	r, g, b, _ := picture.At(middle.X, middle.Y).RGBA()
	wr, wg, wb, _ := want.RGBA()
	if near := func(a, b uint32) bool { return max(a, b)-min(a, b) < 0x800 }; !near(r, wr) || !near(g, wg) || !near(b, wb) {
		t.Errorf("%s a picture of %v is shown, want %v", when, picture.At(middle.X, middle.Y), want)
	}
}

func TestSlidesTakeTurns(t *testing.T) {
	folder := fstest.MapFS{
		"1.png": asPNG(plain(3000, 2000, red)), "2.JPG": asJPEG(plain(300, 100, green)), "3.jpeg": asJPEG(plain(100, 900, blue)),
		"notes.txt": &fstest.MapFile{Data: []byte("no picture")}, "4.png/x": &fstest.MapFile{},
	}
	follow(t, folder, func(h *hall) {
		h.pass(time.Second)
		for i, want := range []color.Color{red, green, blue, red, green} {
			h.mustSee(t, fmt.Sprintf("in turn %d", i+1), want)
			if picture := h.slide(); picture.Bounds().Dx() > 1920 || picture.Bounds().Dy() > 400 {
				t.Errorf("the picture in memory is %v, larger than its place", picture.Bounds())
			}
			h.pass(10 * time.Second)
		}
		if h.log.Len() > 0 {
			t.Errorf("all pictures are good, and the log says: %s", h.log)
		}
	})
}

// TestPictureOfSlides looks at a slide beside everything else. It fills its place and keeps its shape.
func TestPictureOfSlides(t *testing.T) {
	poster := plain(1600, 900, color.RGBA{0x1B, 0x5E, 0x20, 0xFF}).(*image.RGBA)
	draw.Draw(poster, image.Rect(100, 100, 1500, 800), image.White, image.Point{}, draw.Src)
	draw.Draw(poster, image.Rect(200, 200, 700, 700), image.NewUniform(red), image.Point{}, draw.Src)
	draw.Draw(poster, image.Rect(800, 400, 1400, 500), image.Black, image.Point{}, draw.Src)
	follow(t, fstest.MapFS{"poster.png": asPNG(poster)}, func(h *hall) {
		h.view.Codes[0].ExpiresAt = time.Time{}
		h.pass(time.Second)
		looktest.MustMatch(t, "slides-1920x1080", h.window.Canvas().Capture())
	})
}

// A call takes the room back at once, and keeps it for a minute.
func TestCallTakesTheRoomBack(t *testing.T) {
	follow(t, fstest.MapFS{"1.png": asPNG(plain(300, 200, red))}, func(h *hall) {
		h.pass(time.Second)
		h.mustSee(t, "in a quiet hall", red)
		h.view = call(h.view, "A013", "3", time.Now())
		h.pass(time.Nanosecond)
		h.mustSee(t, "at a call", nil)
		h.pass(59 * time.Second)
		h.mustSee(t, "59 s after the call", nil)
		h.pass(2 * time.Second)
		h.mustSee(t, "a minute after the call", red)
	})
}

// A burst of calls keeps the room until the last of them has had its turn.
func TestBurstKeepsTheRoom(t *testing.T) {
	follow(t, fstest.MapFS{"1.png": asPNG(plain(300, 200, red))}, func(h *hall) {
		h.pass(time.Second)
		h.view.Counters = nil
		for i := range 30 {
			h.view.Counters = append(h.view.Counters, queue.CounterView{ID: fmt.Sprint(i), Name: fmt.Sprint(i, "号窗口"), State: queue.CounterOpen})
		}
		for i := range 30 {
			h.view = call(h.view, fmt.Sprintf("A%03d", 100+i), fmt.Sprint(i), time.Now())
		}
		h.pass(61 * time.Second)
		h.mustSee(t, "while calls wait for their turn", nil)
	})
}

// What cannot be shown is left out and heard of once, whether or not there is anything else.
func TestBadSlidesAreLeftOut(t *testing.T) {
	good := asPNG(plain(300, 200, green))
	folder := fstest.MapFS{
		"1.png": {Data: good.Data[:len(good.Data)/2]}, "2.png": {Data: []byte("<html>")}, "3.png": vast(), "4.jpg": {}, "5.png": good,
	}
	follow(t, folder, func(h *hall) {
		h.pass(time.Second)
		h.mustSee(t, "among bad ones", green)
		h.pass(time.Minute)
		h.mustSee(t, "a minute later", green)
		for _, name := range []string{"1.png", "2.png", "3.png", "4.jpg"} {
			if got := strings.Count(h.log.String(), "file="+name); got != 1 {
				t.Errorf("%s was heard of %d times, want once: %s", name, got, h.log)
			}
		}
		delete(folder, "5.png")
		h.pass(time.Minute)
		h.mustSee(t, "with bad ones alone", nil)
		folder["1.png"] = &fstest.MapFile{Data: asPNG(plain(30, 20, blue)).Data, ModTime: time.Now()}
		h.pass(time.Minute)
		h.mustSee(t, "after one was mended", blue)
	})
}

// A folder may be away and come back.
func TestSlidesMayComeLater(t *testing.T) {
	folder := fstest.MapFS{}
	follow(t, folder, func(h *hall) {
		h.pass(time.Minute)
		h.mustSee(t, "from an empty folder", nil)
		folder["1.png"] = asPNG(plain(300, 200, red))
		h.pass(30 * time.Second)
		h.mustSee(t, "after one came", red)
		delete(folder, "1.png")
		h.pass(30 * time.Second)
		h.mustSee(t, "after it went", nil)
	})
}
