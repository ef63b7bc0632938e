package wechat_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"paihao/wechat"
)

func TestCheckField(t *testing.T) {
	tests := []struct {
		key   string
		takes []string
		not   []string
	}{
		{"thing4", []string{"排", strings.Repeat("排", 20), "A12号", "a & b"}, []string{"", "  ", strings.Repeat("排", 21), "a\nb", "a\u2028b", "a\xff"}},
		{"short_thing2", []string{"A012", "见屏幕"}, []string{"", "六个字太长了", "a\nb"}},
		{"const8", []string{"排队中，请到大厅等候，以屏幕上显示的号码为准"}, []string{"", "a\nb"}},
		{"enum_string2", []string{"DIRTY"}, []string{" "}},
		{"number2", []string{"7", "12.5", strings.Repeat("1", 32)}, []string{strings.Repeat("1", 33), "A1", "1.", ".5", "1.2.3", "-1", "１"}},
		{"letter1", []string{"abcXYZ"}, []string{"a1", "排", strings.Repeat("a", 33)}},
		{"symbol1", []string{"!?#"}, []string{"a", "!!!!!!"}},
		{"character_string2", []string{"A012", "A-12#", strings.Repeat("a", 32)}, []string{"A12号", strings.Repeat("a", 33), "A 12"}},
		{"time3", []string{"15:01", "9:05:59", "2019年10月1日 15:01", "2019-10-01 15:01~16:00", "15:01~2019年10月1日 16:01"}, []string{"24:00", "15:60", "2019年10月1日15:01", "15", "2019年10月1日", "2019年13月1日 15:01", "3 pm"}},
		{"date3", []string{"2019年10月1日", "2019-10-01", "2019.1.2", "2019/10/1 15:01", "2019-10-01~2019-10-02", "2019年10月", "10月1日", "2019-10", "10-01", "10月1日 15:01"}, []string{"15:01", "13月1日", "10月1日15:01", "2019-13-01", "2019-10-32", "2019年", "1日"}},
		{"amount1", []string{"¥100", "100.05元", "1"}, []string{"￥￥1", "A100", "号1", "12345678901", "十元", "1 元"}},
		{"phone_number1", []string{"+86-0766-66888866"[:17], "13800000000"}, []string{"+86-0766-668888661", "abc"}},
		{"car_number1", []string{"粤A8Z888挂", "A88888"}, []string{"粤粤A8888", "A粤8888", "粤A8Z888挂1", "粤A-8888"}},
		{"name1", []string{"欧阳·娜", "José Müller", strings.Repeat("张", 10), strings.Repeat("a", 20)}, []string{strings.Repeat("张", 11), "张" + strings.Repeat("a", 10), strings.Repeat("a", 21), "张3"}},
		{"phrase5", []string{"排队中", "请到窗口办"}, []string{"请到窗口办理", "已叫号A", "ok"}},
		{"keyword1", []string{strings.Repeat("排", 100)}, []string{"", "a\x00"}},
	}
	for _, tt := range tests {
		for _, value := range tt.takes {
			if err := wechat.CheckField(tt.key, value); err != nil {
				t.Errorf("%s %q: %v", tt.key, value, err)
			}
		}
		for _, value := range tt.not {
			if err := wechat.CheckField(tt.key, value); !errors.Is(err, wechat.ErrLimit) {
				t.Errorf("%s %q: got %v, want ErrLimit", tt.key, value, err)
			} else if len(value) > 3 && strings.Contains(err.Error(), value) {
				t.Errorf("%s: %q quotes the value", tt.key, err)
			}
		}
	}
}

func TestFitField(t *testing.T) {
	long := strings.Repeat("排", 19)
	for _, tt := range []struct{ key, in, want string }{
		{"thing1", " 缴费\n窗口 ", "缴费 窗口"},
		{"thing1", long + "队", long + "队"},
		{"thing1", long + "队号", long + "…"},
		{"thing1", "\x00", "-"},
		{"thing1", strings.Repeat("排", 17) + "👨‍👩‍👧" + "号", strings.Repeat("排", 17) + "…"},
		{"thing1", strings.Repeat("排", 18) + "👍🏽号", strings.Repeat("排", 18) + "…"},
		{"thing1", strings.Repeat("排", 17) + "👍🏽号号", strings.Repeat("排", 17) + "👍🏽…"},
		{"thing1", strings.Repeat("排", 16) + "🇨🇳🇨🇳号", strings.Repeat("排", 16) + "🇨🇳…"},
		{"thing1", strings.Repeat("e\u0301", 11), strings.Repeat("e\u0301", 9) + "…"},
		{"short_thing1", "请到三号窗口", "请到三号…"},
		{"const1", "取消\n申请单", "取消 申请单"},
		{"character_string2", "A012号", "A012"},
		{"character_string2", "号", "-"},
		{"number3", "前面 7 位", "7"},
		{"number3", "1,200.", "1200"},
		{"number3", "无", ""}, // no number is better than a wrong one
		{"phrase1", "请到3号窗口办理", "请到号窗口"},
		{"time1", "soon", "soon"},
		{"keyword1", "a\tb", "a b"},
	} {
		if got := wechat.FitField(tt.key, tt.in); got != tt.want {
			t.Errorf("%s %q: got %q, want %q", tt.key, tt.in, got, tt.want)
		}
	}
}

// What FitField returns passes CheckField, or nothing of the value could be used, or it has a form of its own.
func TestFitFieldFits(t *testing.T) {
	kinds := []string{"thing", "number", "letter", "symbol", "character_string", "phone_number", "name", "phrase", "other"}
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.SampledFrom(kinds).Draw(t, "kind") + rapid.StringMatching(`[0-9]{0,2}`).Draw(t, "number")
		value := rapid.OneOf(rapid.String(), rapid.StringMatching(`[排队号0-9A-z .,:\-\x00\n]{0,60}`)).Draw(t, "value")
		got := wechat.FitField(key, value)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > utf8.RuneCountInString(value)+1 {
			t.Fatalf("%s %q: got %q", key, value, got)
		}
		if err := wechat.CheckField(key, got); got != "" && err != nil {
			t.Fatalf("%s %q: got %q: %v", key, value, got, err)
		}
		if again := wechat.FitField(key, got); again != got {
			t.Fatalf("%s: fitted twice %q becomes %q", key, got, again)
		}
	})
}
