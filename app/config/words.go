package config

import (
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Words is the same in both languages.
type Words struct{ ZH, EN string }

// String is both, Chinese first.
func (w Words) String() string { return w.ZH + " · " + w.EN }

// What was found.
var (
	foundNothing = Words{"没有填写", "nothing"}
	foundUnknown = Words{"不认识的键", "an unknown key"}
	foundHidden  = Words{"写法不对（值不显示）", "a value of another form (not shown)"}
	foundDir     = Words{"这是文件夹", "a folder"}
	foundDevice  = Words{"这不是普通文件", "something that is no regular file"}
	foundBig     = Words{"文件超过 256 KiB", "a file over 256 KiB"}
	foundNoFile  = Words{"没有这个文件", "no such file"}
	foundBytes   = Words{"这一行不是 UTF-8 文字", "bytes that are not UTF-8 text"}
)

// userinfo is where a URL may hold a password.
var userinfo = regexp.MustCompile(`//[^/]*@`)

func foundQuoted(s string) Words {
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	s = strconv.Quote(userinfo.ReplaceAllString(s, "//***@"))
	return Words{"写的是 " + s, s}
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

func foundTwice(line int) Words {
	return Words{fmt.Sprintf("第 %d 行已经写过", line), fmt.Sprintf("it again after line %d", line)}
}

func foundTwiceID(id string, line int) Words {
	return Words{fmt.Sprintf("%q 在第 %d 行已经用过", id, line), fmt.Sprintf("%q, used on line %d already", id, line)}
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

// What is expected.
var (
	wantTOML       = Words{"正确的 TOML 写法", "valid TOML"}
	wantFile       = Words{"可读的设置文件", "a settings file that can be read"}
	wantInit       = Words{"设置文件（可用 paihao init 文件夹 生成）", "a settings file (paihao init DIR writes one)"}
	wantUTF8       = Words{"UTF-8 编码，请在编辑器中另存为 UTF-8", "UTF-8: save the file as UTF-8 in the editor"}
	wantOnce       = Words{"只写一次", "it only once"}
	wantRequired   = Words{"必须填写的值", "a value, as this key has no default"}
	wantUniqueID   = Words{"不重复的 id", "an id of its own"}
	wantTruth      = Words{"true 或 false", "true or false"}
	wantID         = Words{"1 到 20 个小写字母、数字或连字符，不以连字符开头", "1 to 20 of a-z, 0-9 and -, not beginning with -"}
	wantName       = Words{"1 到 40 个字的名称，不含控制字符", "a name of 1 to 40 characters without control characters"}
	wantNameEN     = Words{"至多 40 个字的名称，不含控制字符", "a name of up to 40 characters without control characters"}
	wantPrefix     = Words{"0 到 3 个大写字母或数字", "0 to 3 of A-Z and 0-9"}
	wantFreePrefix = Words{
		"不会混淆的前缀；有意共用同一前缀时，两个业务都要写 shared_prefix = true",
		"a prefix whose numbers cannot be mixed up; to share one on purpose set shared_prefix = true on both",
	}
	wantServices = Words{"至少一个业务 id 的列表", "a list of at least one service id"}
	wantZone     = Words{"时区名称，如 \"Asia/Shanghai\"", "the name of a time zone such as \"Asia/Shanghai\""}
	wantClock    = Words{"时刻，如 \"04:00\"", "a time of day such as \"04:00\""}
	wantAddress  = Words{
		"监听地址，如 \":8080\" 或 \"192.168.1.5:8080\"", "an address to listen on such as \":8080\" or \"192.168.1.5:8080\"",
	}
	wantLoopback = Words{
		"本机回环地址，如 \"127.0.0.1:8081\"：本地接口没有 TLS，离开本机令牌就会明文传送",
		"a loopback address such as \"127.0.0.1:8081\": without TLS the token would leave this machine in the clear",
	}
	wantOtherPort = Words{"与 listen.public 不同的端口", "another port than that of listen.public"}
	wantHost      = Words{
		"至多 20 个小写主机名的列表，不带端口", "a list of up to 20 host names in lower case, without ports",
	}
	wantAPIToken  = Words{"16 到 128 个可见字符，不含空格和中文", "16 to 128 visible ASCII characters"}
	wantAppID     = Words{"以 wx 开头的 18 位 AppID", "the AppID, wx and 16 letters or digits"}
	wantAppSecret = Words{"公众平台的 AppSecret", "the AppSecret of the WeChat console"}
	wantToken     = Words{"3 到 32 个字母或数字", "3 to 32 letters or digits"}
	wantAESKey    = Words{
		"43 个字符的 EncodingAESKey，解码后 32 字节", "an EncodingAESKey, 43 characters that decode to 32 bytes",
	}
	wantURL        = Words{"以 https:// 开头、末尾没有斜杠的网址", "a URL beginning with https:// and without a slash at its end"}
	wantProxy      = Words{"代理网址，如 http://10.0.0.1:3128", "a proxy URL such as http://10.0.0.1:3128"}
	wantStore      = Words{"\"bolt:文件名\"", "\"bolt:FILE\""}
	wantTemplateID = Words{"公众平台的模板 id", "a template id of the WeChat console"}
	wantFields     = Words{
		"不超过 20 个字段的表，如 { thing1 = \"{{.Service}}\" }", "a table of up to 20 fields such as { thing1 = \"{{.Service}}\" }",
	}
	wantSlot = Words{
		"微信模板的字段名，如 thing1、time2、character_string3", "a field of a WeChat template such as thing1, time2 or character_string3",
	}
	wantTemplate = Words{
		"文字，可用 {{if}} 和 ." + strings.ReplaceAll(templateFacts, " ", " ."),
		"a text that may use {{if}} and ." + strings.ReplaceAll(templateFacts, " ", " ."),
	}
)

func wantWhole(low, high int) Words {
	return Words{fmt.Sprintf("%d 到 %d 的整数", low, high), fmt.Sprintf("a whole number from %d to %d", low, high)}
}

func wantSpan(low, high time.Duration, zero bool) Words {
	w := Words{fmt.Sprintf("%s 到 %s 的时长，如 \"90s\"", low, high), fmt.Sprintf("a time from %s to %s such as \"90s\"", low, high)}
	if zero && low > 0 {
		w.ZH, w.EN = w.ZH+"，或 \"0\"", w.EN+", or \"0\""
	}
	return w
}

func wantOneOf(options []string) Words {
	list := strings.Join(options, " ")
	return Words{"其中之一：" + list, "one of: " + list}
}

func wantKeys(keys []key) Words {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.name
	}
	return wantOneOf(names)
}

func wantVariable(section key) Words {
	var scalars []key
	for _, k := range section.inside {
		if k.scalar {
			scalars = append(scalars, k)
		}
	}
	w := wantKeys(scalars)
	return Words{w.ZH + "（其余只能写在文件里）", w.EN + " (the rest stand in the file only)"}
}

func wantServiceOf(ids []string) Words {
	w := wantOneOf(ids)
	return Words{"已有业务" + w.ZH, "the id of a service, " + w.EN}
}

func wantTable(path string) Words { return Words{"表 [" + path + "]", "a table [" + path + "]"} }

func wantTables(name string, most int) Words {
	return Words{fmt.Sprintf("1 到 %d 个 [[%s]] 表", most, name), fmt.Sprintf("1 to %d tables [[%s]]", most, name)}
}

func wantMode(path string) Words {
	command := "chmod 600 " + strconv.Quote(path)
	return Words{"只有自己可读，请执行 " + command, "a file that only its owner reads: run " + command}
}

// What is only worth a warning.
var (
	warnPlain = Words{"wechat.mode = \"plain\"：签名不保护消息内容，建议改用 safe", "plain mode: the signature does not cover the message, prefer safe"}
	warnHTTP  = Words{"wechat.api_url 用的是 http：密钥会明文传送", "wechat.api_url is http: the secrets travel in the clear"}
)

func warnUnserved(id string) Words {
	return Words{fmt.Sprintf("没有窗口办理业务 %q", id), fmt.Sprintf("no counter serves service %q", id)}
}

func warnVariable(name string) Words {
	return Words{"环境变量 " + name + " 不对应任何设置", "the variable " + name + " is no setting"}
}
