package wechat

import (
	"context"
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
	return User{}, ErrUnreachable
}

// Tag is a label of an account for its followers. An account has up to 100.
type Tag struct {
	ID   int
	Name string // up to 30 characters
}

// Tags lists the account's tags.
// Source: developers.weixin.qq.com/doc/service/api/usermanage/tag/api_gettags
func (c *Client) Tags(ctx context.Context) ([]Tag, error) { return nil, ErrUnreachable }

// CreateTag makes one.
func (c *Client) CreateTag(ctx context.Context, name string) (Tag, error) {
	return Tag{}, ErrUnreachable
}

// TagUsers gives 1 to 50 followers a tag.
// Source: developers.weixin.qq.com/doc/service/api/usermanage/tag/api_batchtagging
func (c *Client) TagUsers(ctx context.Context, tag int, openIDs ...string) error {
	return ErrUnreachable
}
