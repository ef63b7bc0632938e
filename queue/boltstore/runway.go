package boltstore

import "runtime"

// longestRunway is how many bytes of zeros lie behind what a file holds, at the most: more than a commit of the queue takes.
const longestRunway = 1 << 20

var zeros [longestRunway]byte

// lengthen writes zeros behind the part of the file that is used, when few are left there. A commit that writes where the
// file system has yet to find room waits for its journal as well, and one for which the file must grow for a third sync:
// where many come at once that is as long as the commit itself.
//
// No page that counts is touched, so whatever becomes of the zeros, the file is as good as without them. Room that is not
// there is left to the commit, which may need none; a full disk has no room to lie idle. But a sync that fails is told,
// since the system says so once only. A file that was cut off is left alone, and so is one that is as large as its map.
func (s *Store) lengthen(used int64) error {
	if s.reserve.lacking || runtime.GOOS == "windows" {
		return nil
	}
	info, err := s.file.Stat()
	if err != nil {
		return err
	}
	runway := min(max(used/2, growth), longestRunway)
	length, end := info.Size(), min(used+runway, int64(s.db.MaxSize))
	if length < used || length >= min(used+runway/2, end) {
		return nil
	}
	if _, err := s.file.WriteAt(zeros[:end-length], length); err != nil || s.options.NoSync {
		return nil
	}
	if err := s.file.Sync(); !isFull(err) {
		return err
	}
	return nil
}
