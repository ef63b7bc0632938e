package core_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"paihao/app/core"
)

// mustData writes a data file.
func (e *examined) mustData(data []byte) {
	e.t.Helper()
	if err := os.WriteFile(e.settings.DataFile(), data, 0o600); err != nil {
		e.t.Fatal(err)
	}
}

// TestCheckOfDamagedRecords: where they are is told, and what to do.
func TestCheckOfDamagedRecords(t *testing.T) {
	e := mustExamine(t)
	mustCounts(t, e.settings.DataFile())
	data, err := os.ReadFile(e.settings.DataFile())
	if err != nil {
		t.Fatal(err)
	}
	e.mustData(bytes.ReplaceAll(data, []byte("older"), []byte("elder")))
	if well, said := e.check(); well || !strings.Contains(said, "but has damaged records: ") || !strings.Contains(said, "paihao restore") || strings.Contains(said, "below") {
		t.Errorf("got well %t and\n%s\nwant the places, and what to do", well, said)
	}
	report, err := core.Channels(t.Context(), e.settings, "", time.Now())
	if !errors.As(err, new(*core.DamagedRecordsError)) || len(report.Channels) != 3 {
		t.Errorf("got %+v (%v), want what is sound, and that there is damage", report, err)
	}
}
