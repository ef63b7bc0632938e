package looktest

import "os"

// Fyne borrows what its theme's fonts lack from those of the machine, and machines differ. It gives them up where it finds no
// folder to keep its index of them in, and a relative one counts as none (os.UserCacheDir). It looks when it first measures
// a text, so all tests of a package that compares pictures with this one draw with the bundled fonts alone.
func init() {
	if err := os.Setenv("XDG_CACHE_HOME", "nowhere"); err != nil {
		panic(err)
	}
}
