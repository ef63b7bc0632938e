package assets

// Language is one that the program speaks; it names a file of translations.
type Language string

// The languages, the first one first.
const (
	ZH Language = "zh"
	EN Language = "en"
)

// Languages lists them all.
func Languages() []Language { return []Language{ZH, EN} }

// Other is the language to switch to.
func (l Language) Other() Language {
	if l == ZH {
		return EN
	}
	return ZH
}
