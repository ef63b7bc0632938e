package web

import (
	"io"
	"net/http"
)

// postBackup answers with a copy of the data. A copy that breaks off on the way breaks the connection too, so that nobody
// keeps half of one for the whole.
func (o LocalOptions) postBackup(w http.ResponseWriter, r *http.Request, by Token) {
	if o.Backup == nil {
		o.fail(w, ErrNotFound)
		return
	}
	if _, err := read[nothing](w, r); err != nil {
		o.fail(w, err)
		return
	}
	s := newStream(w, nil)
	data, err := o.Backup(r.Context(), by == o.Self)
	if err != nil {
		o.fail(s, err)
		return
	}
	defer data.Close()
	name := "paihao-" + o.Hall.View().At.Format("20060102-150405") + ".db"
	s.Header().Set("Content-Type", "application/octet-stream")
	s.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	s.Header().Set("Cache-Control", "no-store")
	if _, err := io.Copy(s, data); err != nil {
		panic(http.ErrAbortHandler)
	}
}
