package core

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"paihao/app/config"
	"paihao/app/web"
)

// door is how the program's own sub-commands reach the kiosk that holds a data file: the address of its local listener,
// and a token that is good for this run alone. It lies beside the data file, readable to nobody else. It names the file,
// since whoever copies the folder copies the door too.
type door struct {
	File    string `json:"file"` // the data file, by its one true path
	Address string `json:"address"`
	Sandbox string `json:"sandbox,omitempty"` // address of a trial's pretend WeChat
	Token   string `json:"token"`
}

// tellAgain is how often a door that could not be told is tried again.
const tellAgain = 5 * time.Second

// roles are the roles of the settings as the local door has them.
var roles = map[config.Role]web.Role{config.MayRead: web.RoleRead, config.MayCall: web.RoleCall, config.MayManage: web.RoleManage}

// bearers are those whom the settings let use the API.
func bearers(s config.Settings) (tokens []web.Token) {
	if secret := s.Listen.APIToken.Reveal(); secret != "" {
		tokens = append(tokens, web.NewToken("", secret, web.RoleManage))
	}
	for _, t := range s.Tokens {
		tokens = append(tokens, web.Token{ID: t.ID, Hash: t.Hash, Role: roles[t.Role]})
	}
	return tokens
}

// newToken is 32 random bytes, written out. A nil random is the machine's own.
func newToken(random io.Reader) (string, error) {
	if random == nil {
		random = rand.Reader
	}
	token := make([]byte, 32)
	if _, err := io.ReadFull(random, token); err != nil {
		return "", fmt.Errorf("make a token: %w", err)
	}
	return hex.EncodeToString(token), nil
}

// doorFile is where the door of a data file is told.
func doorFile(data string) string { return data + ".door" }

// openDoor makes the token for this run's sub-commands.
func (k *Kiosk) openDoor(_ context.Context, o *Options) (err error) {
	k.door.Address = onLoopback(k.local.Addr())
	k.door.Token, err = newToken(o.Rand)
	return err
}

// tellDoor tells the sub-commands of this machine where the door is, until the end. A kiosk that cannot tell runs all the
// same: only its sub-commands do without it, until tellDoorLate succeeds.
func (k *Kiosk) tellDoor(_ context.Context, o *Options) error {
	k.door.File = truePath(k.storage.path)
	if k.Sandbox != nil {
		k.door.Sandbox = k.Sandbox.Addr()
	}
	k.onClose(func(context.Context) error {
		if err := os.Remove(doorFile(k.storage.path)); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil // somebody has tidied up
	})
	if err := k.door.write(doorFile(k.storage.path)); err != nil {
		k.untold = true
		o.Log.Error("backup and verify cannot reach this run yet; trying again", "err", err)
	}
	return nil
}

// tellDoorLate tells where the door is as soon as that can be written, such as when a full disk has room again.
func (k *Kiosk) tellDoorLate(ctx context.Context) {
	for k.untold {
		select {
		case <-ctx.Done():
			return
		case <-time.After(tellAgain):
			k.untold = k.door.write(doorFile(k.storage.path)) != nil
		}
	}
}

// write puts the door in its file, in the place of one that an earlier run has left.
func (d door) write(path string) error {
	text, err := json.Marshal(d)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-*") // CreateTemp gives it mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // it has another name by then, unless something failed
	_, err = file.Write(text)
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// readDoor is the door of the kiosk that holds a data file, or held it when it died. Errors: errNobody, when it is the door
// of another file.
func readDoor(data string) (d door, err error) {
	text, err := os.ReadFile(doorFile(data))
	if err != nil {
		return door{}, err
	}
	if err := json.Unmarshal(text, &d); err != nil {
		return door{}, err
	}
	if d.File != truePath(data) {
		return door{}, errNobody
	}
	return d, nil
}

// truePath is the one path of a file that has no links in it, as far as the system tells.
func truePath(path string) string {
	if whole, err := filepath.Abs(path); err == nil {
		path = whole
	}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	return path
}
