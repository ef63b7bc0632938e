package core

import (
	"context"
	"log/slog"

	"paihao/app/config"
	"paihao/queue"
	"paihao/queue/boltstore"
)

// opener opens the store of the settings. This is the one place that picks a store.
func opener(s config.Settings, log *slog.Logger) func(context.Context) (queue.Store, error) {
	return func(context.Context) (queue.Store, error) {
		return boltstore.Open(boltstore.Options{Path: s.DataFile(), Log: log})
	}
}
