package boltstore

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
)

// decodeLeast is how many bytes of records one processor reads at the least: for fewer it is not worth while to wake another.
const decodeLeast = 64 << 10

// decode reads records on all processors, adds the sound ones to a list, in their order, and tells how many are damaged. What
// a page that cannot be read does to one of them is told as guarded tells it.
func decode[R any](table string, keys, values [][]byte, list *[]R) (damaged int, err error) {
	from := len(*list)
	*list = slices.Grow(*list, len(keys))[:from+len(keys)]
	all, sound := (*list)[from:], make([]bool, len(keys))
	size := 0
	for _, value := range values {
		size += len(value)
	}
	parts := max(1, min(runtime.GOMAXPROCS(0), len(keys), size/decodeLeast))
	errs := make([]error, parts)
	var readers sync.WaitGroup
	for p := range parts {
		readers.Go(func() {
			errs[p] = guarded(func() error {
				for i := p * len(keys) / parts; i < (p+1)*len(keys)/parts; i++ {
					sound[i] = unpack(table, keys[i], values[i], &all[i])
				}
				return nil
			})
		})
	}
	readers.Wait()
	kept := 0
	for i, ok := range sound {
		if ok {
			if kept < i { // nearly all are sound
				all[kept] = all[i]
			}
			kept++
		}
	}
	clear(all[kept:])
	*list = (*list)[:from+kept]
	return len(keys) - kept, cmp.Or(errs...)
}
