package config

import (
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// What was found.
var (
	foundNothing   = Words{"没有填写", "nothing"}
	foundUnknown   = Words{"不认识的键", "an unknown key"}
	foundHidden    = Words{"写法不对（值不显示）", "a value of another form (not shown)"}
	foundDir       = Words{"这是文件夹", "a folder"}
	foundDevice    = Words{"这不是普通文件", "something that is no regular file"}
	foundBig       = Words{"文件超过 256 KiB", "a file over 256 KiB"}
	foundNoFile    = Words{"没有这个文件", "no such file"}
	foundBytes     = Words{"这一行不是 UTF-8 文字", "bytes that are not UTF-8 text"}
	foundEmptyHash = Words{"这是空令牌的散列值", "the hash of an empty token"}
	foundAccount   = Words{"这是公众号 wechat.app_id 的 AppID", "that of the account, wechat.app_id"}
	foundManager   = Words{"这是 listen.api_token 的散列值", "the hash of listen.api_token"}
)

var (
	// userinfo is where a URL may hold a password.
	userinfo = regexp.MustCompile(`//[^/]*@`)
	// keyLike is what may be a secret that was pasted into another key: no name or id is that long.
	keyLike = regexp.MustCompile(`[0-9A-Za-z]{24,}`)
)

// foundQuoted is a text as it was written, and what in it cannot be seen. Joined emoji stand there as the picture they make.
func foundQuoted(s string) Words {
	bad, found := unshown(s)
	s = keyLike.ReplaceAllString(s, "***")
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	s = userinfo.ReplaceAllString(s, "//***@")
	if !found {
		parts := strings.Split(s, string(joiner))
		for i, part := range parts {
			part = strconv.Quote(part)
			parts[i] = part[1 : len(part)-1]
		}
		s = `"` + strings.Join(parts, string(joiner)) + `"`
		return Words{"写的是 " + s, s}
	}
	s = strconv.Quote(s)
	what := foundUnshown(bad)
	return Words{"写的是 " + s + "，其中有" + what.ZH, s + " with " + what.EN}
}

// foundCalled is a name as it was written, or how a long one begins: it may be a secret that was pasted here.
func foundCalled(v value) Words {
	name := []rune(v.text)
	if !v.isText() || !keyLike.MatchString(v.text) || len(name) <= longestName {
		return foundValue(v)
	}
	begin := foundQuoted(string(name[:8]) + "…")
	return Words{fmt.Sprintf("%s，共 %d 个字", begin.ZH, len(name)), fmt.Sprintf("%s of %d characters", begin.EN, len(name))}
}

func foundValue(v value) Words {
	switch v.kind {
	case textKind, looseKind:
		return foundQuoted(v.text)
	case listKind:
		n := len(v.items)
		return Words{fmt.Sprintf("写的是 %d 项的列表", n), fmt.Sprintf("a list of %d", n)}
	case tableKind:
		return Words{"写的是一个表", "a table"}
	}
	return Words{"写的是 " + v.text, v.text}
}

// foundOther is for a place of tables: a text there may be a secret that lost its section.
func foundOther(v value) Words {
	if v.kind == listKind || v.kind == tableKind {
		return foundValue(v)
	}
	return foundHidden
}

func foundTwice(line int) Words {
	return Words{fmt.Sprintf("第 %d 行已经写过", line), fmt.Sprintf("it again after line %d", line)}
}

func foundTwiceID(id string, line int) Words {
	return Words{fmt.Sprintf("%q 在第 %d 行已经用过", id, line), fmt.Sprintf("%q, used on line %d already", id, line)}
}

func foundTwiceHash(line int) Words {
	return Words{fmt.Sprintf("同一散列值在第 %d 行已经用过", line), fmt.Sprintf("a hash used on line %d already", line)}
}

// foundHours says what queue.ParseHours did not understand.
func foundHours(err error) Words {
	text := strings.TrimPrefix(err.Error(), "hours ")
	return Words{"写的是 " + text, text}
}

func foundOpenAt(text string, dayStarts time.Duration) Words {
	at := fmt.Sprintf("%02d:%02d", int(dayStarts.Hours()), int(dayStarts.Minutes())%60)
	return Words{
		fmt.Sprintf("写的是 %q，营业日开始的 %s 正在其中", text, at),
		fmt.Sprintf("%q, open at %s when the business day starts", text, at),
	}
}

func foundPrefix(prefix string, other Service) Words {
	return Words{
		fmt.Sprintf("前缀 %q 会与业务 %q 的前缀 %q 混淆", prefix, other.ID, other.Prefix),
		fmt.Sprintf("%q, which clashes with the prefix %q of service %q", prefix, other.Prefix, other.ID),
	}
}

func foundSyntax(message string) Words {
	message = strings.TrimPrefix(message, "toml: ")
	return Words{"无法读懂（" + message + "）", "what cannot be read (" + message + ")"}
}

func foundError(err error) Words {
	return Words{"无法读取（" + err.Error() + "）", "what cannot be read (" + err.Error() + ")"}
}

func foundMode(mode fs.FileMode) Words {
	return Words{fmt.Sprintf("含有密钥，而文件权限是 %04o", mode), fmt.Sprintf("a secret in a file of mode %04o", mode)}
}
