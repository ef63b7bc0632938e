package core

import (
	"testing"

	"paihao/queue"
)

// What could mean two services means none, and a number comes before a name and a name before a prefix.
func TestPick(t *testing.T) {
	w := words{venue: &queue.Venue{Services: []queue.Service{
		{ID: "a", Name: "汇款", NameEN: "Transfer", Prefix: "A"},
		{ID: "b", Name: "存款", NameEN: "Deposit", Prefix: "1"},
		{ID: "c", Name: "存款", NameEN: "C", Prefix: "D"},
		{ID: "d", Name: "B", Prefix: "C"},
		{ID: "e", Name: "！！", Prefix: ""},
		{ID: "f", Name: "六 号 厅", Prefix: "A"},
	}}}
	for text, want := range map[string]string{
		"1": "a", "2": "b", "6": "f", "7": "", "0": "", "00": "", "001": "", "六": "f", "七": "", "⑥": "f", "⑦": "", "⑬": "", "2号": "b", "号": "", "1号号": "",
		"汇款": "a", "transfer": "a", "TRANSFER。": "a", "存款": "", "deposit": "b", "c": "c", "b": "d", "d": "c", "a": "", "！！": "", "": "", " ": "",
		"六 号 厅": "f", "六号厅": "", "汇": "", "+1": "a", "1+1": "", "十二": "", "99": "", "100": "", "１２": "", "٣": "",
	} {
		if got, ok := w.pick(text); got != want || ok != (want != "") {
			t.Errorf("%q picks %q, %v, want %q", text, got, ok, want)
		}
	}
}

// FuzzPick: whatever somebody writes picks a service that there is, or none, and the same one however it is dressed up.
func FuzzPick(f *testing.F) {
	for _, text := range []string{"1", "１２。", "综合业务", "a", "①", "1️⃣", "十一", "\u202e2", "2号", "\xff", "😀3😀", "99999999999999999999", "-1", "General services"} {
		f.Add(text)
	}
	venue := &queue.Venue{Services: []queue.Service{
		{ID: "general", Name: "综合业务", NameEN: "General services", Prefix: "A"}, {ID: "social", Name: "社保医保", NameEN: "Social insurance", Prefix: "B"},
	}}
	f.Fuzz(func(t *testing.T, text string) {
		w := words{venue: venue}
		got, ok := w.pick(text)
		if _, there := venue.Service(got); there != ok || !ok && got != "" {
			t.Errorf("%q picks %q, %v", text, got, ok)
		}
		for _, same := range []string{" " + text + "。", "“" + text + "”", plain(text)} {
			if again, _ := w.pick(same); again != got {
				t.Errorf("%q picks %q, and %q %q", text, got, same, again)
			}
		}
	})
}
