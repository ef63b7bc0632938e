package core

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"paihao/app/web"
	"paihao/queue"
)

// Raise asks the kiosk that holds a data file to bring its windows to the front: a second start on the same data does
// nothing else. It opens no port and touches no file.
// Errors: web.ErrNoWindows when that kiosk has none; queue.ErrLocked when nobody answers, such as while it starts or ends.
func Raise(ctx context.Context, data string) error {
	d, err := readDoor(data)
	if err == nil {
		err = d.raise(ctx)
	}
	if err != nil && !errors.Is(err, web.ErrNoWindows) {
		return fmt.Errorf("%w: %w", errNobody, err)
	}
	return err
}

// raise fails unless whoever answers says in so many words that the windows were raised: a kiosk that died may have left its
// port to another program, which may find any wish to its liking. Errors: web.ErrNoWindows.
func (d door) raise(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, knockWithin)
	defer cancel()
	answer, err := d.ask(ctx, http.MethodPost, "windows")
	if refused := (*refusedError)(nil); errors.As(err, &refused) && refused.status == http.StatusConflict {
		return web.ErrNoWindows
	}
	if err != nil {
		return err
	}
	defer answer.Close()
	var told struct{ Raised bool }
	if err := json.NewDecoder(io.LimitReader(answer, 4<<10)).Decode(&told); err != nil {
		return err
	}
	if !told.Raised {
		return queue.ErrLocked
	}
	return nil
}

// Raised tells each time that somebody wants the windows in front, such as who has started the program a second time.
// Wishes that nobody has taken yet are one. It never tells anything unless Options.Windows says that there are some.
func (k *Kiosk) Raised() <-chan struct{} { return k.raised }

// raise wishes the windows to the front; false when there are none.
func (k *Kiosk) raise() bool {
	if k.raised == nil {
		return false
	}
	select {
	case k.raised <- struct{}{}:
	default: // the wish before is not taken yet
	}
	return true
}
