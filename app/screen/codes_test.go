//go:build !race

package screen_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"paihao/app/screen"
	"paihao/assets"
	"paihao/queue"
)

var codeSizes = []fyne.Size{
	{Width: 1280, Height: 720},
	{Width: 1920, Height: 1080},
	{Width: 3840, Height: 2160},
	{Width: 1024, Height: 768},
	{Width: 720, Height: 1280},
	{Width: 1080, Height: 1920},
}

// TestCodesAreRead scans the pictures with a decoder, as a phone would. It holds how large codes are too: of one alone the
// dark part has at least 27 % of the shorter side of the screen, of several each has 12 %.
func TestCodesAreRead(t *testing.T) {
	for _, size := range codeSizes {
		for n := 1; n <= 4; n++ {
			s := mustStand(t, size.Width, size.Height)
			v := sample()
			v.Codes = codes(v)[:n]
			s.Show(v)
			if got := s.mustScanEach(t); !slices.Equal(got, urls(v.Codes)) {
				t.Errorf("at %v the codes say %q, want %q", size, got, urls(v.Codes))
			}
			least := min(size.Width, size.Height) * 0.27
			if n > 1 {
				least = min(size.Width, size.Height) * 0.12
			}
			for _, b := range s.codes() {
				if dark := float32(b.Dx()) * 33 / 41; dark < least {
					t.Errorf("at %v each of %d codes is %v wide without its edge, want %v", size, n, dark, least)
				}
			}
		}
	}
}

// Codes that say more have more modules. All modules on the screen have the same size, a whole number of pixels, and none of
// the codes moves when another page comes.
func TestModulesAreEven(t *testing.T) {
	s := mustStand(t, 1920, 1080)
	v := crowded()
	v.Codes[7].URL += strings.Repeat("x", 40)
	v.Services[3].Open = true
	short, long := 0, 0
	for range 3 {
		s.Show(v)
		for i, b := range s.codes() {
			modules := 41
			if i == 3 && b.Dx()%41 != 0 {
				modules, long = 45, b.Dx()/45
			} else {
				if short != 0 && short != b.Dx()/41 {
					t.Errorf("modules are %d and %d pixels wide", short, b.Dx()/41)
				}
				short = b.Dx() / 37
			}
			if b.Dx()%modules != 0 {
				t.Errorf("code %d is %d pixels wide, no multiple of its %d modules", i, b.Dx(), modules)
			}
		}
		s.later(8 * time.Second)
	}
	if short == 0 || short != long {
		t.Errorf("modules are %d pixels wide, those of the long code %d", short, long)
	}
}

// A code that has run out leaves its place empty, and the others where they are.
func TestCodesKeepTheirPlaces(t *testing.T) {
	s := mustStand(t, 1920, 1080)
	v := sample()
	v.Codes = codes(v)
	s.Show(v)
	before := s.codes()
	v.Codes[1].ExpiresAt = morning.Add(time.Second)
	s.Show(v)
	s.later(time.Second)
	if got, want := s.codes(), slices.Delete(slices.Clone(before), 1, 2); !slices.Equal(got, want) {
		t.Errorf("the codes stand at %v, want %v", got, want)
	}
	if words := s.words(); !slices.Contains(words, "暂时不能扫码") {
		t.Errorf("in the place of the code that has run out is nothing: %q", words)
	}
}

// The one code for all services stands alone where it is wanted, and where there is no other.
func TestOneCodeForAll(t *testing.T) {
	all := []string{joinURL("all")}
	tests := []struct {
		name   string
		one    bool
		change func(*queue.View)
		want   []string
	}{
		{"wanted", true, func(*queue.View) {}, all},
		{"not wanted", false, func(*queue.View) {}, urls(codes(sample()))},
		{"the only one", false, func(v *queue.View) { v.Codes = v.Codes[len(v.Codes)-1:] }, all},
		{"wanted and not there yet", true, func(v *queue.View) { v.Codes = v.Codes[:len(v.Codes)-1] }, urls(codes(sample()))},
		{"one service shut", true, func(v *queue.View) { shut(&v.Services[1], queue.ByQuota, time.Time{}) }, all},
		{"all services shut", true, func(v *queue.View) { shutAll(v, queue.ByQuota, time.Time{}) }, nil},
	}
	for _, tt := range tests {
		s := mustStandWith(t, 1920, 1080, screen.Options{OneCode: tt.one})
		v := oneCode()
		tt.change(&v)
		s.Show(v)
		if got := s.mustScanEach(t); !slices.Equal(got, tt.want) {
			t.Errorf("%s: the codes say %q, want %q", tt.name, got, tt.want)
		}
	}
}

// A code of a service that gives out no tickets is away: what cannot be joined cannot be scanned.
func TestShutCodesAreAway(t *testing.T) {
	s := mustStand(t, 1920, 1080)
	v := lunch()
	s.Show(v)
	if got, want := mustScan(t, s.picture()), []string{joinURL("general")}; !slices.Equal(got, want) {
		t.Errorf("the codes say %q, want only %q, the one service that gives out tickets", got, want)
	}
}

// When tickets are given out again is whole in the place of a code, however narrow that is.
func TestOpeningTimesAreWhole(t *testing.T) {
	for _, size := range codeSizes {
		s := mustStandWith(t, size.Width, size.Height, screen.Options{Languages: []assets.Language{assets.EN}})
		s.Show(lunch())
		for _, want := range []string{"Opens 13:30", "tomorrow 09:00"} {
			if !s.says(want) {
				t.Errorf("at %v the screen does not say %q: %q", size, want, s.words())
			}
		}
	}
}

func TestManyCodesTakeTurns(t *testing.T) {
	s := mustStand(t, 1920, 1080)
	v := sample()
	for _, id := range []string{"x", "y"} {
		v.Services = append(v.Services, queue.ServiceView{ID: id, Name: id, Prefix: strings.ToUpper(id), Open: true})
	}
	v.Codes = codes(v)
	seen := map[string]bool{}
	for range 2 {
		s.Show(v)
		for _, url := range mustScan(t, s.picture()) {
			seen[url] = true
		}
		s.later(8 * time.Second)
	}
	if len(seen) != len(v.Codes) {
		t.Errorf("in two pages %d codes were shown, want %d", len(seen), len(v.Codes))
	}
}

func urls(codes []queue.Code) []string {
	var urls []string
	for _, c := range codes {
		urls = append(urls, c.URL)
	}
	slices.Sort(urls)
	return urls
}
