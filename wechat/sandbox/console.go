package sandbox

import (
	"maps"
	"slices"
	"strings"
)

// templateRow is one template in the account's list; its content names every slot as {{thing1.DATA}}.
type templateRow struct {
	ID      string `json:"template_id"`
	Title   string `json:"title"`
	Primary string `json:"primary_industry"`
	Deputy  string `json:"deputy_industry"`
	Content string `json:"content"`
	Example string `json:"example"`
}

// listTemplates is GET /cgi-bin/template/get_all_private_template.
func (s *Sandbox) listTemplates(call) (any, error) {
	rows := []templateRow{}
	for _, id := range slices.Sorted(maps.Keys(s.o.Templates)) {
		rows = append(rows, templateRow{
			ID: id, Title: "排队通知", Primary: "生活服务", Deputy: "线下服务",
			Content: content(s.o.Templates[id]),
		})
	}
	return struct {
		List []templateRow `json:"template_list"`
	}{rows}, nil
}

// content writes the slots as the console shows them, one to a line, each behind its label.
func content(keys []string) string {
	var b strings.Builder
	for _, key := range keys {
		b.WriteString(strings.TrimRight(key, "0123456789") + ":{{" + key + ".DATA}}\n")
	}
	return b.String()
}

type subscriptionRow struct {
	ID      string `json:"priTmplId"`
	Title   string `json:"title"`
	Content string `json:"content"`
	Example string `json:"example"`
	Type    int    `json:"type"` // 2: one message per permission
}

// listSubscriptions is GET /wxaapi/newtmpl/gettemplate, of the app whose token it is.
func (s *Sandbox) listSubscriptions(c call) (any, error) {
	rows := []subscriptionRow{}
	for _, id := range slices.Sorted(maps.Keys(c.app.subscriptions)) {
		rows = append(rows, subscriptionRow{ID: id, Title: "排队通知", Content: content(c.app.subscriptions[id]), Type: 2})
	}
	return struct {
		done
		Data []subscriptionRow `json:"data"`
	}{fine, rows}, nil
}
