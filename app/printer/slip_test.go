package printer

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the pictures in testdata anew")

const url = "http://weixin.qq.com/q/02XbYzExampleAbCdEfGhIjKlMn"

// The texts of the pictures, as the usual layout makes them.
var (
	chinese = Slip{Code: url, Text: `## 市民服务大厅
---
您的号码
# A012
综合业务
---
## 前面还有 7 位
## 约 20–30 分钟
![qr]
> 微信扫一扫，在手机上看排到哪里
> 请看大屏、听叫号
> 2026-11-22 10:32
`}
	english = Slip{Code: url, Text: `## Citizen Service Hall
---
Your number
# A012
General services
---
## 7 ahead of you
## about 20–30 min
![qr]
> Scan with WeChat to see your place
> Watch the screen and listen for your number
> 2026-11-22 10:32
`}
	both = Slip{Code: url, Text: `## 市民服务大厅
> Citizen Service Hall
---
您的号码
> Your number
# A012
综合业务 · 4 人
> General services · for 4
---
## 前面还有 7 位
> 7 ahead of you
## 3 小时以上
> Over 3 h
![qr]
> 微信扫一扫，在手机上看排到哪里
> Scan with WeChat to see your place
> 2026-11-22 10:32
`}
	without = Slip{None: "> 微信码暂时没有，请保管好小票\n> WeChat gives no code now: please keep this slip", Text: both.Text}
	long    = Slip{Code: url, Text: `## 中华人民共和国某某省某某市某某区人民政府政务服务中心不动产登记大厅
> The Very Long Name of the Municipal Real Estate Registration and Housing Administration Centre
# ABC10234
不动产登记、房屋交易、抵押、（变更）；更正与注销登记综合受理
Antidisestablishmentarianism-Donaudampfschifffahrtsgesellschaftskapitänswitwe
![qr]
`}
	odd = Slip{Code: url, Text: "## 龘𠮷㛃\u200d 玥淼\ufe0f\n# A012\nשלום مرحبا ไทย 한국\n👩‍👧 🇨🇳 e\u0301 \u202eabc\u202c\tx\n> \n## \n\n   \n---\n#\n####\n> > nested\n"}
)

// TestPictures: each slip is printed as it was looked at, on both papers. What is compared is what a printer makes of the job.
func TestPictures(t *testing.T) {
	for _, x := range []struct {
		name string
		slip Slip
	}{{"zh", chinese}, {"en", english}, {"both", both}, {"without", without}, {"long", long}, {"odd", odd}} {
		for _, paper := range []string{"58", "80"} {
			t.Run(x.name+"-"+paper, func(t *testing.T) {
				wide := map[string]int{"58": 58, "80": 80}[paper]
				picture := x.slip.Draw(wide)
				printed := mustUnroll(t, Job(picture)).picture()
				if !bytes.Equal(printed.Pix, picture.Pix) || printed.Rect != picture.Rect {
					t.Fatalf("the printer prints another picture of %v than was drawn, %v", printed.Rect, picture.Rect)
				}
				mustMatch(t, x.name+"-"+paper, printed)
				if x.slip.Code != "" && strings.Contains(x.slip.Text, CodeMark) {
					if got, err := scan(onlyCode(printed)); err != nil || got != url {
						t.Errorf("the code says %q, %v, want %q", got, err, url)
					}
				}
			})
		}
	}
}

// onlyCode cuts the code out of a slip. It is the only place where rows have much black and white edges to both sides.
func onlyCode(slip *image.Paletted) image.Image {
	_, top, bottom := codeRows(slip)
	return slip.SubImage(image.Rect(0, top, slip.Rect.Dx(), bottom))
}

// codeRows finds the rows of the code by its finder: the longest run of rows that begin with black at the same place.
func codeRows(slip *image.Paletted) (left, top, bottom int) {
	first := func(y int) int {
		for x := range slip.Rect.Dx() {
			if slip.ColorIndexAt(x, y) == black {
				return x
			}
		}
		return -1
	}
	best := 0
	for y := 0; y < slip.Rect.Dy(); {
		x, end := first(y), y+1
		for end < slip.Rect.Dy() && first(end) == x {
			end++
		}
		if x > 0 && end-y > best {
			best, left, top = end-y, x, y
		}
		y = end
	}
	bottom = slip.Rect.Dy()
	for y := top; y < slip.Rect.Dy(); y++ {
		if first(y) < 0 && y > top+best {
			bottom = y
			break
		}
	}
	return left, top, bottom
}

// mustMatch compares with testdata/NAME.png: dot by dot, since the fonts and their drawing are our own.
func mustMatch(t *testing.T, name string, got *image.Paletted) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		var b bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, got); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds() != got.Rect {
		t.Fatalf("the picture is %v, want %v", got.Rect, want.Bounds())
	}
	differ := 0
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			a, _, _, _ := got.At(x, y).RGBA()
			if b, _, _, _ := want.At(x, y).RGBA(); a != b {
				differ++
			}
		}
	}
	if differ > got.Rect.Dx()*got.Rect.Dy()/2000 { // rounding differs between machines
		t.Errorf("%d dots differ from %s", differ, path)
	}
}

// A number is never cut: it is made smaller until it stands in one row.
func TestLargestIsOneRow(t *testing.T) {
	for _, paper := range []int{58, 80} {
		short, wide := Slip{Text: "# A012"}.Draw(paper), Slip{Text: "# ABC12345"}.Draw(paper)
		if wide.Rect.Dy() >= short.Rect.Dy() {
			t.Errorf("paper %d: a long number takes %d rows of dots, a short one %d", paper, wide.Rect.Dy(), short.Rect.Dy())
		}
	}
}

// No slip is endless, whatever stands in it.
func TestLongest(t *testing.T) {
	s := Slip{Text: strings.Repeat("# A012\n"+CodeMark+"\n长长的一行字长长的一行字\n", 500), Code: url}
	if got := s.Draw(80).Rect.Dy(); got > longest || got < longest-600 {
		t.Errorf("a slip of 1500 lines is %d dots long, want at most %d", got, longest)
	}
	if job := Job(Slip{}.Draw(58)); len(job) == 0 {
		t.Error("an empty slip has no job")
	}
}

// A line without words, such as the English name of a venue that has none, takes no room; an empty line is a gap.
func TestNoWords(t *testing.T) {
	plain := Slip{Text: "## 大厅\n# A012"}.Draw(80)
	for _, text := range []string{"## 大厅\n> \n# A012", "## 大厅\r\n>\r\n##\n # A012 \n\n \n"} {
		if got := (Slip{Text: text}).Draw(80); !bytes.Equal(got.Pix, plain.Pix) {
			t.Errorf("%q is %d dots long, want %d", text, got.Rect.Dy(), plain.Rect.Dy())
		}
	}
	if got := (Slip{Text: "## 大厅\n\n# A012"}).Draw(80); got.Rect.Dy() <= plain.Rect.Dy() {
		t.Error("an empty line makes no gap")
	}
}

func TestWrap(t *testing.T) {
	ten := func(s string) bool { return len([]rune(s)) <= 10 }
	for _, tt := range []struct{ text, want string }{
		{"", ""},
		{"短", "短"},
		{"一二三四五六七八九十，十一", "一二三四五六七八九|十，十一"},
		{"一二三四五六七八九（十）", "一二三四五六七八九|（十）"},
		{"your number is next", "your|number is|next"},
		{"abcdefghijklmnopq", "abcdefghij|klmnopq"},
		{"  a   ", "a"},
	} {
		if got := strings.Join(wrap(clean(tt.text), ten), "|"); got != tt.want {
			t.Errorf("wrap(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

// FuzzSlip: whatever stands in a slip and in its code, it is drawn, and a printer that knows only our commands prints it.
func FuzzSlip(f *testing.F) {
	f.Add(both.Text, url, "none", true)
	f.Add(odd.Text, "", odd.Text, false)
	f.Add(CodeMark, strings.Repeat("x", longestCode+1), CodeMark, true)
	f.Fuzz(func(t *testing.T, text, code, none string, narrow bool) {
		if len(text) > 500 || len(none) > 300 {
			return
		}
		paper := 80
		if narrow {
			paper = 58
		}
		picture := Slip{text, code, none}.Draw(paper)
		if picture.Rect.Dy() == 0 {
			return
		}
		if got := mustUnroll(t, Job(picture)).picture(); !bytes.Equal(got.Pix, picture.Pix) {
			t.Error("the printer prints another picture than was drawn")
		}
	})
}

func BenchmarkDraw(b *testing.B) {
	for b.Loop() {
		Job(both.Draw(80))
	}
}
