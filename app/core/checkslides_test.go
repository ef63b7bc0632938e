package core_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Of the files in the folder of pictures those are counted that the screen can show, and what it cannot show is named.
func TestCheckOfSlides(t *testing.T) {
	var picture, large bytes.Buffer
	for b, size := range map[*bytes.Buffer]image.Rectangle{&picture: image.Rect(0, 0, 4, 3), &large: image.Rect(0, 0, 25_001, 1000)} {
		if err := png.Encode(b, image.NewAlpha(size)); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		files map[string][]byte
		want  []string
	}{
		"none":           {nil, []string{"doubtful: ", "holds no picture"}},
		"other files":    {map[string][]byte{"a.txt": picture.Bytes(), "b.gif": picture.Bytes()}, []string{"doubtful: ", "holds no picture"}},
		"a broken one":   {map[string][]byte{"a.png": picture.Bytes()[:9]}, []string{"holds no picture", "1 files", "such as a.png"}},
		"a large one":    {map[string][]byte{"a.png": large.Bytes(), "b.PNG": picture.Bytes()}, []string{"1 files", "such as a.png", "well: ", "1 pictures"}},
		"two of a kind":  {map[string][]byte{"a.png": picture.Bytes(), "b.png": picture.Bytes()}, []string{"well: ", "2 pictures"}},
		"an empty JPEG":  {map[string][]byte{"a.jpeg": nil}, []string{"1 files", "such as a.jpeg"}},
		"a folder's own": {map[string][]byte{"inner.png/a.png": picture.Bytes()}, []string{"1 files", "holds no picture"}},
	} {
		t.Run(name, func(t *testing.T) {
			e := mustExamine(t)
			e.settings.Screen.Slides = t.TempDir()
			for file, data := range c.files {
				path := filepath.Join(e.settings.Screen.Slides, file)
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			well, said := e.check()
			var about []string
			for _, line := range strings.Split(said, "\n") {
				if strings.Contains(line, e.settings.Screen.Slides) {
					about = append(about, line)
				}
			}
			for _, want := range c.want {
				if !well || !strings.Contains(strings.Join(about, "\n"), want) {
					t.Errorf("got well %t and %q, want %q", well, about, want)
				}
			}
		})
	}
}
