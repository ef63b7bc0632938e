package sandbox

import "slices"

// button is one button of the menu, or with others below it a sub-menu.
type button struct {
	Type     string   `json:"type,omitempty"`
	Name     string   `json:"name"`
	Key      string   `json:"key,omitempty"`
	URL      string   `json:"url,omitempty"`
	AppID    string   `json:"appid,omitempty"`
	PagePath string   `json:"pagepath,omitempty"`
	MediaID  string   `json:"media_id,omitempty"`
	Sub      []button `json:"sub_button"`
}

// Limits of the menu (developers.weixin.qq.com, createCustomMenu); sizes are bytes.
const (
	mostButtons = 3
	mostSubs    = 5
	maxName     = 16
	maxSubName  = 60
)

// level is what is held against the buttons of one level, each with its error code.
type level struct {
	name                             int
	badName, badType, badKey, badURL int
	badDomain                        int
}

var (
	topLevel = level{maxName, 40018, 40017, 40019, 40020, 40055}
	subLevel = level{maxSubName, 40025, 40024, 40026, 40027, 40054}
)

// keyed are the kinds of buttons that carry a key.
var keyed = []string{"click", "scancode_push", "scancode_waitmsg", "pic_sysphoto", "pic_photo_or_album", "pic_weixin", "location_select"}

// createMenu is POST /cgi-bin/menu/create. A menu wrapped in "menu", as menu/get gives it, has no buttons: 40016.
func (s *Sandbox) createMenu(c call) (any, error) {
	var in struct {
		Button []button `json:"button"`
	}
	if err := decode(c.body, &in); err != nil {
		return nil, err
	}
	if n := len(in.Button); n < 1 || n > mostButtons {
		return nil, refuse(40016)
	}
	for i := range in.Button {
		if err := s.judgeTop(&in.Button[i]); err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.menu = in.Button
	return fine, nil
}

func (s *Sandbox) judgeTop(b *button) error {
	if len(b.Sub) == 0 {
		b.Sub = []button{}
		return s.judgeButton(*b, topLevel)
	}
	if len(b.Name) < 1 || len(b.Name) > maxName {
		return refuse(topLevel.badName)
	}
	if len(b.Sub) > mostSubs {
		return refuse(40023)
	}
	for i := range b.Sub {
		if len(b.Sub[i].Sub) > 0 {
			return refuse(40022)
		}
		b.Sub[i].Sub = []button{}
		if err := s.judgeButton(b.Sub[i], subLevel); err != nil {
			return err
		}
	}
	return nil
}

func (s *Sandbox) judgeButton(b button, at level) error {
	switch {
	case len(b.Name) < 1 || len(b.Name) > at.name:
		return refuse(at.badName)
	case slices.Contains(keyed, b.Type):
		if len(b.Key) < 1 || len(b.Key) > maxKey {
			return refuse(at.badKey)
		}
		return nil
	case b.Type == "view":
		return judgeURL(b.URL, at)
	case b.Type == "miniprogram":
		return s.judgeJump(b, at)
	case b.Type == "media_id" || b.Type == "view_limited":
		return refuse(40007) // the account has no material
	}
	return refuse(at.badType)
}

func judgeURL(address string, at level) error {
	switch {
	case len(address) < 1 || len(address) > maxURL:
		return refuse(at.badURL)
	case !isWeb(address):
		return refuse(at.badDomain)
	}
	return nil
}

// judgeJump wants a mini program that is linked to the account, a page of it, and a page for phones without it.
func (s *Sandbox) judgeJump(b button, at level) error {
	switch {
	case s.mini == nil || b.AppID != s.mini.id:
		return refuse(40166)
	case !s.hasPage(b.PagePath):
		return refuse(40165)
	}
	return judgeURL(b.URL, at)
}

type menuAnswer struct {
	Menu struct {
		Button []button `json:"button"`
	} `json:"menu"`
}

// getMenu is GET /cgi-bin/menu/get.
func (s *Sandbox) getMenu(call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.menu == nil {
		return nil, refuse(46003)
	}
	var out menuAnswer
	out.Menu.Button = s.menu
	return out, nil
}
