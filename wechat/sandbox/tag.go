package sandbox

import (
	"slices"
	"strings"
	"unicode"
)

// Limits of tags (developers.weixin.qq.com, createTag and batchTagging).
const (
	mostTags    = 100
	maxTag      = 30 // bytes: newer pages say characters, and who keeps to bytes is right either way
	mostTagged  = 50 // openids in one call
	mostTagsOf  = 20 // tags of one person
	firstTag    = 100
	starred     = 2 // the tag every account has
	starredName = "星标组"
)

type tag struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

type countedTag struct {
	tag
	Count int `json:"count"`
}

// getTags is GET /cgi-bin/tags/get.
func (s *Sandbox) getTags(call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	counts := map[int64]int{}
	for _, c := range s.customers {
		for _, id := range c.tags {
			counts[id]++
		}
	}
	list := []countedTag{{tag{starred, starredName}, counts[starred]}}
	for _, t := range s.tags {
		list = append(list, countedTag{t, counts[t.ID]})
	}
	return struct {
		Tags []countedTag `json:"tags"`
	}{list}, nil
}

// createTag is POST /cgi-bin/tags/create.
func (s *Sandbox) createTag(c call) (any, error) {
	var in struct {
		Tag struct {
			Name string `json:"name"`
		} `json:"tag"`
	}
	if err := decode(c.body, &in); err != nil {
		return nil, err
	}
	name := in.Tag.Name
	s.mu.Lock()
	defer s.mu.Unlock()
	taken := name == starredName || slices.ContainsFunc(s.tags, func(t tag) bool { return t.Name == name })
	switch {
	case strings.TrimSpace(name) == "" || taken || strings.ContainsFunc(name, unicode.IsControl):
		return nil, refuse(45157)
	case len(name) > maxTag:
		return nil, refuse(45158)
	case len(s.tags) >= mostTags:
		return nil, refuse(45056)
	}
	t := tag{firstTag + int64(len(s.tags)), name}
	s.tags = append(s.tags, t)
	return struct {
		Tag tag `json:"tag"`
	}{t}, nil
}

// tagMembers is POST /cgi-bin/tags/members/batchtagging: all of them or none.
func (s *Sandbox) tagMembers(c call) (any, error) {
	var in struct {
		OpenIDs []string `json:"openid_list"`
		TagID   int64    `json:"tagid"`
	}
	if err := decode(c.body, &in); err != nil {
		return nil, err
	}
	if n := len(in.OpenIDs); n < 1 || n > mostTagged {
		return nil, refuse(40032)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if in.TagID != starred && !slices.ContainsFunc(s.tags, func(t tag) bool { return t.ID == in.TagID }) {
		return nil, refuse(45159)
	}
	var who []*customer
	for _, openid := range in.OpenIDs {
		c := s.customers[openid]
		switch {
		case c == nil || !c.following:
			return nil, refuse(40003)
		case slices.Contains(c.tags, in.TagID) || slices.Contains(who, c):
			continue
		case len(c.tags) >= mostTagsOf:
			return nil, refuse(45059)
		}
		who = append(who, c)
	}
	for _, c := range who {
		c.tags = append(c.tags, in.TagID)
	}
	return fine, nil
}
