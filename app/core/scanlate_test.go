package core

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"paihao/queue"
)

// An answer that comes too late is none: the scan may stand, and its repeat gets the number.
func TestTooLate(t *testing.T) {
	store := memory()
	s := mustStage(t, store)
	arrived, release := store.BlockCommit()
	ctx, cancel := context.WithCancel(t.Context())
	answered := make(chan string, 1)
	go func() { answered <- s.scan.handle(ctx, s.does(1, "scan", "")).Text }()
	<-arrived
	cancel()
	if r := <-answered; strings.Contains(r, "取号成功") {
		t.Errorf("answered %q before the commit", r)
	}
	release()
	tells(t, "the repeat", s.reply(s.does(1, "scan", "")), "取号成功！您的号码是 A001")
	if n := len(s.line()); n != 1 {
		t.Errorf("%d tickets, want 1", n)
	}
}

// A disk that hangs is no reason to tell a customer that nothing happened: the ticket may be there a moment later.
func TestLateScanSaysNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory()
		s := mustStage(t, store)
		arrived, release := store.BlockCommit()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		reply := make(chan string)
		go func() { reply <- s.scan.handle(ctx, s.does(1, "scan", "")).Text }()
		<-arrived
		if got := <-reply; got != "" {
			t.Errorf("the late answer is %q, want none", got)
		}
		release()
		synctest.Wait()
		tells(t, "the repeat", s.reply(s.does(1, "scan", "")), "取号成功！您的号码是 A001")
		s.mustClose()
	})
}

// A scan whose outcome came too late for WeChat is told by a message, once.
func TestLateScanIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory()
		s := mustStage(t, store)
		arrived, release := store.BlockCommit()
		ctx, cancel := context.WithTimeout(t.Context(), 3500*time.Millisecond)
		defer cancel()
		reply := make(chan string)
		scan := s.does(1, "scan", "")
		go func() { reply <- s.scan.handle(ctx, scan).Text }()
		<-arrived
		if got := <-reply; got != "" {
			t.Errorf("the late answer is %q, want none", got)
		}
		time.Sleep(10 * time.Second)
		release()
		synctest.Wait()
		line := s.line()
		if len(line) != 1 || len(line[0].Notices) != 1 || line[0].Notices[0].Kind != queue.Issued {
			t.Errorf("the line is %+v, want one ticket whose customer is told that it was issued", line)
		}
		if err := s.errands.close(t.Context()); err != nil {
			t.Error(err)
		}
		s.mustClose()
	})
}

// The end of the program does not wait for a disk that hangs.
func TestLateScanAtTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := memory()
		s := mustStage(t, store)
		arrived, release := store.BlockCommit()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		scan := s.does(1, "scan", "")
		done := make(chan struct{})
		go func() { s.scan.handle(ctx, scan); close(done) }()
		<-arrived
		<-done
		ending, end := context.WithTimeout(t.Context(), time.Second)
		defer end()
		begin := time.Now()
		if err := s.errands.close(ending); err != nil || time.Since(begin) != time.Second {
			t.Errorf("closed with %v after %v, want after the second it has", err, time.Since(begin))
		}
		release()
		s.mustClose()
	})
}
