package core

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"paihao/queue"
)

// scenes writes and reads what a QR code says to us when it is scanned: v1.<purpose>.<id>.<mac>, at most 64 bytes.
// The mac is keyed by a secret of the store, so that nobody can make up a scene.
type scenes struct {
	secret []byte
	app    string
}

// join is the scene of the code that takes a ticket for a service.
func (s scenes) join(service string) string {
	name := "v1." + string(queue.Join) + "." + service
	return name + "." + s.mac(name)
}

// service is what a scene takes a ticket for; false when the scene is not one of ours.
func (s scenes) service(scene string) (string, bool) {
	parts := strings.Split(scene, ".")
	if len(scene) > 64 || len(parts) != 4 || parts[0] != "v1" || parts[1] != string(queue.Join) {
		return "", false
	}
	return parts[2], hmac.Equal([]byte(scene), []byte(s.join(parts[2])))
}

// mac is 96 bits: a guess succeeds once in 2^96 tries, and every try is a scan.
func (s scenes) mac(name string) string {
	mac := hmac.New(sha256.New, s.secret)
	mac.Write([]byte("scene\x00" + s.app + "\x00" + name))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:12])
}
