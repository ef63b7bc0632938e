package web_test

import (
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"

	"paihao/app/core"
	"paihao/app/web"
	"paihao/assets"
	"paihao/queue"
	"paihao/queue/boltstore"
	"paihao/queue/storetest"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

// What the bearers of the tests show.
const (
	manager = "a-token-of-the-tests"
	clerk   = "a-token-of-a-clerk"
	reader  = "a-token-of-a-board"
)

func tokens() []web.Token {
	return []web.Token{
		web.NewToken("", manager, web.RoleManage), web.NewToken("clerk-1", clerk, web.RoleCall), web.NewToken("board", reader, web.RoleRead),
	}
}

// bearers are what a token of each role is shown as.
var bearers = map[web.Role]string{web.RoleRead: reader, web.RoleCall: clerk, web.RoleManage: manager}

// door is the local door of a hall, behind a real listener.
type door struct {
	t      testing.TB
	hall   *queue.Queue
	server *web.Server
	url    string
	client *http.Client
}

// hall is a venue where every limit can be met: few gives out one ticket a day, night opens at half past ten.
func hall() queue.Venue {
	night, err := queue.ParseHours("10:30-12:00")
	if err != nil {
		panic(err)
	}
	return queue.Venue{
		Name: "大厅", Zone: time.FixedZone("CST", 8*60*60),
		Rules: queue.Rules{Near: 1, ReturnAfter: 1, CallsBeforeMiss: 1, OneTicketEach: true, UndoWithin: 10 * time.Second},
		Services: []queue.Service{
			{ID: "general", Name: "综合", Prefix: "A", Digits: 3, Minutes: 5},
			{ID: "social", Name: "社保", Prefix: "B", Digits: 3, Minutes: 8},
			{ID: "small", Name: "小桌", Prefix: "S", Digits: 3, Minutes: 40, Party: queue.Party{Min: 1, Max: 2}},
			{ID: "large", Name: "大桌", Prefix: "L", Digits: 3, Minutes: 60, Party: queue.Party{Min: 3, Max: 6}},
			{ID: "few", Name: "限号", Prefix: "F", Digits: 3, Minutes: 5, Quota: 1},
			{ID: "night", Name: "晚些", Prefix: "N", Digits: 3, Minutes: 5, Hours: night},
		},
		Counters: []queue.Counter{
			{ID: "1", Name: "1号窗口", Services: []string{"general"}},
			{ID: "2", Name: "2号窗口", Services: []string{"general", "social"}},
			{ID: "3", Name: "3号窗口", Services: []string{"general", "small"}},
			{ID: "4", Name: "4号窗口", Services: []string{"general"}},
			{ID: "5", Name: "5号窗口", Services: []string{"general"}},
			{ID: "6", Name: "6号窗口", Services: []string{"social"}},
		},
	}
}

// mustDoor opens a hall on a file of its own.
func mustDoor(t testing.TB) *door {
	t.Helper()
	return mustDoorAt(t, filepath.Join(t.TempDir(), "hall.db"))
}

func mustDoorAt(t testing.TB, path string) *door {
	t.Helper()
	store, err := boltstore.Open(boltstore.Options{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	return mustDoorOn(t, storetest.Failing(store), web.LocalOptions{Tokens: tokens()})
}

// mustDoorOn opens a hall on a store, with what the options say of the door.
func mustDoorOn(t testing.TB, store *storetest.FailingStore, o web.LocalOptions) *door {
	t.Helper()
	return mustDoorOf(t, queue.Options{Venue: hall(), Open: store.Open}, o)
}

// morning is when halls with a clock of their own are open: a Saturday at ten.
var morning = time.Date(2026, time.November, 21, 10, 0, 0, 0, time.FixedZone("CST", 8*60*60))

// mustMorning opens a hall in memory whose clock stands at morning.
func mustMorning(t testing.TB, o web.LocalOptions) *door {
	t.Helper()
	if o.Tokens == nil {
		o.Tokens = tokens()
	}
	return mustDoorOf(t, queue.Options{
		Venue: hall(), Open: storetest.Memory().Open, Now: func() time.Time { return morning },
	}, o)
}

func mustDoorOf(t testing.TB, of queue.Options, o web.LocalOptions) *door {
	t.Helper()
	d := &door{t: t, hall: mustHall(t, of), server: mustListen(t), client: &http.Client{Transport: &http.Transport{}}}
	o.Hall, o.Words, o.Closing = d.hall, inWords, d.server.Closing()
	if o.Codes == nil {
		o.Codes = &mint{hall: d.hall}
	}
	o.Channels, o.Staff = map[string]string{"door": "大门"}, map[string]string{"li": "call", "wang": "manage"}
	d.server.Serve(web.Local(o))
	d.url = "http://" + d.server.Addr()
	t.Cleanup(func() { mustClose(t, d.server) })
	t.Cleanup(d.client.CloseIdleConnections)
	return d
}

// mustHall runs a queue until the test ends.
func mustHall(t testing.TB, o queue.Options) *queue.Queue {
	t.Helper()
	q, err := queue.New(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := q.Close(); err != nil {
			t.Error(err)
		}
	})
	return q
}

// mustServe answers with h on a free port until the test ends.
func mustServe(t testing.TB, h http.Handler) (url string) {
	t.Helper()
	s := mustListen(t)
	s.Serve(h)
	t.Cleanup(func() { mustClose(t, s) })
	return "http://" + s.Addr()
}

// inWords is an error as core puts it to people, in both languages.
func inWords(err error) string { return core.Words(assets.ZH, err) + " " + core.Words(assets.EN, err) }
