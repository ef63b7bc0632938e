package web

import (
	"net/http"
	"slices"

	"paihao/queue"
)

// poster is the permanent code of a channel, as it is printed.
type poster struct {
	ID  string `json:"id"`  // of the channel
	URL string `json:"url"` // what the code's picture says
}

// ofChannel finds the permanent code of a channel by the channel's id. There is none before WeChat has made it, nor once the
// channel has left the settings.
func ofChannel(b *queue.Book, id string) (queue.Code, error) {
	list := b.Codes(queue.Channel)
	i := slices.IndexFunc(list, func(c queue.Code) bool { return c.For == id && c.FreeAt.IsZero() })
	if i < 0 {
		return queue.Code{}, queue.ErrNoCode
	}
	return list[i], nil
}

// getPoster tells what the code of a channel says, or shows its picture. There is nothing to wait for: anybody may scan it,
// and it goes on.
func (o LocalOptions) getPoster(w http.ResponseWriter, r *http.Request, _ Token) {
	q, err := query(r, "format", "picture")
	if err != nil {
		o.fail(w, err)
		return
	}
	if q["format"] != "" || q["picture"] != "" {
		o.showCode(w, r, ofChannel, q)
		return
	}
	var c queue.Code
	o.Hall.Look(func(b *queue.Book) { c, err = ofChannel(b, r.PathValue("id")) })
	if err != nil {
		o.fail(w, err)
		return
	}
	reply(w, http.StatusOK, poster{c.For, c.URL})
}
