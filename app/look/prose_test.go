package look_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"paihao/app/look"
)

// Chinese letters are one em wide.
func TestNamesFoldLate(t *testing.T) {
	mustApp(t)
	tests := []struct {
		name        string
		most        int
		ems, high   float32
		want        []string
		least, size float32 // of the type, in ems of one line's
	}{
		{"不动产登记", 2, 5.1, 3, []string{"不动产登记"}, 1, 1},
		{"不动产登记", 2, 3.1, 3, []string{"不动产登记"}, 0.59, 0.63},
		{"不动产登记与交易过户", 3, 5, 3, []string{"不动产登记", "与交易过户"}, 0.75, 0.75},
		{"不动产登记与交易过户", 3, 3.1, 3, []string{"不动产登记", "与交易过户"}, 0.6, 0.63},
		{"不动产登记与交易过户", 3, 5, 1.25, []string{"不动产登记", "与交易过户"}, 0.6, 0.6},
		{"不动产登记与交易过户", 3, 2.6, 3, []string{"不动产登", "记与交易", "过户"}, 0.6, 0.65},
		{"不动产登记与交易过户", 2, 2.5, 3, []string{"不动产登", "记与交…"}, 0.6, 0.6},
		{"Counter for all services 12", 2, 7, 3, []string{"Counter for", "all services 12"}, 0.7, 0.75},
		{"ID & household", 2, 3, 3, []string{"ID &", "household"}, 0.51, 0.59},
		{"Registrations", 2, 2, 3, []string{"Regist", "ratio…"}, 0.6, 0.6},
		{" \n ", 2, 0.1, 3, nil, 0.6, 1},
	}
	for _, tt := range tests {
		const size = 20
		p := look.NewName(look.Ink, true, tt.most)
		p.Say(tt.name)
		p.Place(look.Box{X: 10, Y: 20, W: tt.ems * size, H: tt.high * size}, size)
		got, fit := drawn(p)
		if !slices.Equal(got, tt.want) || len(got) > 0 && (fit < tt.least*size-0.1 || fit > tt.size*size+0.1) {
			t.Errorf("%q in %v by %v ems is %q at %v, want %q at %v to %v", tt.name, tt.ems, tt.high, got, fit/size, tt.want, tt.least, tt.size)
		}
	}
}

// FuzzFold holds that no name, whatever it says, takes more lines than it may or leaves its room.
func FuzzFold(f *testing.F) {
	f.Add("不动产登记与交易过户（二手房）", float32(70), float32(40))
	f.Add("Barrier-free general counter 12", float32(90), float32(25))
	f.Add("\u200b  \u200b \n👩‍👩‍👧‍👦🎉🇨🇳", float32(3), float32(1))
	f.Add("مركز خدمة المواطنين", float32(50), float32(80))
	mustApp(f)
	f.Fuzz(func(t *testing.T, name string, width, height float32) {
		if len(name) > 400 || !(width > 0 && width < 4000 && height > 0 && height < 4000) {
			return // names are limited by the settings
		}
		const most = 3
		lines, size := look.Fold(name, most, 20, look.Least, true, look.Box{W: width, H: height})
		if len(lines) > most || len(lines) > 1 && size > 15 {
			t.Errorf("Fold(%q) in %v by %v = %q at %v", name, width, height, lines, size)
		}
		for _, line := range lines {
			if wide := look.Width(line, size, true); len(lines) > 1 && wide > width {
				t.Errorf("Fold(%q) in %v: %q at %v is %v wide", name, width, line, size, wide)
			}
		}
	})
}

func TestSentencesFoldEarly(t *testing.T) {
	mustApp(t)
	tests := []struct {
		sentence  string
		ems, high float32
		want      []string
		size      float32 // of the type, in ems of the largest
	}{
		{"请到前台取号", 6.1, 3, []string{"请到前台取号"}, 1},
		{"请到前台取号", 4, 3, []string{"请到前台", "取号"}, 1},
		{"请到前台取号", 4, 1.5, []string{"请到前台取号"}, 0.63},
		{"请到前台取号，一样排队", 4, 1.5, []string{"请到前台取…"}, 0.6},
		{"", 4, 3, nil, 1},
	}
	for _, tt := range tests {
		const size = 20
		p := look.NewSentence(look.Ink, false)
		p.Say(tt.sentence)
		p.Place(look.Box{W: tt.ems * size, H: tt.high * size}, size)
		got, fit := drawn(p)
		if !slices.Equal(got, tt.want) || len(got) > 0 && (fit < tt.size*size-0.5 || fit > tt.size*size+0.5) {
			t.Errorf("%q in %v by %v ems is %q at %v, want %q at %v", tt.sentence, tt.ems, tt.high, got, fit/size, tt.want, tt.size)
		}
	}
}

// drawn are the lines that are seen, and the size of the type of the first.
func drawn(p *look.Prose) (lines []string, size float32) {
	for _, o := range p.Objects() {
		line := test.WidgetRenderer(o.(fyne.Widget)).Objects()[0].(*canvas.Text)
		if line.Text != "" {
			lines = append(lines, line.Text)
		}
		if size == 0 {
			size = line.TextSize
		}
	}
	return lines, size
}
