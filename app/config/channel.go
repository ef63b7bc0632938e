package config

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	mostChannels   = 200
	mostStaff      = 100
	mostTags       = 100 // of an account; source: developers.weixin.qq.com/doc/service/api/usermanage/tag/api_createtag
	longestTag     = 30  // bytes: WeChat refuses 11 Chinese characters, whatever its pages call the 30
	longestWelcome = 500
)

func channelKeys(c *Channel) []key {
	return []key{
		text("id", &c.ID, wantID, isID).must(),
		text("name", &c.Name, wantName, isName).must(),
		text("service", &c.Service, wantService, func(s string) bool { return s == "" || isID(s) }),
		text("welcome", &c.Welcome, wantWelcome, isWelcome),
		text("tag", &c.Tag, wantTag, isTag),
	}
}

func staffKeys(s *Staff) []key {
	roles := map[string]StaffRole{}
	for _, role := range []StaffRole{StaffCall, StaffSupervise, StaffManage} {
		roles[string(role)] = role
	}
	return []key{
		text("id", &s.ID, wantID, isID).must(),
		text("name", &s.Name, wantName, isName).must().withheld(),
		choice("role", &s.Role, roles).must(),
	}
}

// isWelcome may have lines, as a message in a chat may.
func isWelcome(s string) bool {
	return utf8.RuneCountInString(s) <= longestWelcome && isGraphic(strings.ReplaceAll(s, "\n", ""))
}

func isTag(s string) bool {
	return len(s) <= longestTag && isGraphic(s) && strings.TrimSpace(s) == s
}

// agreeChannels wants each channel once, for a service that there is, and no more tags than WeChat keeps. Channels may share
// a tag.
func (r *reading) agreeChannels() {
	ids, known := map[string]place{}, r.serviceIDs()
	var tags []string
	for i, c := range r.settings.Channels {
		r.once(ids, c.ID, item("channel", i, "id"))
		if path := item("channel", i, "service"); c.Service != "" && !slices.Contains(known, c.Service) && !r.wrong("service") {
			r.add(r.at(path), path, foundQuoted(c.Service), wantServiceOf(known))
		}
		if c.Tag == "" || slices.Contains(tags, c.Tag) {
			continue
		}
		if tags = append(tags, c.Tag); len(tags) == mostTags+1 {
			path := item("channel", i, "tag")
			r.add(r.at(path), path, foundTag(c.Tag), wantFewTags)
		}
	}
}

// agreeStaff wants each member of staff to be one only.
func (r *reading) agreeStaff() {
	ids := map[string]place{}
	for i, s := range r.settings.Staff {
		r.once(ids, s.ID, item("staff", i, "id"))
	}
}

func foundTag(tag string) Words {
	n := strconv.Itoa(mostTags + 1)
	return Words{"第 " + n + " 个标签 " + strconv.Quote(tag), "tag number " + n + ", " + strconv.Quote(tag)}
}
