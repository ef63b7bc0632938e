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
