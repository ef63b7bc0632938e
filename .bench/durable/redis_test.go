//go:build linux

package durable

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// list is a Redis of our own as a queue would use it for the same promise: a log that is synced before each answer, reached
// over a socket, and one MULTI for each ticket. Each writer has a connection.
type list struct {
	*redis.Client
	server *exec.Cmd
}

// openRedis gives nil where there is no Redis, and says so.
func openRedis(b *testing.B, writers int) peer {
	server := redisServer()
	if server == nil {
		b.Log("没有 redis-server，不与 Redis 比较 · no redis-server: nothing is compared with Redis")
		return nil
	}
	dir := b.TempDir()
	socket := filepath.Join(dir, "redis.sock")
	server.Args = append(server.Args, "--port", "0", "--unixsocket", socket, "--dir", dir, "--appendonly", "yes",
		"--appendfsync", "always", "--save", "", "--logfile", filepath.Join(dir, "redis.log"))
	if err := server.Start(); err != nil {
		b.Fatal(err)
	}
	l := &list{redis.NewClient(&redis.Options{Network: "unix", Addr: socket, PoolSize: writers}), server}
	b.Cleanup(func() { _ = l.close() })
	l.await(b, socket)
	if got := l.ConfigGet(b.Context(), "appendfsync").Val()["appendfsync"]; got != "always" {
		b.Fatalf("redis: appendfsync %s, want always", got)
	}
	return l
}

// await waits until the server answers.
func (l *list) await(b *testing.B, socket string) {
	b.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(socket); err == nil && l.Ping(b.Context()).Err() == nil {
			return
		}
		if time.Now().After(deadline) {
			b.Fatal("redis-server does not answer")
		}
	}
}

// redisServer is the command, nil where there is none. Debian's redis-tools, which starts no service as its redis-server
// would, has the same program under another name, which it goes by.
func redisServer() *exec.Cmd {
	for _, name := range []string{"redis-server", "redis-check-rdb"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		server := &exec.Cmd{Path: path, Args: []string{"redis-server"}}
		if (&exec.Cmd{Path: path, Args: []string{"redis-server", "--version"}}).Run() == nil {
			return server
		}
	}
	return nil
}

func (l *list) take(n int) error {
	ctx, now := context.Background(), time.Now()
	_, err := l.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.HSet(ctx, fmt.Sprint("ticket:", n), "day", now.Format(time.DateOnly), "number", fmt.Sprintf("A%03d", n),
			"service", "general", "state", "waiting", "origin", "touch", "issued_at", now.UnixMilli())
		p.RPush(ctx, "line:general", n)
		return nil
	})
	return err
}

func (l *list) waiting() (int, error) {
	ctx := context.Background()
	keys, err := l.DBSize(ctx).Result()
	if err != nil {
		return 0, err
	}
	places, err := l.LLen(ctx, "line:general").Result()
	if err == nil && keys != places+1 {
		err = fmt.Errorf("%d keys for %d places", keys, places)
	}
	return int(places), err
}

// close may be called twice.
func (l *list) close() error {
	if l.server.ProcessState != nil {
		return nil
	}
	return errors.Join(l.Close(), l.server.Process.Signal(syscall.SIGTERM), l.server.Wait())
}
