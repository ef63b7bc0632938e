package wechat

import (
	"context"
	"fmt"
)

// Tag is a label of an account for its followers. An account has up to 100.
type Tag struct {
	ID   int
	Name string // up to MaxTagName bytes
}

// MaxTagName is the room for the name of a tag in bytes: ten Chinese characters. The documents speak of 30 characters; 45158
// answers those with more than 30 bytes.
// Source: developers.weixin.qq.com/community/develop/doc/000ac25dc38140c7e48b1022d5f400
const MaxTagName = 30

// mostTagged is how many followers one call gives a tag.
const mostTagged = 50

// tagInfo is a tag in WeChat's form.
type tagInfo struct {
	ID   loose `json:"id,omitempty"`
	Name loose `json:"name"`
}

func (i tagInfo) tag() (Tag, bool) {
	id, ok := i.ID.number(0, 1<<31-1)
	return Tag{int(id), string(i.Name)}, ok
}

// Tags lists the account's tags.
// Source: developers.weixin.qq.com/doc/service/api/usermanage/tag/api_gettags
func (c *Client) Tags(ctx context.Context) ([]Tag, error) {
	var out struct {
		Tags *[]tagInfo `json:"tags"`
	}
	err := c.call(ctx, &request{path: "/cgi-bin/tags/get", repeat: true}, &out)
	if err == nil && out.Tags == nil {
		err = without("tags")
	}
	if err != nil {
		return nil, fmt.Errorf("list tags: %w", err)
	}
	var all []Tag
	for _, i := range *out.Tags {
		if t, ok := i.tag(); ok {
			all = append(all, t)
		}
	}
	return all, nil
}

// CreateTag makes one. A name without a character or beyond MaxTagName is ErrLimit and no call is made; one that there
// is, or that is one too many, is ErrTag.
// Source: developers.weixin.qq.com/doc/service/en/User_Management/User_Tag_Management.html
func (c *Client) CreateTag(ctx context.Context, name string) (Tag, error) {
	t, err := c.createTag(ctx, name)
	if err != nil {
		return Tag{}, fmt.Errorf("create tag: %w", err)
	}
	return t, nil
}

// createTag is made once even when WeChat is busy: a second call might find the tag of the first and be refused.
func (c *Client) createTag(ctx context.Context, name string) (Tag, error) {
	if err := checkText("a name", name, MaxTagName); err != nil {
		return Tag{}, fmt.Errorf("%w: %w", ErrLimit, err)
	}
	var in, out struct {
		Tag tagInfo `json:"tag"`
	}
	in.Tag.Name = loose(name)
	if err := c.call(ctx, &request{path: "/cgi-bin/tags/create", in: in}, &out); err != nil {
		return Tag{}, err
	}
	t, ok := out.Tag.tag()
	if !ok || t.ID == 0 {
		return Tag{}, without("a tag")
	}
	if t.Name == "" {
		t.Name = name
	}
	return t, nil
}

// TagUsers gives 1 to 50 followers a tag. Who has it already keeps it. ErrNoFollower when one of them does not follow;
// other numbers of followers are ErrLimit and no call is made.
// Source: developers.weixin.qq.com/doc/service/api/usermanage/tag/api_batchtagging
func (c *Client) TagUsers(ctx context.Context, tag int, openIDs ...string) error {
	if err := c.tagUsers(ctx, tag, openIDs); err != nil {
		return fmt.Errorf("tag users: %w", err)
	}
	return nil
}

func (c *Client) tagUsers(ctx context.Context, tag int, openIDs []string) error {
	if len(openIDs) == 0 || len(openIDs) > mostTagged || tag <= 0 {
		return fmt.Errorf("%w: tag %d for %d users; 1 to %d can be", ErrLimit, tag, len(openIDs), mostTagged)
	}
	for _, id := range openIDs {
		if err := checkReceiver(id); err != nil {
			return err
		}
	}
	in := struct {
		OpenIDs []string `json:"openid_list"`
		Tag     int      `json:"tagid"`
	}{openIDs, tag}
	var out done
	if err := c.call(ctx, &request{path: "/cgi-bin/tags/members/batchtagging", in: in, hidden: openIDs, repeat: true}, &out); err != nil {
		return err
	}
	return out.check()
}
