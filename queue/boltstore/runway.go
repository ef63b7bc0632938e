package boltstore

// longestRunway is how many bytes of zeros lie behind what a file holds, at the most: more than a commit of the queue takes.
const longestRunway = 1 << 20

var zeros [longestRunway]byte

// lengthen writes zeros behind the part of the file that is used, when few are left there. A commit that writes where the
// file system has yet to find room waits for its journal as well, and one for which the file must grow for a third sync:
// where many come at once that is as long as the commit itself. What cannot be written here is left to the commit, which
// finds out why. A full disk has no room to lie idle.
func (s *Store) lengthen(used int64) {
	info, err := s.file.Stat()
	if err != nil || s.reserve.lacking {
		return
	}
	runway := min(max(used/2, growth), longestRunway)
	end := min(used+runway, int64(s.db.MaxSize))
	if length := info.Size(); length < used+runway/2 && length < end {
		if _, err := s.file.WriteAt(zeros[:min(end-length, longestRunway)], length); err == nil && !s.options.NoSync {
			_ = s.file.Sync()
		}
	}
}
