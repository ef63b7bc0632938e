package config

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"
	"unicode/utf8"
)

// largest is far above any real settings file and far below what a mistaken path could bring into memory.
const largest = 256 << 10

func readFile(path string) ([]byte, fs.FileMode, *Mistake) {
	refuse := func(err error) ([]byte, fs.FileMode, *Mistake) {
		m := unreadable(path, err)
		return nil, 0, &m
	}
	info, err := os.Stat(path) // before opening, which would wait for ever on a pipe
	switch {
	case err != nil:
		return refuse(err)
	case info.IsDir():
		return nil, 0, &Mistake{File: path, Found: foundDir, Expected: wantFile}
	case !info.Mode().IsRegular():
		return nil, 0, &Mistake{File: path, Found: foundDevice, Expected: wantFile}
	}
	f, err := os.Open(path)
	if err != nil {
		return refuse(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, largest+1))
	switch {
	case err != nil:
		return refuse(err)
	case len(data) > largest:
		return nil, 0, &Mistake{File: path, Found: foundBig, Expected: wantFile}
	}
	return data, info.Mode().Perm(), nil
}

func unreadable(path string, err error) Mistake {
	if errors.Is(err, fs.ErrNotExist) {
		return Mistake{File: path, Found: foundNoFile, Expected: wantInit, cause: err}
	}
	return Mistake{File: path, Found: foundError(err), Expected: wantFile, cause: err}
}

// plainText drops the UTF-8 mark that Windows editors write first, and refuses other encodings.
func plainText(file string, data []byte) ([]byte, *Mistake) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(data) > largest {
		return nil, &Mistake{File: file, Found: foundBig, Expected: wantFile}
	}
	for line, rest := 1, data; len(rest) > 0; line++ {
		var now []byte
		now, rest, _ = bytes.Cut(rest, []byte("\n"))
		if !utf8.Valid(now) || bytes.IndexByte(now, 0) >= 0 {
			return nil, &Mistake{File: file, Line: line, Found: foundBytes, Expected: wantUTF8}
		}
	}
	return data, nil
}

// guard refuses a file with secrets that others on the machine may read.
func (r *reading) guard(path string, mode fs.FileMode) {
	if len(r.secrets) > 0 && mode&0o077 != 0 && runtime.GOOS != "windows" {
		r.add(r.at(r.secrets[0]), r.secrets[0], foundMode(mode), wantMode(path))
	}
}
