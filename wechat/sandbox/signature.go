package sandbox

import (
	"crypto/sha1"
	"encoding/hex"
	"slices"
	"strings"
)

// sign is the platform's signature: SHA-1, in hexadecimal, of the parts sorted as bytes and joined. The parts
// are token, timestamp and nonce, and for msg_signature the Encrypt text too
// (developers.weixin.qq.com, message-push.html).
func sign(parts ...string) string {
	sorted := slices.Sorted(slices.Values(parts))
	sum := sha1.Sum([]byte(strings.Join(sorted, "")))
	return hex.EncodeToString(sum[:])
}
