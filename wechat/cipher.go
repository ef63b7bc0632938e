package wechat

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

const (
	keyChars   = 43 // an EncodingAESKey as the console shows it: 32 bytes in base64 without the "="
	padBlock   = 32 // WeChat pads to 32 bytes, twice the AES block
	randomSize = 16
	headSize   = randomSize + 4 // the random bytes and the length of the message
)

// errSealed hides why a text could not be opened: who asks learns only that it could not.
var errSealed = errors.New("wechat: encrypted text does not open")

// key opens and seals the messages of the safe mode: AES-256-CBC over
// random(16) | length(4, big endian) | message | app id | padding, the IV being the key's first half.
// Source: developers.weixin.qq.com/doc/oplatform/developers/dev/push/encryption.md
type key struct {
	iv               [aes.BlockSize]byte
	openers, sealers sync.Pool // of chains, each lent to one message at a time
}

// chain is AES in CBC mode that can begin anew, which is cheaper than another one: those hold the whole of the expanded key.
type chain interface {
	cipher.BlockMode
	SetIV(iv []byte)
}

// newKey reads an EncodingAESKey. Spaces around it and a pasted "=" are forgiven. 43 characters are two bits more
// than 32 bytes, and many real keys have those bits set, so the decoder must not be a strict one.
func newKey(encoded string) (*key, error) {
	encoded = strings.TrimRight(strings.TrimSpace(encoded), "=")
	if len(encoded) != keyChars {
		return nil, fmt.Errorf("wechat: an aes key has %d characters, this one %d", keyChars, len(encoded))
	}
	raw, err := base64.RawStdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, errors.New("wechat: an aes key is made of letters, digits, + and /")
	}
	block, err := aes.NewCipher(raw)
	if err != nil {
		return nil, fmt.Errorf("wechat: aes key: %w", err)
	}
	k := &key{}
	copy(k.iv[:], raw)
	k.openers.New = func() any { return cipher.NewCBCDecrypter(block, k.iv[:]) }
	k.sealers.New = func() any { return cipher.NewCBCEncrypter(block, k.iv[:]) }
	return k, nil
}

// crypt opens or seals whole blocks in place.
func (k *key) crypt(chains *sync.Pool, blocks []byte) {
	c := chains.Get().(chain)
	c.SetIV(k.iv[:])
	c.CryptBlocks(blocks, blocks)
	chains.Put(c)
}

// open decrypts the base64 text and returns the message, which must have been sealed for appID.
func (k *key) open(encrypted, appID string) (string, error) {
	buf := scratch.Get().(*[]byte)
	defer scratch.Put(buf)
	plain, err := base64.StdEncoding.AppendDecode((*buf)[:0], bytesOf(encrypted))
	*buf = plain
	if err != nil || len(plain) == 0 || len(plain)%aes.BlockSize != 0 {
		return "", errSealed
	}
	k.crypt(&k.openers, plain)
	plain, ok := unpad(plain)
	if !ok || len(plain) < headSize {
		return "", errSealed
	}
	size := uint64(binary.BigEndian.Uint32(plain[randomSize:]))
	rest := plain[headSize:]
	if size > uint64(len(rest)) || string(rest[size:]) != appID {
		return "", errSealed
	}
	return string(rest[:size]), nil
}

// seal appends the encrypted message in base64 to dst. The 16 random bytes are read afresh each time.
func (k *key) seal(dst []byte, random io.Reader, message []byte, appID string) ([]byte, error) {
	buf := scratch.Get().(*[]byte)
	defer scratch.Put(buf)
	plain := append((*buf)[:0], make([]byte, headSize)...)
	if _, err := io.ReadFull(random, plain[:randomSize]); err != nil {
		return dst, fmt.Errorf("wechat: random bytes for a reply: %w", err)
	}
	binary.BigEndian.PutUint32(plain[randomSize:], uint32(len(message)))
	plain = append(append(plain, message...), appID...)
	plain = pad(plain)
	*buf = plain
	k.crypt(&k.sealers, plain)
	return base64.StdEncoding.AppendEncode(dst, plain), nil
}

// pad fills up to the next 32 bytes, with a whole block of 32 where nothing is missing: the reader
// finds the number of bytes to take off in the last one.
func pad(b []byte) []byte {
	n := padBlock - len(b)%padBlock
	for range n {
		b = append(b, byte(n))
	}
	return b
}

// unpad takes the padding off. All its bytes must be the same and there are 1 to 32 of them, not 1 to 16.
func unpad(b []byte) ([]byte, bool) {
	n := int(b[len(b)-1])
	if n < 1 || n > padBlock || n > len(b) {
		return nil, false
	}
	good := 1
	for _, c := range b[len(b)-n:] {
		good &= subtle.ConstantTimeByteEq(c, byte(n))
	}
	return b[:len(b)-n], good == 1
}
