package setup

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"paihao/app/config"
	"paihao/app/look"
)

// wechat asks for the official account. A venue that has none yet, or not at hand, tries everything without.
func (s *Setup) wechat() []fyne.CanvasObject {
	ways := even(
		s.choice("wechat.trial", s.say("wechat.trial"), s.say("wechat.trial.text"), s.draft.Trial, func() { s.draft.Trial = true }),
		s.choice("wechat.account", s.say("wechat.account"), s.say("wechat.account.text"), !s.draft.Trial, func() { s.draft.Trial = false }),
	)
	parts := append(s.heading("wechat"), ways)
	if s.draft.Trial {
		return parts
	}
	secret := s.entry("wechat.app_secret", s.draft.AppSecret.Reveal(), func(text string) { s.draft.AppSecret = config.Secret(text) })
	secret.Password = true
	url := s.entry("listen.public_url", s.draft.PublicURL, func(text string) { s.draft.PublicURL = text })
	url.PlaceHolder = "https://queue.example.com"
	return append(parts,
		container.New(columns{1, 1},
			s.field("wechat.app_id", "wechat.app_id", "", s.entry("wechat.app_id", s.draft.AppID, func(text string) { s.draft.AppID = text })),
			s.field("wechat.app_secret", "wechat.app_secret", "", secret),
		),
		s.field("listen.public_url", "wechat.url", "wechat.url.hint", url),
		container.New(stacked(4),
			newSentence(s.say("wechat.paste"), look.Ink),
			s.pasted("callback", "URL", func() string { return cmp.Or(s.draft.Callback(), "https://…/wechat/callback") }),
			s.pasted("token", "Token", func() string { return s.draft.Token.Reveal() }),
			s.pasted("key", "EncodingAESKey", func() string { return s.draft.EncodingAESKey.Reveal() }),
		),
	)
}

// pasted is a text for WeChat's console, with a button that copies it.
func (s *Setup) pasted(name, title string, text func() string) fyne.CanvasObject {
	show := look.NewText(text(), look.SizeBody, look.Slate, false)
	button := s.button("copy."+name, s.say("copy"), coatPlain, func() {
		s.o.Copy(text())
		show.SetText(text())
	})
	return container.New(columns{1.6, 5.6, 1}, caption(title), show, button)
}
