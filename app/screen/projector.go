package screen

import (
	"bytes"
	"context"
	"image"
	"io"
	"io/fs"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"paihao/assets"
)

// slide is one picture of the folder, as large as its place. One without a picture stands for a folder that has none.
type slide struct {
	file    file
	room    image.Point // the place it was made for, in pixels
	picture image.Image
}

// file is a file as it was at one time.
type file struct {
	name string
	size int64
	at   time.Time
}

// projector makes slides of a folder's pictures, in the order of their names, on a goroutine of its own. Files may come, go
// and change at any time; one that cannot be shown is left out and heard of once.
type projector struct {
	folder fs.FS
	log    *slog.Logger
	asked  chan wish
	ready  chan struct{}
	made   atomic.Pointer[slide]

	failed map[file]bool // of the files that are there
	lost   bool          // the folder could not be read
}

// wish asks for the slide after another one, for a place of so many pixels.
type wish struct {
	after slide
	room  image.Point
}

func newProjector(folder fs.FS, log *slog.Logger) *projector {
	return &projector{
		folder: folder, log: log, asked: make(chan wish, 1), ready: make(chan struct{}, 1), failed: map[file]bool{},
	}
}

// ask makes a wish; made holds what came of it some time later. One that nobody has begun yet gives way.
func (p *projector) ask(w wish) {
	select {
	case <-p.asked:
	default:
	}
	p.asked <- w
}

// run makes what is asked for until ctx ends. It rings ready each time.
func (p *projector) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case w := <-p.asked:
			next := p.next(w)
			p.made.Store(&next)
			select {
			case p.ready <- struct{}{}:
			default:
			}
		}
	}
}

// next is the slide that is wished for: the same one again where it is the only one and has not changed.
func (p *projector) next(w wish) slide {
	files := p.files()
	first := slices.IndexFunc(files, func(f file) bool { return f.name > w.after.file.name })
	for i := range files {
		f := files[(max(first, 0)+i)%len(files)]
		if f == w.after.file && w.room == w.after.room {
			return w.after
		}
		if p.failed[f] {
			continue
		}
		picture, err := p.open(f.name, w.room)
		if err == nil {
			return slide{file: f, room: w.room, picture: picture}
		}
		p.failed[f] = true
		p.log.Warn("slide cannot be shown", "file", f.name, "err", err)
	}
	return slide{room: w.room}
}

// files lists the pictures that are there.
func (p *projector) files() (files []file) {
	entries, err := fs.ReadDir(p.folder, ".")
	if lost := err != nil; lost != p.lost {
		p.lost = lost
		if lost {
			p.log.Warn("slides cannot be read", "err", err)
		}
	}
	failed := map[file]bool{}
	for _, e := range entries {
		if !assets.IsSlide(e.Name()) {
			continue
		}
		info, err := fs.Stat(p.folder, e.Name()) // of what a link leads to
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		f := file{name: e.Name(), size: info.Size(), at: info.ModTime()}
		files = append(files, f)
		if p.failed[f] {
			failed[f] = true
		}
	}
	p.failed = failed
	return files
}

// open makes a picture of a file, no larger than its room.
func (p *projector) open(name string, room image.Point) (image.Image, error) {
	f, err := p.folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, assets.MostSlideBytes+1))
	if err != nil {
		return nil, err
	}
	if err := assets.CheckSlide(bytes.NewReader(data), int64(len(data))); err != nil {
		return nil, err
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return shrink(picture, fit(picture.Bounds().Size(), room)), nil
}
