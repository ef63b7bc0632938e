package boltstore

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strconv"
	"syscall"

	"go.etcd.io/bbolt"
	bolt "go.etcd.io/bbolt/errors"

	"paihao/queue"
)

// way is how a file is opened.
type way int

const (
	reading way = iota // together with others who read
	writing            // alone
	making             // alone, and it must not be there yet
)

// growth is by how many bytes the file grows at a time.
const growth = 64 << 10

// openFile opens a file in bbolt, and gives the file itself too. Once it is open it is locked against other programs.
func openFile(o Options, path string, w way) (db *bbolt.DB, file *os.File, err error) {
	options := &bbolt.Options{
		Timeout: o.Timeout, ReadOnly: w == reading, NoSync: o.NoSync, MaxSize: o.MaxSize, FreelistType: bbolt.FreelistMapType,
		NoStatistics: true,
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			flag &^= os.O_CREATE
			if w == making {
				flag |= os.O_CREATE | os.O_EXCL
			}
			file, err = os.OpenFile(name, flag, mode)
			return file, err
		},
	}
	if w != reading && wideMap {
		options.InitialMmapSize = o.MaxSize
	}
	err = guarded(func() error {
		db, err = bbolt.Open(path, 0o600, options)
		return err
	})
	if err != nil {
		return nil, nil, translate(err)
	}
	db.AllocSize = growth
	return db, file, nil
}

// wideMap tells whether the whole room that a file may grow into is mapped at once, which costs addresses and no memory.
// Else a commit for which the map must be made anew would wait for a copy that reads from it. Windows makes files as
// large as their maps.
const wideMap = strconv.IntSize == 64 && runtime.GOOS != "windows"

// openNamed opens the store's file, and makes sure that the file it has locked still goes by the store's name: whoever
// waited for the lock while the file was compacted holds the old one, which nobody will ever open again.
func openNamed(o Options, w way) (db *bbolt.DB, file *os.File, err error) {
	for range 2 {
		if db, file, err = openFile(o, o.Path, w); err != nil {
			return nil, nil, err
		}
		named, err := hasName(file, o.Path)
		if named && err == nil {
			return db, file, nil
		}
		if err := errors.Join(err, db.Close()); err != nil {
			return nil, nil, err
		}
	}
	return nil, nil, queue.ErrLocked
}

// hasName tells whether a path leads to an open file.
func hasName(file *os.File, path string) (bool, error) {
	mine, err := file.Stat()
	if err != nil {
		return false, err
	}
	theirs, err := os.Stat(path)
	if err != nil {
		return false, err
	}
	return os.SameFile(mine, theirs), nil
}

// translate turns what bbolt says to opening a file into the queue's words. What is neither about the lock nor the
// operating system's is about what the file holds.
func translate(err error) error {
	var path *fs.PathError
	var number syscall.Errno
	switch {
	case err == nil, errors.Is(err, queue.ErrDamaged), errors.As(err, &path), errors.As(err, &number):
		return err
	case errors.Is(err, bolt.ErrTimeout):
		return queue.ErrLocked
	}
	return fmt.Errorf("%w: %w", queue.ErrDamaged, err)
}

// sight is a file that is open to be looked at while no other program writes to it. What Open, Load and Commit use of
// every store has been looked at, the business days have not.
type sight struct {
	db    *bbolt.DB
	whole bool // both headers are valid
	pages *pages
}

// look opens a store's file for reading alone, and shows it to f. The file stays as it is, byte for byte.
func look(o Options, f func(*sight) error) error {
	info, err := os.Stat(o.Path)
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("not a file but a %s", fileKind(info.Mode()))
	case info.Size() == 0:
		return fmt.Errorf("%w: the file is empty", queue.ErrDamaged)
	}
	db, file, err := openNamed(o, reading)
	if err != nil {
		return err
	}
	defer db.Close()
	v := &sight{db: db}
	if v.pages, v.whole, err = checkFile(file, db.Info().PageSize); err != nil {
		return err
	}
	return f(v)
}

func fileKind(m fs.FileMode) string {
	if m.IsDir() {
		return "directory"
	}
	return "device or pipe"
}
