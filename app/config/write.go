package config

import (
	"fmt"
	"os"
	"path/filepath"
)

// Write writes the draft's settings to dir, by filling its answers into the commented sample. What it promises of the folder,
// of the file and of one that exists is as with Init. Errors: a *Mistakes when the answers are no settings; nothing is
// written then.
func (d *Draft) Write(dir string, sample []byte) (path string, err error) {
	path = filepath.Join(dir, FileName)
	if _, err := d.Settings(path, sample); err != nil {
		return "", err
	}
	text, err := d.Text(sample)
	if err != nil {
		return "", err
	}
	if err := makeFile(path, text); err != nil {
		return "", err
	}
	return path, nil
}

// makeFile makes the folder of a file that is not there yet, with mode 0700, and the file with 0600.
func makeFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("无法建立文件夹 · cannot make the folder: %w", err)
	}
	return writeNew(path, data)
}
