package core

import (
	"crypto/hmac"
	"encoding/base64"
	"strings"

	"paihao/queue"
)

// scenes writes and reads what a QR code says to us when it is scanned: v1.<purpose>.<id>.<mac>, at most 64 bytes.
// The mac is keyed by a secret of the store, so that nobody can make up a scene.
type scenes struct {
	secret *queue.Secret
	app    string
}

const (
	sceneVersion = "v1"
	longestScene = 64 // bytes, by WeChat's rule
	longestID    = 20 // bytes of a code's id
	macLength    = 16 // characters: 96 bits, a guess succeeds once in 2^96 tries, and every try is a scan
)

// purposes are all that a scene may name.
var purposes = map[string]queue.Purpose{
	string(queue.Join): queue.Join, string(queue.BindTicket): queue.BindTicket, string(queue.BindAccount): queue.BindAccount,
	string(queue.SignIn): queue.SignIn, string(queue.Channel): queue.Channel,
}

// of is the scene of the code of a purpose with that id.
func (s scenes) of(p queue.Purpose, id string) string {
	name := sceneVersion + "." + string(p) + "." + id
	return name + "." + s.mac(name)
}

// read is the code that a scene names; false when the scene is not one of ours. That the code is still there, and still
// valid, it does not say. Time tells nothing of the mac.
func (s scenes) read(scene string) (p queue.Purpose, id string, ok bool) {
	if len(scene) > longestScene {
		return "", "", false
	}
	parts := strings.Split(scene, ".")
	if len(parts) != 4 || parts[0] != sceneVersion || len(parts[3]) != macLength {
		return "", "", false
	}
	p, known := purposes[parts[1]]
	if !known || !isCodeID(parts[2]) || !isBase64URL(parts[3]) {
		return "", "", false
	}
	name := scene[:len(scene)-macLength-1]
	return p, parts[2], hmac.Equal([]byte(parts[3]), []byte(s.mac(name)))
}

func isCodeID(id string) bool { return 1 <= len(id) && len(id) <= longestID && isBase64URL(id) }

// isBase64URL allows the letters of base64url and no others.
func isBase64URL(s string) bool {
	return !strings.ContainsFunc(s, func(c rune) bool {
		return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_')
	})
}

func (s scenes) mac(name string) string {
	mac := s.secret.Mac("scene\x00", s.app, "\x00", name)
	return base64.RawURLEncoding.EncodeToString(mac[:macLength*6/8])
}
