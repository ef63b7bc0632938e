package config

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"paihao/queue"
)

// Role is what the bearer of a token may do over the local API.
type Role string

// The roles, each with the rights of those before it.
const (
	MayRead   Role = "read"   // see the queue
	MayCall   Role = "call"   // give out tickets and call them, as staff at a counter do
	MayManage Role = "manage" // everything, as listen.api_token may
)

// Token is one [[token]]: a bearer of the local API beside listen.api_token. The token itself stands nowhere.
type Token struct {
	ID   string // as the steps of tickets name it; ^[a-z0-9][a-z0-9-]{0,19}$, none of those that steps name already
	Role Role
	Hash [sha256.Size]byte // SHA-256 of the token
}

const (
	mostTokens = 20
	hashMark   = "sha256:"

	// OwnID is the token's with which this program's own sub-commands reach the kiosk.
	OwnID = "self"

	// takenIDs are whom steps name already.
	takenIDs = queue.ByAPI + " " + queue.ByItself + " " + queue.ByDesk + " " + OwnID + " " + queue.ByCustomer
)

// isTokenID keeps out what steps say of somebody else.
func isTokenID(s string) bool { return isID(s) && !slices.Contains(strings.Fields(takenIDs), s) }

// hashOf is the hash that stands for a token.
func hashOf(token string) [sha256.Size]byte { return sha256.Sum256([]byte(token)) }

func tokenKeys(t *Token) []key {
	roles := map[string]Role{string(MayRead): MayRead, string(MayCall): MayCall, string(MayManage): MayManage}
	return []key{
		text("id", &t.ID, wantTokenID, isTokenID).must(),
		choice("role", &t.Role, roles).must(),
		hashKey(&t.Hash).must(),
	}
}

// hashKey never shows what it refuses: it may be the token itself. The hash of nothing is what comes of hashing a variable
// that was never set, and would let in whoever sends an empty token.
func hashKey(p *[sha256.Size]byte) key {
	return key{name: "hash", private: true, read: func(r *reading, path string, v value) {
		if !v.isText() || !hashShape.MatchString(v.text) {
			r.add(v.place, path, foundHidden, wantHash)
			return
		}
		var hash [sha256.Size]byte
		_, _ = hex.Decode(hash[:], []byte(strings.TrimPrefix(v.text, hashMark))) // hashShape has seen to it
		if hash == hashOf("") {
			r.add(v.place, path, foundEmptyHash, wantHash)
			return
		}
		*p = hash
	}}
}

// agreeTokens wants each bearer to be one only, or nobody could say who it was and what it may do.
func (r *reading) agreeTokens() {
	manager := hashOf(r.settings.Listen.APIToken.Reveal())
	ids, hashes := map[string]place{}, map[[sha256.Size]byte]place{}
	for i, t := range r.settings.Tokens {
		r.once(ids, t.ID, item("token", i, "id"))
		path := item("token", i, "hash")
		first, twice := hashes[t.Hash]
		switch {
		case t.Hash == [sha256.Size]byte{}: // not given, which is a mistake of its own
		case t.Hash == manager:
			r.add(r.at(path), path, foundManager, wantUniqueHash)
		case twice:
			r.add(r.at(path), path, foundTwiceHash(first.line), wantUniqueHash)
		default:
			hashes[t.Hash] = r.at(path)
		}
	}
}
