package take_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"paihao/queue"
)

// At the start customers may scan in place of touching: the one code, or else that of each service which gives out numbers.
func TestCodesOfTheStart(t *testing.T) {
	all := []string{joinURL(""), joinURL("general"), joinURL("social"), joinURL("id"), joinURL("property")}
	tests := map[string]struct {
		view queue.View
		set  setting
		want []string
	}{
		"one for all":     {sample(), setting{}, all[:1]},
		"one for all too": {with(each(), func(v *queue.View) { v.Codes = append(v.Codes, join("")) }), setting{}, all[:1]},
		"each":            {each(), setting{}, all[1:4]}, // the fourth gives out no numbers
		"each, wide":      {each(), setting{width: 1280, height: 720}, all[1:4]},
		"four":            {long(), setting{}, all[1:5]},
		"only here":       {each(), setting{services: []string{"social", "id"}}, all[2:4]},
		"not all of all":  {sample(), setting{services: []string{"social", "id"}}, nil},
		"a single one":    {each(), setting{services: []string{"social"}}, all[2:3]},
		"one is missing":  {with(each(), func(v *queue.View) { v.Codes = v.Codes[1:] }), setting{}, all[2:4]},
		"one has run out": {with(each(), func(v *queue.View) { v.Codes[0].ExpiresAt = morning }), setting{}, all[2:4]},
		"too many": {with(each(), func(v *queue.View) {
			v.Services = append(v.Services, queue.ServiceView{ID: "fifth", Name: "第五项", Prefix: "E", Open: true})
		}), setting{}, nil},
		"closed": {shutAll(queue.ByDay, morning), setting{}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			play(t, tt.set, tt.view, func(s *stage) {
				if got := s.scannable(all...); !slices.Equal(got, tt.want) {
					t.Errorf("to be scanned: %q, want %q", got, tt.want)
				}
				or := "或者触摸选择业务"
				if got := s.says(or); got != (len(tt.want) > 0) {
					t.Errorf("says %q: %v", or, got)
				}
			})
		})
	}
}

// Of each service in a crowd the code stands where it is confirmed, until it is asked for.
func TestCodeOfTheChoice(t *testing.T) {
	play(t, setting{}, each(), func(s *stage) {
		s.tap("社保医保")
		if got := s.scannable(joinURL("general"), joinURL("social")); !slices.Equal(got, []string{joinURL("social")}) {
			t.Errorf("to be scanned: %q, want that of the service", got)
		}
		s.gate = make(chan struct{})
		s.tap("确认取号")
		if got := s.scannable(joinURL("social")); got != nil {
			t.Errorf("%q can be scanned too while a number is on its way", got)
		}
	})
}

// Who is called goes to the counter, and has no code to scan any more.
func TestCodeOfTheNumber(t *testing.T) {
	play(t, setting{}, sample(), func(s *stage) {
		numbered(s)
		if got := s.scannable(joinURL("ticket")); len(got) != 1 {
			t.Errorf("to be scanned: %q, want the ticket's code", got)
		}
		s.fake.now.State, s.fake.now.Counter = queue.Called, "3"
		s.show(newer(sample(), 1))
		s.want("请到3号窗口")
		s.wantNot("可以先走开一会儿")
		if got := s.scannable(joinURL("ticket")); got != nil {
			t.Errorf("who is called can still scan %q", got)
		}
	})
}

// All codes of a start are of one size, each in a place of its own, and leave the services within reach below them.
func TestCodesKeepApart(t *testing.T) {
	for name, v := range map[string]queue.View{"two": two(), "three": each(), "four": long()} {
		t.Run(name, func(t *testing.T) {
			play(t, setting{}, v, func(s *stage) {
				var codes []*canvas.Image
				var at []fyne.Position
				s.pictures(func(o *canvas.Image, p fyne.Position) { codes, at = append(codes, o), append(at, p) })
				if len(codes) < 2 {
					t.Fatalf("%d codes, want two or more", len(codes))
				}
				side := codes[0].Size().Width
				if side < 0.12*1080 {
					t.Errorf("codes are %v wide, want 12 %% of the window or more", side)
				}
				for i, c := range codes {
					if c.Size() != codes[0].Size() {
						t.Errorf("code %d is %v, the first one %v", i, c.Size(), codes[0].Size())
					}
					if i > 0 && at[i].X < at[i-1].X+side {
						t.Errorf("code %d lies at %v, the one before it at %v", i, at[i], at[i-1])
					}
					if first := s.mustFind(v.Services[0].NameEN); at[i].Y+side > first.Y {
						t.Errorf("code %d ends at %v, below the first service at %v", i, at[i].Y+side, first.Y)
					}
				}
			})
		})
	}
}
