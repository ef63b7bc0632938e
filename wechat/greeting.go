package wechat

import (
	"crypto/rand"
	"net/url"
	"strconv"
	"time"
)

// Greeting is the query with which WeChat greets a callback when its console saves the address, and the echo that has to come
// back as it is. It lets a program find out whether its callback is reached.
// Source: developers.weixin.qq.com/doc/service/guide/dev/push
func Greeting(token string, now time.Time) (query, echo string) {
	at, nonce := strconv.FormatInt(now.Unix(), 10), rand.Text()
	echo = rand.Text()
	sum := signature(token, at, nonce)
	return url.Values{"signature": {string(sum[:])}, "timestamp": {at}, "nonce": {nonce}, "echostr": {echo}}.Encode(), echo
}
