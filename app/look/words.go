package look

import "paihao/assets"

// Words gives the text of key in Chinese and in English, which stand side by side on every window.
// args are names and values in turn: Words("screen.ahead", "n", 3) puts 3 where the text says {n}.
func Words(key string, args ...any) (zh, en string) { return assets.Words(key, args...) }

// Chinese gives the Chinese text of key alone.
func Chinese(key string, args ...any) string { return assets.Chinese(key, args...) }

// English gives the English text of key alone.
func English(key string, args ...any) string { return assets.English(key, args...) }
