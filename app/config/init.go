package config

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// FileName is what Init calls the settings file.
const FileName = "paihao.toml"

// Init writes the commented sample to dir with a token, an AES key and an API token of its own. The folder is made
// with mode 0700 if it is not there, the file has 0600. A file that exists is never touched: the error is
// fs.ErrExist then. path is the new file.
func Init(dir string, sample []byte) (path string, err error) {
	path = filepath.Join(dir, FileName)
	for _, s := range []struct{ key, value string }{
		{"token", rand.Text()}, {"encoding_aes_key", newAESKey()}, {"api_token", rand.Text() + rand.Text()},
	} {
		if sample, err = fill(sample, s.key, s.value); err != nil {
			return "", err
		}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("无法建立文件夹 · cannot make the folder: %w", err)
	}
	if err := writeNew(path, sample); err != nil {
		return "", err
	}
	return path, nil
}

// fill puts the value into the sample's one empty line for that key.
func fill(sample []byte, key, value string) ([]byte, error) {
	line := regexp.MustCompile(`(?m)^` + key + ` *= *""`)
	if n := len(line.FindAllIndex(sample, -1)); n != 1 {
		return nil, fmt.Errorf("the sample has %d empty lines for %s, not one", n, key)
	}
	return line.ReplaceAll(sample, []byte(key+` = "`+value+`"`)), nil
}

func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s 已经存在，不会覆盖 · it exists and is left as it is: %w", path, err)
	}
	if err != nil {
		return fmt.Errorf("无法写入文件 · cannot write the file: %w", err)
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		_ = os.Remove(path) // half a file would stop the next try
		return fmt.Errorf("无法写入文件 · cannot write the file: %w", err)
	}
	return nil
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
