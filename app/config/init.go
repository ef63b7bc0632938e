package config

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// FileName is what Init calls the settings file.
const FileName = "paihao.toml"

// Init writes the commented sample to dir with a token, an AES key and an API token of its own. The folder is made
// with mode 0700 if it is not there, the file has 0600. A file that exists is never touched: the error is
// fs.ErrExist then. path is the new file.
func Init(dir string, sample []byte) (path string, err error) {
	f := form{text: string(sample)}
	f.fill("listen", "api_token", quote(rand.Text()+rand.Text()))
	f.fill("wechat", "token", quote(rand.Text()))
	f.fill("wechat", "encoding_aes_key", quote(newAESKey()))
	if f.err != nil {
		return "", f.err
	}
	path = filepath.Join(dir, FileName)
	if err := makeFile(path, []byte(f.text)); err != nil {
		return "", err
	}
	return path, nil
}

// writeNew makes a file that is whole and on the disk when it has its name, and leaves alone what has that name already.
func writeNew(path string, data []byte) error {
	err := putWhole(path, data)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s 已经存在，不会覆盖 · it exists and is left as it is: %w", path, err)
	}
	if err != nil {
		return fmt.Errorf("无法写入文件 · cannot write the file: %w", err)
	}
	return nil
}

func putWhole(path string, data []byte) error {
	if _, err := os.Lstat(path); err == nil {
		return fs.ErrExist
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // with mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return os.Rename(f.Name(), path) // where there are no links
}

// newAESKey is the base64 of 32 random bytes without its "=". WeChat's console takes letters and digits only, so a
// key with + or / is drawn again, which happens three times in four.
func newAESKey() string {
	for {
		key := make([]byte, 32)
		_, _ = rand.Read(key) // never fails
		if s := base64.RawStdEncoding.EncodeToString(key); alnumShape.MatchString(s) {
			return s
		}
	}
}
