package core

import (
	"context"
	"os"
	"path/filepath"

	"paihao/assets"
)

// checkSlides looks whether the folder of pictures holds one that the call screen can show. One that cannot be opened the
// settings' reader has told of.
func (u *checkup) checkSlides(context.Context) error {
	folder := u.Settings.SlidesFolder()
	if folder == "" {
		return nil
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	shown := 0
	var unfit []string
	for _, e := range entries {
		if !assets.IsSlide(e.Name()) {
			continue
		}
		if isSlide(filepath.Join(folder, e.Name())) {
			shown++
		} else {
			unfit = append(unfit, e.Name())
		}
	}
	if len(unfit) > 0 {
		u.say(Doubtful, "slides.unfit", "n", len(unfit), "first", unfit[0], "folder", folder)
	}
	if shown == 0 {
		u.say(Doubtful, "slides.none", "folder", folder)
		return nil
	}
	u.say(Well, "slides", "n", shown, "folder", folder)
	return nil
}

// isSlide tells whether a file is a picture that the call screen can show, as far as its beginning tells.
func isSlide(path string) bool {
	info, err := os.Stat(path) // before opening, which would wait for ever on a pipe
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	return assets.CheckSlide(file, info.Size()) == nil
}
