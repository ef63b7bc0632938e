package core

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"paihao/app/config"
	"paihao/assets"
	"paihao/wechat"
)

// ErrNoTrial says that there is no trial whose sandbox could be told something.
var ErrNoTrial = errors.New("no trial is running")

// usualPage is where a mini program opens that has no page for messages.
const usualPage = "pages/index/index"

// menu is the buttons below the account's chat, which do what words do: see wishes. Their names are in Chinese, as customers'
// phones are.
func menu(s *config.Settings) []wechat.Button {
	click := func(name, key string) wechat.Button {
		return wechat.Button{Name: assets.Chinese("menu." + name), Type: "click", Key: key}
	}
	more := wechat.Button{Name: assets.Chinese("menu.more"), Sub: []wechat.Button{
		{Name: assets.Chinese("menu.bind"), Type: "scancode_waitmsg", Key: "BIND"},
	}}
	if s.Mini.AppID != "" {
		more.Sub = append(more.Sub, wechat.Button{
			Name: assets.Chinese("menu.mini"), Type: "miniprogram", App: s.Mini.AppID, Page: homePage(s), URL: fallback(s),
		})
	}
	more.Sub = append(more.Sub, click("help", "HELP"))
	change := wechat.Button{Name: assets.Chinese("menu.change"), Sub: []wechat.Button{
		click("later", "LATER"), click("back", "BACK"), click("cancel", "CANCEL"),
	}}
	return []wechat.Button{click("status", "STATUS"), change, more}
}

// homePage is the page of the mini program that messages open, which is sure to be there.
func homePage(s *config.Settings) string {
	for _, kind := range config.Kinds {
		if page, _, _ := strings.Cut(s.Mini.Message[kind].Page, "?"); page != "" {
			return page
		}
	}
	return usualPage
}

// fallback is what phones open that know no mini programs. WeChat wants one.
func fallback(s *config.Settings) string {
	if s.Listen.PublicURL != "" {
		return s.Listen.PublicURL
	}
	return "https://mp.weixin.qq.com"
}

// MenuText is the menu as JSON.
func MenuText(s config.Settings) (string, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(shown(menu(&s))); err != nil {
		return "", err
	}
	return b.String(), nil
}

// shownButton is a button as people see it.
type shownButton struct {
	Name string        `json:"name"`
	Type string        `json:"type,omitempty"`
	Key  string        `json:"key,omitempty"`
	URL  string        `json:"url,omitempty"`
	App  string        `json:"app,omitempty"`
	Page string        `json:"page,omitempty"`
	Sub  []shownButton `json:"sub,omitempty"`
}

func shown(buttons []wechat.Button) (list []shownButton) {
	for _, b := range buttons {
		list = append(list, shownButton{b.Name, b.Type, b.Key, b.URL, b.App, b.Page, shown(b.Sub)})
	}
	return list
}

// SendMenu puts the menu in the place of the account's, or of the one in the sandbox of the trial that runs.
// Errors: ErrNoTrial, and those that MenuWords puts into a sentence.
func (c Checking) SendMenu(ctx context.Context) error {
	u := newCheckup(c)
	defer u.close()
	if d, err := readDoor(c.Settings.DataFile()); err == nil && d.knock(ctx) == nil {
		u.running = &d
	}
	if c.Trial && u.running == nil {
		return ErrNoTrial
	}
	if err := u.openWeChat(ctx); err != nil {
		return err
	}
	return u.account.CreateMenu(ctx, menu(&u.Settings))
}

// MenuWords is what SendMenu ended on as a sentence, in Chinese and English.
func MenuWords(err error) string {
	if errors.Is(err, ErrNoTrial) {
		return assets.Both("menu.no_trial")
	}
	var words string
	u := newCheckup(Checking{Tell: func(v Verdict) { words = v.ZH + "\n" + v.EN }})
	if u.judge("what.menu", err); words == "" {
		words = assets.Both("file.stopped")
	}
	return words
}

// checkMenu looks whether the menu is within WeChat's limits. paihao menu sends it.
func (u *checkup) checkMenu(context.Context) error {
	buttons := menu(&u.Settings)
	if err := wechat.CheckMenu(buttons); err != nil {
		u.say(Wrong, "menu.limit", "reason", err)
		return nil
	}
	u.say(Well, "menu", "n", len(buttons))
	return nil
}
