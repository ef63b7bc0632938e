package config

// miniKeys are those of [mini].
func (s *Settings) miniKeys() key {
	m := &s.Mini
	return section("mini",
		text("app_id", &m.AppID, wantAppID, func(id string) bool { return id == "" || isAppID(id) }),
		secret("app_secret", &m.AppSecret, wantAppSecret, isAppSecret),
		secret("token", &m.Token, wantToken, isToken),
		secret("encoding_aes_key", &m.EncodingAESKey, wantAESKey, isAESKey),
		kindKeys(m.Message, func() MiniMessage { return MiniMessage{} }, miniMessageKeys),
	)
}

func miniMessageKeys(m *MiniMessage) []key {
	return []key{
		text("template_id", &m.TemplateID, wantTemplateID, isTemplateID),
		text("page", &m.Page, wantPage, func(s string) bool { return s == "" || isPage(s) }),
		fieldsKey(&m.Fields),
	}
}

// agreeMini wants a mini program whole or not at all: with a part of it nothing would work, and nobody would know why.
// It is an app of its own: people's names in it are others than in the account.
func (r *reading) agreeMini() {
	m := r.settings.Mini
	if m.AppID != "" || m.AppSecret != "" || m.Token != "" || m.EncodingAESKey != "" || len(m.Message) > 0 {
		r.need("mini.app_id", m.AppID != "")
		r.need("mini.app_secret", m.AppSecret != "")
		r.need("mini.token", m.Token != "")
		r.need("mini.encoding_aes_key", m.EncodingAESKey != "")
	}
	if m.AppID != "" && m.AppID == r.settings.WeChat.AppID {
		r.add(r.at("mini.app_id"), "mini.app_id", foundAccount, wantOtherApp)
	}
	for _, kind := range sortedKeys(m.Message) {
		path := "mini.message." + kind
		r.need(path+".template_id", m.Message[kind].TemplateID != "")
		r.need(path+".fields", len(m.Message[kind].Fields) > 0)
	}
}
