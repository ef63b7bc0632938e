package config

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// examplesName is what Examples calls the folder.
const examplesName = "examples"

// Examples writes the files at the top of from, which show how a venue behind a router is reached, to a new folder in dir,
// with secrets of their own: @TUNNEL@, @KEY@ and @PASSWORD@ stand for the same secret in each of them. The folder has mode
// 0700, its files 0600. One that exists is never touched: the error is fs.ErrExist then. path is the new folder.
func Examples(dir string, from fs.FS) (path string, err error) {
	path = filepath.Join(dir, examplesName)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("无法建立文件夹 · cannot make the folder: %w", err)
	}
	err = os.Mkdir(path, 0o700)
	if errors.Is(err, fs.ErrExist) {
		return "", fmt.Errorf("%s 已经存在，不会覆盖 · it exists and is left as it is: %w", path, err)
	}
	if err != nil {
		return "", fmt.Errorf("无法建立文件夹 · cannot make the folder: %w", err)
	}
	if err := writeExamples(path, from); err != nil {
		_ = os.RemoveAll(path) // half of them would stop the next try
		return "", err
	}
	return path, nil
}

func writeExamples(dir string, from fs.FS) error {
	files, err := fs.ReadDir(from, ".")
	if err != nil {
		return err
	}
	var secrets [][2]string
	for _, name := range []string{"@TUNNEL@", "@KEY@", "@PASSWORD@"} {
		secrets = append(secrets, [2]string{name, rand.Text()})
	}
	for _, f := range files {
		text, err := fs.ReadFile(from, f.Name())
		if err != nil {
			return err
		}
		for _, s := range secrets {
			text = bytes.ReplaceAll(text, []byte(s[0]), []byte(s[1]))
		}
		if err := writeNew(filepath.Join(dir, f.Name()), text); err != nil {
			return err
		}
	}
	return nil
}
