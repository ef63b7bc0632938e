package wechat_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"paihao/wechat"
)

// A real client has the whole answer in time, and the next request of its does not wait for the handler.
func TestDeadlineOverTheWire(t *testing.T) {
	o := options()
	o.Deadline = time.Millisecond
	end := make(chan struct{})
	var once sync.Once
	c := mustCallback(t, o, func(context.Context, wechat.Event) wechat.Reply {
		once.Do(func() { <-end })
		return wechat.Reply{Text: "late"}
	})
	server := httptest.NewServer(c)
	defer server.Close()
	defer close(end)
	for range 2 {
		answer, err := server.Client().Post(server.URL+"/?"+plainQuery().Encode(), "text/xml", strings.NewReader(scanXML))
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != 200 || len(text) == 0 {
			t.Errorf("got %d %q, %v, want a whole answer", answer.StatusCode, text, err)
		}
		answer.Body.Close()
	}
}

// Everything at once that can go wrong on a real connection: each client that waits has one whole answer.
func TestLateAnswersOverTheWire(t *testing.T) {
	o := options()
	o.Deadline = 2 * time.Millisecond
	var turn atomic.Int64
	c := mustCallback(t, o, func(ctx context.Context, _ wechat.Event) wechat.Reply {
		switch turn.Add(1) % 4 {
		case 0:
			<-ctx.Done()
			panic("after the deadline")
		case 1:
			<-ctx.Done()
		case 2:
			end, _ := ctx.Deadline()
			near, cancel := context.WithDeadline(ctx, end.Add(-50*time.Microsecond))
			defer cancel()
			<-near.Done()
		}
		return wechat.Reply{Text: "A012"}
	})
	server := httptest.NewServer(c)
	defer server.Close()
	head := " /?" + plainQuery().Encode() + " HTTP/1."
	size := "\r\nHost: a\r\nContent-Length: " + strconv.Itoa(len(scanXML)) + "\r\n"
	var clients sync.WaitGroup
	for range 4 {
		clients.Go(func() {
			for i := range 40 {
				start := []string{"0" + size, "0" + size + "Connection: keep-alive\r\n", "1" + size}[i%3] + "\r\n"
				talk(t, server.Listener.Addr().String(), "POST"+head+start+scanXML, i%5 == 0)
			}
		})
	}
	clients.Wait()
}

// talk sends a request twice, the second one without waiting for the first answer, and reads what comes; or goes away.
func talk(t *testing.T, address, request string, gone bool) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Error(err)
		return
	}
	defer conn.Close()
	_, _ = io.WriteString(conn, request+request)
	if gone {
		return
	}
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Error(err)
		return
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if whole := string(text) == "success" || strings.HasSuffix(string(text), "</xml>"); err != nil || answer.StatusCode != 200 || !whole {
		t.Errorf("got %d %q, %v, want one whole answer", answer.StatusCode, text, err)
	}
}
