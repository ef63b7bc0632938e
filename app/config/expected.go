package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

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
	wantNameEN     = Words{"至多 60 个字的名称，不含控制字符", "a name of up to 60 characters without control characters"}
	wantPrefix     = Words{"0 到 3 个大写字母或数字", "0 to 3 of A-Z and 0-9"}
	wantFreePrefix = Words{
		"不会混淆的前缀；有意共用同一前缀时，两个业务都要写 shared_prefix = true",
		"a prefix whose numbers cannot be mixed up; to share one on purpose set shared_prefix = true on both",
	}
	wantServices = Words{"至少一个业务 id 的列表", "a list of at least one service id"}
	wantShown    = Words{"id 的列表；[] 为全部", "a list of ids; [] shows all"}
	wantMonitor  = Words{
		"显示器的名称，至多 60 个字，或 \"second\"；留空为不指定",
		"the name of a monitor, up to 60 characters, or \"second\"; empty for any",
	}
	wantTicker = Words{
		"至多 12 句话的列表，每句 1 到 60 个字，不含控制字符",
		"a list of up to 12 sentences of 1 to 60 characters without control characters",
	}
	wantSlides = Words{
		"放图片的文件夹，至多 200 个字，不含控制字符；留空为没有",
		"a folder of pictures, up to 200 characters without control characters; empty for none",
	}
	wantFolder  = Words{"至多 200 个字的文件夹路径；留空为没有", "the path of a folder of up to 200 characters; empty for none"}
	wantPrinter = Words{
		"\"tcp://地址:端口\"、\"file:设备文件的绝对路径\"、\"spool:系统打印机的名称\" 或 \"none\"",
		"\"tcp://HOST:PORT\", \"file:\" and the absolute path of a device, \"spool:\" and the name of the system's printer, or \"none\"",
	}
	wantPaper     = Words{"58 或 80", "58 or 80"}
	wantDaytime   = Words{"一段时间，如 \"22:00-07:00\"；留空为没有", "a part of the day such as \"22:00-07:00\"; empty for none"}
	wantLanguages = Words{
		"一种或两种语言的列表：zh-CN en，不重复", "a list of one or two languages, zh-CN and en, each once",
	}
	wantZone    = Words{"时区名称，如 \"Asia/Shanghai\"", "the name of a time zone such as \"Asia/Shanghai\""}
	wantClock   = Words{"时刻，如 \"04:00\"", "a time of day such as \"04:00\""}
	wantAddress = Words{
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
	wantURL       = Words{"以 https:// 开头、末尾没有斜杠的网址", "a URL beginning with https:// and without a slash at its end"}
	wantPublicURL = Words{
		"以 https:// 开头、末尾没有斜杠的网址，不带 /wechat/callback",
		"a URL beginning with https://, without a slash at its end and without /wechat/callback",
	}
	wantProxy = Words{"代理网址，如 http://10.0.0.1:3128", "a proxy URL such as http://10.0.0.1:3128"}
	wantStore = Words{"\"bolt:文件名\"", "\"bolt:FILE\""}
	wantPage  = Words{
		"小程序的页面路径，至多 128 个字符，不以斜杠开头，如 \"pages/ticket/ticket\"",
		"the path of a page of the mini program, up to 128 characters without a slash before, such as \"pages/ticket/ticket\"",
	}
	wantOtherApp = Words{"小程序自己的 AppID", "the AppID of the mini program"}
	wantChain    = Words{
		"列表，可含 template subscribe mini service，按此顺序尝试；[] 为不通知",
		"a list of template, subscribe, mini and service, tried in that order; [] tells nobody",
	}
	wantService = Words{"业务 id；留空为不取号", "the id of a service; empty takes no ticket"}
	wantWelcome = Words{"至多 500 个字，不含控制字符", "up to 500 characters without control characters"}
	wantTag     = Words{
		"至多 30 字节的标签，即 10 个汉字，前后没有空格，不含控制字符",
		"a tag of up to 30 bytes, which are 10 Chinese characters, without blanks around it or control characters",
	}
	wantFewTags    = Words{"全部渠道合计至多 100 个不同的标签", "up to 100 different tags in all channels"}
	wantTemplateID = Words{"公众平台的模板 id", "a template id of the WeChat console"}
	wantFields     = Words{
		"不超过 20 个字段的表，如 { thing1 = \"{{.Service}}\" }", "a table of up to 20 fields such as { thing1 = \"{{.Service}}\" }",
	}
	wantHours = Words{
		"取号时间，如 \"Mon-Fri 09:00-12:00,13:30-17:00; Sat 09:00-12:00\"，各段不重叠，至多 300 个字符；留空为不限",
		"hours such as \"Mon-Fri 09:00-12:00,13:30-17:00; Sat 09:00-12:00\" that do not overlap, in up to 300 characters; " +
			"empty is always",
	}
	wantHoursApart = Words{
		"不跨过 venue.day_starts 的时间：请改其中之一；全天取号请留空",
		"hours that do not pass venue.day_starts: change either, or leave the hours empty for always",
	}
	wantParty = Words{
		"每桌人数，1 到 99，如 \"1-2\" 或 \"5\"，先小后大；留空为不问",
		"people from 1 to 99 such as \"1-2\" or \"5\", the fewer first; empty asks nobody",
	}
	wantRatio   = Words{"两个 1 到 20 的数，如 \"1:2\"", "two numbers from 1 to 20 such as \"1:2\""}
	wantTokenID = Words{
		"1 到 20 个小写字母、数字或连字符，不以连字符开头，也不是 " + takenIDs,
		"1 to 20 of a-z, 0-9 and -, not beginning with - and none of: " + takenIDs,
	}
	wantHash = Words{
		"sha256: 加令牌的 64 位十六进制 SHA-256 散列值，不是令牌本身",
		"sha256: and the SHA-256 of the token in 64 hex digits, not the token itself",
	}
	wantUniqueHash = Words{"另一个令牌的散列值", "the hash of a token of its own"}
	wantSlot       = Words{
		"微信模板的字段名，如 thing1、time2、character_string3", "a field of a WeChat template such as thing1, time2 or character_string3",
	}
	wantTemplate = Words{
		"文字，可用 {{if}} 和 " + messageFacts.list(), "a text that may use {{if}} and " + messageFacts.list(),
	}
	wantLayout = Words{
		"至多 2000 个字的版式，可用 {{if}} 和 " + slipFacts.list() + "；留空用通常的版式",
		"a layout of up to 2000 characters that may use {{if}} and " + slipFacts.list() + "; empty for the usual one",
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

func wantCounterOf(ids []string) Words {
	w := wantOneOf(ids)
	return Words{"已有窗口" + w.ZH, "the id of a counter, " + w.EN}
}

func wantTable(path string) Words { return Words{"表 [" + path + "]", "a table [" + path + "]"} }

func wantTables(name string, most int) Words {
	return Words{fmt.Sprintf("1 到 %d 个 [[%s]] 表", most, name), fmt.Sprintf("1 to %d tables [[%s]]", most, name)}
}

func wantMode(path string) Words {
	command := "chmod 600 " + strconv.Quote(path)
	return Words{"只有自己可读，请执行 " + command, "a file that only its owner reads: run " + command}
}
