package voice

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"paihao/assets"
)

// Names of clips that are in no list: the chime, and recordings of counters, which end in their ids.
const (
	chimeName   = "chime"
	counterClip = "/counter-"
)

// NoFolder stands for the folder of the recordings, where that cannot be read.
const NoFolder = "."

// Unfit is a file among the venue's recordings that is not used, and why.
type Unfit struct {
	File string // NoFolder for all of them
	Err  error  // ErrNoRecording, ErrFolder, ErrFormat, ErrTooLong, ErrNothing, ErrUnknownName, or the system's
}

// clips is all that can be said: the venue's own recordings, and the default ones for the rest.
type clips struct {
	words map[assets.Language]*lexicon
	own   map[string]Sound // by name
	unfit []Unfit
	read  map[string]Sound // of the default ones, those that were wanted
}

// newClips reads the recordings of a venue; nil are none. The default ones are read when they are wanted.
func newClips(own fs.FS) *clips {
	words, names := vocabulary()
	c := &clips{words: words, own: map[string]Sound{}, read: map[string]Sound{}}
	if own == nil {
		return c
	}
	known := func(name string) bool {
		return name == chimeName || slices.Contains(names, name) || strings.Contains(name, counterClip)
	}
	for _, folder := range []string{NoFolder, "zh", "en"} {
		entries, err := fs.ReadDir(own, folder)
		if err != nil && folder == NoFolder {
			c.unfit = append(c.unfit, Unfit{folder, err})
		}
		for _, e := range entries {
			file := path.Join(folder, e.Name())
			switch {
			case strings.HasPrefix(e.Name(), "."):
			case !e.IsDir():
				c.add(own, file, known)
			case slices.Contains(recordings, strings.ToLower(path.Ext(file))):
				c.unfit = append(c.unfit, Unfit{file, ErrFolder})
			}
		}
	}
	return c
}

// add reads one recording. Its name is that of a clip in letters of any size; what kind of file it is its bytes say.
func (c *clips) add(own fs.FS, file string, known func(string) bool) {
	ending := strings.ToLower(path.Ext(file))
	name := strings.ToLower(strings.TrimSuffix(file, path.Ext(file)))
	s, err := Sound(nil), ErrUnknownName
	switch {
	case !slices.Contains(recordings, ending):
		err = ErrNoRecording
	case known(name):
		s, err = readFile(own, file)
	}
	if err != nil {
		c.unfit = append(c.unfit, Unfit{file, err})
		return
	}
	c.own[name] = s.trimmed().levelled()
}

// has tells whether the venue has recorded a clip.
func (c *clips) has(name string) bool { return c.own[name] != nil }

// get is the sound of a clip; nil when there is none.
func (c *clips) get(name string) Sound {
	if s := c.own[name]; s != nil {
		return s
	}
	if s := c.read[name]; s != nil {
		return s
	}
	s, err := readDefault(name)
	if err != nil {
		return nil // it is in no list
	}
	c.read[name] = s
	return s
}

// readDefault is a clip that the program brings.
func readDefault(name string) (Sound, error) {
	if name == chimeName {
		return newChime(), nil
	}
	return readFile(defaults(), name+".ogg")
}
