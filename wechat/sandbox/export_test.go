package sandbox

// Sign is sign, for tests that check callbacks from outside.
func Sign(parts ...string) string { return sign(parts...) }

// Seal seals a message as a callback or a reply is sealed.
func Seal(aesKey, appID string, random16, msg []byte) string {
	return mustBox(aesKey, appID).seal(random16, msg)
}

// Open opens a sealed message.
func Open(aesKey, appID, sealed string) ([]byte, error) {
	return mustBox(aesKey, appID).open(sealed)
}

func mustBox(aesKey, appID string) *box {
	b, err := newBox(aesKey, appID)
	if err != nil {
		panic(err)
	}
	return b
}
