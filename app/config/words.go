package config

import (
	"fmt"

	"paihao/queue"
)

// Words is the same in both languages.
type Words struct{ ZH, EN string }

// String is both, Chinese first.
func (w Words) String() string { return w.ZH + " · " + w.EN }

// What is only worth a warning.
var (
	warnPlain = Words{"wechat.mode = \"plain\"：签名不保护消息内容，建议改用 safe", "plain mode: the signature does not cover the message, prefer safe"}
	warnHTTP  = Words{"wechat.api_url 用的是 http：密钥会明文传送", "wechat.api_url is http: the secrets travel in the clear"}
)

var warnApart = Words{
	"windows.screen_counters 的窗口都不办理 windows.screen_services 的业务：叫号屏上只有空的队伍",
	"no counter of windows.screen_counters serves a service of windows.screen_services: the call screen shows lines that nobody calls from",
}

func warnUnserved(id string) Words {
	return Words{fmt.Sprintf("没有窗口办理业务 %q", id), fmt.Sprintf("no counter serves service %q", id)}
}

func warnPort(port string) Words {
	return Words{
		"listen.public_url 的端口是 " + port + "：微信只连 80 和 443",
		"listen.public_url names port " + port + ": WeChat connects to 80 and 443 only",
	}
}

func warnInside(host string) Words {
	return Words{
		"listen.public_url 的 " + host + " 是内网地址：微信和顾客的手机都访问不到",
		"listen.public_url names " + host + ", which neither WeChat nor customers' phones reach",
	}
}

func warnWay(path string, way queue.Way, kind string) Words {
	missing := map[queue.Way]string{
		queue.ByTemplate: "wechat.message." + kind + ".template_id", queue.BySubscribe: "wechat.message." + kind + ".subscribe_template_id",
		queue.ByMini: "[mini], [mini.message." + kind + "]",
	}[way]
	return Words{
		fmt.Sprintf("%s 里有 %q，但没有设置 %s，这一步会跳过", path, way, missing),
		fmt.Sprintf("%s names %q, which is passed over without %s", path, way, missing),
	}
}

func warnSlides(err error) Words {
	return Words{
		fmt.Sprintf("screen.slides 的文件夹打不开（%v）：不显示图片，其余照常", err),
		fmt.Sprintf("the folder of screen.slides cannot be opened (%v): no pictures are shown, all else works", err),
	}
}

func warnVariable(name string) Words {
	return Words{"环境变量 " + name + " 不对应任何设置", "the variable " + name + " is no setting"}
}

func warnParty(sizes string) Words {
	return Words{"没有一个业务的桌子给 " + sizes + " 人", "no service has tables for a party of " + sizes}
}
