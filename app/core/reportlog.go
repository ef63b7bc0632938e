package core

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// How much of the log is in a report: the newest.
const (
	reportedLog     = 5 << 20 // bytes of all files together
	reportedCrash   = 1 << 20 // of one crash
	reportedCrashes = 3
	longestLog      = (journalSize + 1) << 20 // of one file that is read
)

// isLog tells whether a file in the folder of the log is of it.
func isLog(name string) bool {
	switch name {
	case journalName, crashName, failedName:
		return true
	}
	turned := strings.HasPrefix(name, strings.TrimSuffix(journalName, ".log")+"-") || strings.HasPrefix(name, "crash-")
	return turned && strings.HasSuffix(strings.TrimSuffix(name, ".gz"), ".log")
}

// logs are the newest of the log, the newest first; of a file that is not whole in it the end.
func logs(folder string) (list []entry) {
	if folder == "" {
		return []entry{{"log/none.txt", "no folder is set for the log: [log] dir\n"}}
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return []entry{{"log/none.txt", err.Error() + "\n"}}
	}
	room, crashes := reportedLog, reportedCrashes
	for _, name := range newestFirst(entries) {
		most := min(room, reportedLog)
		if strings.HasPrefix(name, "crash") {
			if crashes--; crashes < 0 {
				continue
			}
			most = min(room, reportedCrash)
		}
		text := readLog(filepath.Join(folder, name), most)
		if room -= len(text); text != "" {
			list = append(list, entry{"log/" + strings.TrimSuffix(name, ".gz"), text})
		}
	}
	return list
}

// newestFirst are the names of the log's files: what failed or died, then the one that is written to, then those turned over.
func newestFirst(entries []os.DirEntry) (names []string) {
	for _, e := range entries {
		if isLog(e.Name()) && e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names) // times are in the names
	slices.Reverse(names)
	rank := func(name string) int {
		order := []string{failedName, crashName, "crash-", journalName, ""}
		return slices.IndexFunc(order, func(begin string) bool { return strings.HasPrefix(name, begin) })
	}
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	return names
}

// readLog is the end of a file, of whole lines. What cannot be read is said in its place.
func readLog(path string, most int) string {
	file, err := os.Open(path)
	if err != nil {
		return err.Error() + "\n"
	}
	defer file.Close()
	var from io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if from, err = gzip.NewReader(file); err != nil {
			return err.Error() + "\n"
		}
	}
	text, err := io.ReadAll(io.LimitReader(from, longestLog))
	if len(text) > most {
		text = text[len(text)-most:]
		_, text, _ = bytes.Cut(text, []byte("\n"))
	}
	if err != nil {
		text = append(text, "\n"+err.Error()+"\n"...)
	}
	return strings.ToValidUTF8(string(text), "\ufffd")
}
