package sandbox

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
)

// padTo is the block of the platform's PKCS#7 padding: 32, not the 16 of AES
// (developers.weixin.qq.com, message-push.html).
const padTo = 32

// box seals and opens messages of safe mode: AES-256-CBC, the first 16 key bytes as IV, over
// 16 random bytes, the length in four bytes, the message, the app id.
type box struct {
	block cipher.Block
	iv    []byte
	appID string
}

// newBox takes the EncodingAESKey. Real keys have stray bits in the last character, so the base64 is not strict.
func newBox(encodingAESKey, appID string) (*box, error) {
	key, err := base64.StdEncoding.DecodeString(encodingAESKey + "=")
	if err != nil || len(key) != 32 {
		return nil, errors.New("EncodingAESKey is not 43 base64 characters")
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("aes key: %w", err)
	}
	return &box{block: block, iv: key[:aes.BlockSize], appID: appID}, nil
}

func (b *box) seal(random16, msg []byte) string {
	plain := append([]byte{}, random16...)
	plain = binary.BigEndian.AppendUint32(plain, uint32(len(msg)))
	plain = append(append(plain, msg...), b.appID...)
	pad := padTo - len(plain)%padTo
	plain = append(plain, bytes.Repeat([]byte{byte(pad)}, pad)...)
	cipher.NewCBCEncrypter(b.block, b.iv).CryptBlocks(plain, plain)
	return base64.StdEncoding.EncodeToString(plain)
}

func (b *box) open(sealed string) ([]byte, error) {
	data, err := base64.StdEncoding.DecodeString(sealed)
	if err != nil || len(data) == 0 || len(data)%padTo != 0 {
		return nil, errors.New("sealed text is not base64 of whole 32-byte blocks")
	}
	cipher.NewCBCDecrypter(b.block, b.iv).CryptBlocks(data, data)
	pad := int(data[len(data)-1])
	if pad < 1 || pad > padTo || !bytes.HasSuffix(data, bytes.Repeat([]byte{byte(pad)}, pad)) {
		return nil, errors.New("padding is wrong")
	}
	data = data[:len(data)-pad]
	if len(data) < 20 {
		return nil, errors.New("sealed text is too short")
	}
	n, rest := binary.BigEndian.Uint32(data[16:]), data[20:]
	if uint64(n) > uint64(len(rest)) {
		return nil, errors.New("length is past the end")
	}
	if string(rest[n:]) != b.appID {
		return nil, errors.New("app id is another's")
	}
	return rest[:n], nil
}
