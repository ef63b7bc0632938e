package wechat

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// User is what WeChat tells of a customer. Names and pictures it has kept to itself since 2021.
type User struct {
	Following  bool      // the rest is empty when not
	FollowedAt time.Time // the last time
	Union      string
	Source     string // such as ADD_SCENE_QR_CODE
	Scene      string // of the QR code they followed by, as text or in digits
	Tags       []int
}

// User asks for a customer.
// Source: developers.weixin.qq.com/doc/service/api/usermanage/userinfo/api_userinfo
func (c *Client) User(ctx context.Context, openID string) (User, error) {
	u, err := c.user(ctx, openID)
	if err != nil {
		return User{}, fmt.Errorf("look up a user: %w", err)
	}
	return u, nil
}

func (c *Client) user(ctx context.Context, openID string) (User, error) {
	if err := checkReceiver(openID); err != nil {
		return User{}, err
	}
	var out userInfo
	query := map[string]string{"openid": openID, "lang": "zh_CN"}
	if err := c.call(ctx, &request{path: "/cgi-bin/user/info", query: query, hidden: []string{openID}, repeat: true}, &out); err != nil {
		return User{}, err
	}
	switch out.Following {
	case "0":
		return User{}, nil
	case "1":
		return out.user(), nil
	}
	return User{}, without("a user")
}

// userInfo is WeChat's answer.
type userInfo struct {
	Following  loose   `json:"subscribe"`
	FollowedAt loose   `json:"subscribe_time"`
	Union      loose   `json:"unionid"`
	Source     loose   `json:"subscribe_scene"`
	Scene      loose   `json:"qr_scene_str"`
	Number     loose   `json:"qr_scene"`
	Tags       []loose `json:"tagid_list"`
}

// user leaves out what cannot be read: none of it is needed to know that the customer follows.
func (i *userInfo) user() User {
	u := User{Following: true, Union: string(i.Union), Source: string(i.Source), Scene: string(i.Scene)}
	if at, ok := i.FollowedAt.number(1, lastSecond); ok {
		u.FollowedAt = time.Unix(at, 0)
	}
	if n, ok := i.Number.number(1, 1<<32-1); ok && u.Scene == "" {
		u.Scene = strconv.FormatInt(n, 10)
	}
	for _, t := range i.Tags {
		if id, ok := t.number(0, 1<<31-1); ok {
			u.Tags = append(u.Tags, int(id))
		}
	}
	return u
}
