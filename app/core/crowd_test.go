package core_test

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// asCrowd makes the test binary be a crowd: in a process of its own, so that what it costs is not the kiosk's.
const asCrowd = "TEST_AS_CROWD"

// crowd is customers who scan the code of one service in turn, over a fixed number of connections that stay open. It is
// told as one line of JSON, answers with a line when its requests are sealed and its connections stand, scans at the
// next line, and tells how it went.
type crowd struct {
	Address, AppID, Token, AESKey string
	Scene                         string
	Connections, Customers, Scans int
	First                         int           // number of the first customer
	Within                        time.Duration // no scan begins later; 0: all scan, however long it takes
}

// rush is how it went.
type rush struct {
	Unanswered string // the first answer that was no ticket
	Scans      int
	Took       time.Duration
	CPU        time.Duration // what it cost the crowd itself
	P50, P99   time.Duration
}

// runCrowd is the process of a crowd. One processor is enough for it: with more its threads would look for work, and take that
// time from the kiosk.
func runCrowd(in io.Reader, out io.Writer) int {
	runtime.GOMAXPROCS(1)
	var c crowd
	lines := bufio.NewReader(in)
	line, _ := lines.ReadBytes('\n') // a broken pipe is a broken line
	if err := json.Unmarshal(line, &c); err != nil {
		fmt.Fprintln(out, err)
		return 1
	}
	requests := c.requests()
	connections := make([]net.Conn, c.Connections)
	for i := range connections {
		connections[i] = must(net.Dial("tcp", c.Address))
	}
	fmt.Fprintln(out)
	must(lines.ReadBytes('\n'))
	return must(0, json.NewEncoder(out).Encode(c.scan(connections, requests)))
}

// scan sends each connection its share, one request after the answer to the last.
func (c *crowd) scan(connections []net.Conn, requests [][]byte) rush {
	waits, bad := make([][]time.Duration, len(connections)), make([]string, len(connections))
	began, used := time.Now(), processorTime()
	var scanning sync.WaitGroup
	for i, connection := range connections {
		scanning.Go(func() {
			answers := bufio.NewReader(connection)
			for n := i; n < len(requests) && bad[i] == "" && (c.Within == 0 || time.Since(began) < c.Within); n += len(connections) {
				start := time.Now()
				bad[i] = exchange(connection, answers, requests[n])
				waits[i] = append(waits[i], time.Since(start))
			}
		})
	}
	scanning.Wait()
	took, used := time.Since(began), processorTime()-used
	all := slices.Concat(waits...)
	slices.Sort(all)
	return rush{cmp.Or(bad...), len(all), took, used, all[len(all)/2], all[len(all)*99/100]}
}

// tooLate is what stands in the place of an answer that WeChat would not have waited for. On a machine that has too much else to
// do that is no mistake, but there is nothing to be measured either.
const tooLate = "the answer came too late"

// exchange sends one request and reads its answer, which must be an encrypted message: without one no ticket was taken.
func exchange(connection net.Conn, answers *bufio.Reader, request []byte) (bad string) {
	if _, err := connection.Write(request); err != nil {
		return err.Error()
	}
	good, length, err := readHead(answers)
	if err != nil {
		return err.Error()
	}
	text, err := answers.Peek(length)
	if good && string(text) == "success" {
		return tooLate
	}
	if err != nil || !good || !bytes.HasPrefix(text, []byte("<xml><Encrypt>")) {
		return fmt.Sprintf("a good status: %t, %.40q, %v", good, text, err)
	}
	_, _ = answers.Discard(length) // they have been seen
	return ""
}

// readHead reads what stands above an answer's text, and how long that is. To make a response of each, as net/http does, would
// cost a crowd as much as all else.
func readHead(answers *bufio.Reader) (good bool, length int, err error) {
	line, err := answers.ReadSlice('\n')
	good = bytes.HasPrefix(line, []byte("HTTP/1.1 200 "))
	for err == nil && len(line) > 2 {
		line, err = answers.ReadSlice('\n')
		if digits, is := bytes.CutPrefix(line, []byte("Content-Length: ")); is {
			for _, digit := range bytes.TrimSpace(digits) {
				length = 10*length + int(digit-'0')
			}
		}
	}
	return good, length, err
}

// requests are the scans as WeChat would post them in the safe mode: sealed and signed by code of this test.
func (c *crowd) requests() [][]byte {
	block := must(aes.NewCipher(must(base64.StdEncoding.DecodeString(c.AESKey + "="))))
	now := time.Now()
	stamp := fmt.Sprint(now.Unix())
	list := make([][]byte, c.Scans)
	for i := range list {
		openid, nonce := fmt.Sprintf("o%027d", c.First+i%c.Customers), fmt.Sprintf("%09d", i)
		turn := now.Add(time.Duration(i/c.Customers) * time.Second) // the same moment again would be the same scan again
		event := fmt.Sprintf("<xml><ToUserName><![CDATA[gh_5a4d6f2c81b7]]></ToUserName><FromUserName><![CDATA[%s]]></FromUserName>"+
			"<CreateTime>%d</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[SCAN]]></Event><EventKey><![CDATA[%s]]></EventKey>"+
			"<Ticket><![CDATA[gQH47joAAAAAAAAAASxodHRwOi8vd2VpeGluLnFxLmNvbS9xL2taZ2Z3TVRtNzJXV1Brb3ZhYmJJAAIEZ23sUwMEmm3sUw]]></Ticket></xml>", openid, turn.Unix(), c.Scene)
		sealed := c.seal(block, event)
		body := "<xml><ToUserName><![CDATA[gh_5a4d6f2c81b7]]></ToUserName><Encrypt><![CDATA[" + sealed + "]]></Encrypt></xml>"
		list[i] = fmt.Appendf(nil, "POST /wechat/callback?signature=%s&timestamp=%s&nonce=%s&openid=%s&encrypt_type=aes&msg_signature=%s HTTP/1.1\r\n"+
			"Host: %s\r\nUser-Agent: Mozilla/4.0\r\nAccept: */*\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n%s",
			sign(c.Token, stamp, nonce), stamp, nonce, openid, sign(c.Token, stamp, nonce, sealed), c.Address, len(body), body)
	}
	return list
}

// seal is AES-256-CBC over 16 bytes, the length, the event, the app id and padding to 32.
func (c *crowd) seal(block cipher.Block, event string) string {
	plain := binary.BigEndian.AppendUint32([]byte(event[:16]), uint32(len(event)))
	plain = append(append(plain, event...), c.AppID...)
	padding := 32 - len(plain)%32
	plain = append(plain, bytes.Repeat([]byte{byte(padding)}, padding)...)
	key := must(base64.StdEncoding.DecodeString(c.AESKey + "="))
	cipher.NewCBCEncrypter(block, key[:aes.BlockSize]).CryptBlocks(plain, plain)
	return base64.StdEncoding.EncodeToString(plain)
}

func sign(parts ...string) string {
	slices.Sort(parts)
	sum := sha1.Sum([]byte(strings.Join(parts, "")))
	return hex.EncodeToString(sum[:])
}
