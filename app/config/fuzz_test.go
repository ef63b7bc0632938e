package config_test

import (
	"errors"
	"os"
	"testing"

	"paihao/app/config"
)

// FuzzSettings: whatever is in the file and in a variable, there is no panic; settings that are taken make a hall the
// queue takes, and a refusal names its file and what was expected.
func FuzzSettings(f *testing.F) {
	sample, err := os.ReadFile(samplePath)
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{string(sample), good, bare, "\ufeff[venue]\r\n", "a = [[{b = 1}]]\n[[a]]\n", "service.id = 1\n[[service]]\n", "[[service]]\n[service.id]\n[[service.id]]\n"} {
		f.Add([]byte(text), "RULES_NEAR=3")
	}
	f.Fuzz(func(t *testing.T, data []byte, variable string) {
		s, err := config.Parse("a.toml", data, config.Options{Environ: []string{"PAIHAO_" + variable}})
		if err == nil {
			if err := mustHall(t, s); err != nil {
				t.Errorf("taken, but the queue says %v", err)
			}
			return
		}
		var mistakes *config.Mistakes
		if !errors.As(err, &mistakes) || len(*mistakes) == 0 {
			t.Fatalf("got %v, want a *config.Mistakes with something in it", err)
		}
		for _, m := range *mistakes {
			if m.File == "" || m.Expected.ZH == "" || m.Expected.EN == "" || m.Line < 0 {
				t.Errorf("got %+v, want a file, a line and what was expected", m)
			}
		}
	})
}
