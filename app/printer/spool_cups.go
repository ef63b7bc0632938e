//go:build !windows

package printer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// spool is a printer of CUPS. What its queue has taken counts as printed: when it comes out only CUPS knows.
type spool struct{ name string }

func newSpool(name string) *spool { return &spool{name} }

// Print gives the job to `lp`, as it is. A queue that is disabled gets none: it would print it when its customer is long gone.
func (s *spool) Print(ctx context.Context, job []byte) error {
	if _, err := s.Status(ctx); err != nil {
		return err
	}
	ctx, cancel := within(ctx, writeWithin)
	defer cancel()
	_, err := s.run(ctx, job, "lp", "-d", s.name, "-o", "raw", "-t", "paihao")
	return err
}

// Status asks `lpstat`, where there is one.
func (s *spool) Status(ctx context.Context) (Status, error) {
	ctx, cancel := within(ctx, connectWithin)
	defer cancel()
	said, err := s.run(ctx, nil, "lpstat", "-p", s.name)
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return Status{}, nil
	case err != nil:
		return Status{}, err
	case strings.Contains(said, "disabled"):
		return Status{}, fmt.Errorf("%w: its queue is disabled", ErrSilent)
	}
	return Status{}, nil
}

// run runs a program of CUPS, in its own English, without a shell.
func (s *spool) run(ctx context.Context, input []byte, name string, args ...string) (said string, err error) {
	command := exec.CommandContext(ctx, name, args...)
	command.Env = append(os.Environ(), "LC_ALL=C")
	command.Stdin = strings.NewReader(string(input))
	command.WaitDelay = answerWithin // for what it has started itself
	out, err := command.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s: %w: %.200s", ErrSilent, name, err, strings.TrimSpace(string(out)))
	}
	return string(out), nil
}
