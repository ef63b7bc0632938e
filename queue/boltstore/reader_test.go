package boltstore_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"

	"go.etcd.io/bbolt"

	"paihao/queue"
	"paihao/queue/boltstore"
)

// reading is what a program that only reads says of a file.
type reading struct {
	Verified string           // the error of Verify, empty for none
	Honest   bool             // that error and the next are about damage
	Report   boltstore.Report // of Verify
	Content  []byte           // a hash of all that lies in the file, when Verify found it sound
	Opened   string           // the error of Open and Load
	Saved    *queue.Saved     // what Load gave
	SetAside []boltstore.Damage
}

// readMutants reads files whose names come line by line, and says what it found in each. It may die of one.
func readMutants(string) error {
	names, out := bufio.NewScanner(os.Stdin), json.NewEncoder(os.Stdout)
	for names.Scan() {
		if err := out.Encode(readMutant(names.Text())); err != nil {
			return err
		}
	}
	return names.Err()
}

func readMutant(path string) (r reading) {
	r.Honest = true
	note := func(to *string, err error) {
		if err != nil {
			*to, r.Honest = err.Error(), r.Honest && errors.Is(err, queue.ErrDamaged)
		}
	}
	var err error
	if r.Report, err = boltstore.Verify(path); err == nil && len(r.Report.Damage) == 0 {
		r.Content, err = contentOf(path)
	}
	note(&r.Verified, err)
	store, err := boltstore.Open(boltstore.Options{Path: path, Reserve: smallReserve, NoSync: true})
	if err == nil {
		defer store.Close()
		r.Saved, err = store.Load(context.Background())
		r.SetAside = store.Damage()
	}
	note(&r.Opened, err)
	return r
}

// contentOf is a hash of every key and value of a file, of past days too.
func contentOf(path string) ([]byte, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	hash := sha256.New()
	err = db.View(func(tx *bbolt.Tx) error { return hashTree(hash, tx.Cursor().Bucket()) })
	return hash.Sum(nil), err
}

func hashTree(to io.Writer, b *bbolt.Bucket) error {
	return b.ForEach(func(key, value []byte) error {
		fmt.Fprintf(to, "%q %q\n", key, value)
		if value != nil {
			return nil
		}
		return hashTree(to, b.Bucket(key))
	})
}

// reader is a program that reads mutants, started anew when it died of one.
type reader struct {
	*testing.T
	cmd     *exec.Cmd
	in      io.WriteCloser
	out     *json.Decoder
	crashes int
}

func (r *reader) start() {
	r.Helper()
	r.cmd = child(r.T, mutantPart, "")
	r.cmd.Stderr = nil // a crash is counted, what it says is long
	in, err := r.cmd.StdinPipe()
	mustDo(r.T, err)
	out, err := r.cmd.StdoutPipe()
	mustDo(r.T, err)
	mustDo(r.T, r.cmd.Start())
	r.in, r.out = in, json.NewDecoder(out)
}

// read gives what the program says of a file; ok is false when it died.
func (r *reader) read(path string) (said reading, ok bool) {
	r.Helper()
	if r.cmd == nil {
		r.start()
	}
	_, err := fmt.Fprintln(r.in, path)
	if err == nil {
		err = r.out.Decode(&said)
	}
	if err != nil {
		r.stop()
		r.crashes++
	}
	return said, err == nil
}

func (r *reader) stop() {
	if r.cmd != nil {
		r.in.Close()
		r.cmd.Wait()
		r.cmd = nil
	}
}
