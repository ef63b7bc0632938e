//go:build linux

package durable

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

// table is SQLite as a queue would use it for the same promise: a write-ahead log, synced at each commit, one transaction for
// each ticket, and one connection that writes, since SQLite lets no two write at a time.
type table struct {
	*sql.DB
	ticket, place *sql.Stmt
}

func openSQLite(b *testing.B, _ int) peer {
	path := filepath.Join(b.TempDir(), "sqlite.db")
	db, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`
		CREATE TABLE tickets (id INTEGER PRIMARY KEY, day TEXT NOT NULL, number TEXT NOT NULL, service TEXT NOT NULL,
			state TEXT NOT NULL, origin TEXT NOT NULL, issued_at INTEGER NOT NULL);
		CREATE TABLE line (service TEXT NOT NULL, ticket INTEGER NOT NULL, PRIMARY KEY (service, ticket)) WITHOUT ROWID`); err != nil {
		b.Fatal(err)
	}
	var mode string
	var synchronous int
	if err := errors.Join(db.QueryRow("PRAGMA journal_mode").Scan(&mode), db.QueryRow("PRAGMA synchronous").Scan(&synchronous)); err != nil {
		b.Fatal(err)
	}
	if mode != "wal" || synchronous != 2 {
		b.Fatalf("sqlite: journal_mode %s, synchronous %d, want wal and 2 (FULL)", mode, synchronous)
	}
	t := &table{DB: db}
	t.ticket, err = db.Prepare("INSERT INTO tickets VALUES (?, ?, ?, ?, ?, ?, ?)")
	if err == nil {
		t.place, err = db.Prepare("INSERT INTO line VALUES (?, ?)")
	}
	if err != nil {
		b.Fatal(err)
	}
	return t
}

func (t *table) take(n int) error {
	tx, err := t.Begin()
	if err != nil {
		return err
	}
	now := time.Now()
	_, err = tx.Stmt(t.ticket).Exec(n, now.Format(time.DateOnly), fmt.Sprintf("A%03d", n), "general", "waiting", "touch", now.UnixMilli())
	if err == nil {
		_, err = tx.Stmt(t.place).Exec("general", n)
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func (t *table) waiting() (tickets int, err error) {
	places := 0
	err = errors.Join(
		t.QueryRow("SELECT count(*) FROM tickets").Scan(&tickets), t.QueryRow("SELECT count(*) FROM line").Scan(&places),
	)
	if tickets != places {
		err = errors.Join(err, fmt.Errorf("%d tickets in %d places", tickets, places))
	}
	return tickets, err
}

func (t *table) close() error { return t.Close() }
