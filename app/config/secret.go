package config

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret is a text that must not be seen: printed, logged or encoded as JSON it reads ***.
type Secret string

const hidden = "***"

// Reveal is the text itself, for the one place that needs it.
func (s Secret) Reveal() string { return string(s) }

// String hides the secret, an empty one too.
func (s Secret) String() string { return hidden }

// GoString hides it from %#v.
func (s Secret) GoString() string { return hidden }

// Format hides it from every other verb, wrong ones like %d included.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// MarshalText hides it from JSON and whatever else asks for text; go-toml does not ask.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// LogValue hides it from slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(hidden) }
