package web_test

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"paihao/app/web"
)

// Every route does what the table says, for the role that it needs and no lower one, and refuses what it says.
func TestRoutes(t *testing.T) {
	for _, l := range table {
		t.Run(l.at, func(t *testing.T) {
			b := mustBusyHall(t)
			revision := b.hall.View().Revision
			b.ask("", l.at, l.well).refused(t, http.StatusUnauthorized, "unauthorized")
			for role := web.RoleRead; role < l.needs; role++ {
				a := b.ask(bearers[role], l.at, l.well)
				a.refused(t, http.StatusUnauthorized, "unauthorized")
				if got, want := a.header.Get("WWW-Authenticate"), `Bearer error="insufficient_scope"`; got != want {
					t.Errorf("WWW-Authenticate is %q, want %q", got, want)
				}
			}
			for _, r := range slices.Concat(l.not, l.foreignFields()) {
				t.Run(r.path+" "+r.body, func(t *testing.T) { b.ask(manager, l.at, r.wish).refused(t, r.status, r.code) })
			}
			b.unchanged(t, revision, "refusals")
			a := b.ask(bearers[l.needs], l.at, l.well)
			if a.status != l.status {
				t.Fatalf("%+v: %d %s, want %d", l.well, a.status, a.body, l.status)
			}
			for _, part := range l.says {
				if !strings.Contains(a.body, b.filled(part)) {
					t.Errorf("%+v: answer %s, want %s in it", l.well, a.body, b.filled(part))
				}
			}
		})
	}
}

// foreignFields are bodies that say what the route does not read.
func (l line) foreignFields() (list []refusal) {
	if !strings.HasPrefix(l.at, "POST ") {
		return nil
	}
	for field, value := range map[string]string{
		"service": `"general"`, "priority": "false", "party": "0", "counter": `""`, "expect": `""`, "operation": `""`, "unknown": "1",
		"account": `""`, "user_id": `""`, "refresh": "false",
	} {
		if !slices.Contains(strings.Fields(l.fields), field) {
			list = append(list, badRequest(l.well.path, `{"`+field+`":`+value+`}`))
		}
	}
	return list
}

// The table, that of the docs and the door know the same routes; the docs say the same of what they read and for whom.
func TestRoutesAgree(t *testing.T) {
	served := web.Routes()
	var tested, told []string
	for _, l := range table {
		tested = append(tested, l.at)
		fields := strings.Fields(l.fields)
		slices.Sort(fields)
		told = append(told, fmt.Sprint(l.at, " ", fields, " ", roles[l.needs]))
	}
	docs := mustDocs(t)
	for _, list := range [][]string{served, tested, told, docs} {
		slices.Sort(list)
	}
	if !slices.Equal(tested, served) {
		t.Errorf("tested are\n%q, served\n%q", tested, served)
	}
	if !slices.Equal(docs, told) {
		t.Errorf("the docs tell\n%q, the table\n%q", docs, told)
	}
}

var roles = map[web.Role]string{web.RoleRead: "read", web.RoleCall: "call", web.RoleManage: "manage"}

var (
	rows   = regexp.MustCompile(`(?m)^\|(.*?)\|.*\| (\w+) \|$`) // the first cell and the last
	quoted = regexp.MustCompile("`((?:GET|POST|PUT|DELETE) [^`/][^`]*)`(?: `\\{(.*)\\}`)?")
	choice = regexp.MustCompile(`\{[^}]*,[^}]*\}`)
)

// mustDocs reads the routes from the docs: route and body in the first cell of a row, who may in the last.
func mustDocs(t *testing.T) (list []string) {
	t.Helper()
	text, err := os.ReadFile("../../assets/docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows.FindAllStringSubmatch(string(text), -1) {
		for _, route := range quoted.FindAllStringSubmatch(row[1], -1) {
			fields := strings.Fields(strings.NewReplacer(`"`, "", ",", " ").Replace(route[2]))
			slices.Sort(fields)
			for _, one := range spread(route[1]) {
				list = append(list, fmt.Sprint(one, " ", fields, " ", row[2]))
			}
		}
	}
	return list
}

// spread is every route that a text such as "POST counters/{id}/{open,pause}" stands for.
func spread(route string) (list []string) {
	names := choice.FindString(route)
	if names == "" {
		return []string{route}
	}
	for name := range strings.SplitSeq(strings.Trim(names, "{}"), ",") {
		list = append(list, spread(strings.Replace(route, names, name, 1))...)
	}
	return list
}
