package web_test

import (
	"net/http"
	"strings"

	"paihao/app/web"
)

// A line is one route of the API: who may use it, what it reads, a request that does well and requests that are refused.
// {waiting} and its like stand for the id of a ticket in that state.
type line struct {
	at     string
	needs  web.Role
	fields string // of the body, that it reads
	well   wish
	status int
	says   []string // parts of the answer
	not    []refusal
}

type wish struct{ path, body string }

type refusal struct {
	wish
	status int
	code   string
}

func badRequest(path, body string) refusal {
	return refusal{wish{path, body}, http.StatusBadRequest, "bad_request"}
}

func notFound(path, body string) refusal {
	return refusal{wish{path, body}, http.StatusNotFound, "not_found"}
}

func wrongState(path, body string) refusal {
	return refusal{wish{path, body}, http.StatusConflict, "wrong_state"}
}

func closed(path, body string) refusal {
	return refusal{wish{path, body}, http.StatusConflict, "closed"}
}

func full(path, body string) refusal {
	return refusal{wish{path, body}, http.StatusTooManyRequests, "full"}
}

// table is every route that there is. Counter 1 has {called}, 2 has {serving}, 3 is open and free, 4 is paused, 5 closed;
// 6 is open and free, and does not serve general. social is stopped, few has given out its only ticket.
var table = []line{
	{
		at: "GET queue", needs: web.RoleRead, well: wish{"queue", ""}, status: 200,
		says: []string{`"missed":["A002"],"held":["A006"]`, `"reason":"stopped"`, `"opens_at":"2026-11-21T10:30:00+08:00"`, `"closed":false`},
	},
	{
		at: "GET queue/events", needs: web.RoleRead, well: wish{"queue/events", ""}, status: 200,
		says: []string{"event: queue\ndata: {", `"missed":["A002"],"held":["A006"]`},
	},
	{
		at: "GET tickets/{id}", needs: web.RoleRead, well: wish{"tickets/{serving}", ""}, status: 200,
		says: []string{`"state":"serving"`, `"priority":true`, `"party":2`, `"counter":"2"`, `"notices":[]`},
		not:  []refusal{notFound("tickets/"+nowhere, "")},
	},
	{
		at: "POST tickets", needs: web.RoleCall, fields: "service priority party", status: 201,
		well: wish{"tickets", `{"party":4,"priority":true}`}, says: []string{`"service":"large"`, `"party":4`, `"priority":true`, `"number":"L001"`},
		not: []refusal{
			badRequest("tickets", `{}`), badRequest("tickets", `{"priority":true}`), badRequest("tickets", `{"service":"general","party":-1}`),
			badRequest("tickets", `{"service":"general","party":1000}`), badRequest("tickets", `{"service":"general","party":1.5}`),
			badRequest("tickets", `{"service":"general","priority":1}`), badRequest("tickets", `{"service":"general","priority":"true"}`),
			notFound("tickets", `{"service":"none"}`), notFound("tickets", `{"party":7}`), notFound("tickets", `{"service":"small","party":3}`),
			closed("tickets", `{"service":"social"}`), closed("tickets", `{"service":"night"}`), full("tickets", `{"service":"few"}`),
		},
	},
	{
		at: "POST tickets/{id}/call", needs: web.RoleCall, fields: "counter expect", status: 200,
		well: wish{"tickets/{missed}/call", `{"counter":"1","expect":"{called}"}`},
		says: []string{`{"finished":{"id":"{called}"`, `"called":{"id":"{missed}"`, `"state":"called"`},
		not: []refusal{
			badRequest("tickets/{waiting}/call", `{}`), badRequest("tickets/{waiting}/call", `{"expect":"nobody"}`),
			notFound("tickets/"+nowhere+"/call", `{"counter":"3"}`), notFound("tickets/{waiting}/call", `{"counter":"9"}`),
			wrongState("tickets/{serving}/call", `{"counter":"3"}`), wrongState("tickets/{done}/call", `{"counter":"3"}`),
			wrongState("tickets/{waiting}/call", `{"counter":"6"}`), wrongState("tickets/{waiting}/call", `{"counter":"1","expect":"nobody"}`),
			closed("tickets/{waiting}/call", `{"counter":"4"}`), closed("tickets/{waiting}/call", `{"counter":"5"}`),
		},
	},
	{
		at: "POST tickets/{id}/transfer", needs: web.RoleCall, fields: "service counter", status: 200,
		well: wish{"tickets/{called}/transfer", `{"service":"social","counter":"1"}`}, says: []string{`"service":"social"`, `"state":"waiting"`},
		not: []refusal{
			badRequest("tickets/{waiting}/transfer", ``), badRequest("tickets/{waiting}/transfer", `{"service":"general"}`),
			notFound("tickets/{waiting}/transfer", `{"service":"none"}`), notFound("tickets/"+nowhere+"/transfer", `{"service":"social"}`),
			wrongState("tickets/{done}/transfer", `{"service":"social"}`), wrongState("tickets/{called}/transfer", `{"service":"social","counter":"2"}`),
		},
	},
	action("start", "called", "serving", "waiting", "serving", "missed", "held", "done"),
	action("finish", "serving", "done", "waiting", "missed", "held", "done"),
	action("miss", "called", "missed", "waiting", "serving", "missed", "held", "done"),
	action("return", "missed", "waiting", "waiting", "called", "serving", "held", "done"),
	action("release", "called", "waiting", "waiting", "serving", "missed", "held", "done"),
	action("hold", "serving", "held", "missed", "held", "done"),
	action("resume", "held", "waiting", "waiting", "called", "serving", "missed", "done"),
	action("cancel", "called", "cancelled", "serving", "done"),
	action("recall", "called", "called", "waiting", "serving", "missed", "held", "done"),
	{
		at: "POST counters/{id}/next", needs: web.RoleCall, fields: "expect", status: 200,
		well: wish{"counters/1/next", `{"expect":"{called}"}`}, says: []string{`{"finished":{"id":"{called}"`, `"called":{"id":"{waiting}"`},
		not: []refusal{
			notFound("counters/9/next", ``), closed("counters/4/next", ``), closed("counters/5/next", ``),
			wrongState("counters/1/next", `{"expect":"nobody"}`), wrongState("counters/3/next", `{"expect":"{called}"}`),
		},
	},
	control("counters", "open", web.RoleCall, `{"id":"4","state":"open"}`),
	control("counters", "pause", web.RoleCall, `{"id":"4","state":"paused"}`),
	control("counters", "close", web.RoleCall, `{"id":"4","state":"closed"}`),
	control("services", "open", web.RoleManage, `{"id":"4","open":true}`),
	control("services", "close", web.RoleManage, `{"id":"4","open":false}`),
	{
		at: "POST undo", needs: web.RoleCall, fields: "operation", status: 200,
		well: wish{"undo", `{"operation":"hold"}`}, says: []string{`{"tickets":[{"id":"{held}"`, `"state":"waiting"`, `"day":null}`},
		not: []refusal{
			badRequest("undo", ``), badRequest("undo", `{"operation":""}`), badRequest("undo", `{"operation":"号"}`),
			notFound("undo", `{"operation":"unknown"}`), notFound("undo", `{"operation":"take"}`), notFound("undo", `{"operation":"api/hold"}`),
			wrongState("undo", `{"operation":"first call"}`), wrongState("undo", `{"operation":"day/close"}`),
		},
	},
	{
		at: "POST day/close", needs: web.RoleManage, well: wish{"day/close", ""}, status: 200,
		says: []string{`{"day":{"date":"2026-11-21","opened_at":"2026-11-21T10:00:00+08:00","closed_at":"2026-11-21T10:00:00+08:00"}}`},
	},
	{
		at: "POST backup", needs: web.RoleManage, well: wish{"backup", ""}, status: 200, says: []string{"all of the data"},
	},
	{
		at: "POST tickets/{id}/qrcode", needs: web.RoleCall, well: wish{"tickets/{waiting}/qrcode", ""}, status: 200,
		says: []string{`{"id":"ticket-`, `"url":"http://weixin.qq.com/q/ticket-`, `"expires_at":"2026-11-21T10:05:00+08:00"}`},
		not:  []refusal{notFound("tickets/"+nowhere+"/qrcode", "")},
	},
	{
		at: "GET tickets/{id}/qrcode", needs: web.RoleCall, well: wish{"tickets/{waiting}/qrcode", ""}, status: 200,
		says: []string{`{"state":"waiting"}`},
		not: []refusal{
			notFound("tickets/"+nowhere+"/qrcode", ""), notFound("tickets/"+nowhere+"/qrcode?wait=1s", ""), notFound("tickets/{called}/qrcode", ""),
			notFound("tickets/{called}/qrcode?format=png", ""), badRequest("tickets/{waiting}/qrcode?wait=-1s", ""),
			badRequest("tickets/{waiting}/qrcode?format=gif", ""), badRequest("tickets/{waiting}/qrcode?format=png&wait=1s", ""),
		},
	},
	{
		at: "POST codes/refresh", needs: web.RoleManage, fields: "service", well: wish{"codes/refresh", `{"service":"general"}`}, status: 200,
		says: []string{`{"id":"join-`}, not: []refusal{badRequest("codes/refresh", ""), notFound("codes/refresh", `{"service":"none"}`)},
	},
	{
		at: "POST bindings/qrcode", needs: web.RoleManage, fields: "account user_id refresh", status: 200,
		well: wish{"bindings/qrcode", `{"account":"会员 A","user_id":"7","refresh":true}`}, says: []string{`{"id":"account-`},
		not: []refusal{
			badRequest("bindings/qrcode", ""), badRequest("bindings/qrcode", `{"account":"a"}`), badRequest("bindings/qrcode", `{"user_id":"a"}`),
			badRequest("bindings/qrcode", `{"account":"a","user_id":7}`), badRequest("bindings/qrcode", `{"account":" a","user_id":"7"}`),
			badRequest("bindings/qrcode", `{"account":"a\u0000","user_id":"7"}`), badRequest("bindings/qrcode", `{"account":"a","user_id":"7","refresh":1}`),
			badRequest("bindings/qrcode", `{"account":"`+strings.Repeat("长", 65)+`","user_id":"7"}`),
			badRequest("bindings/qrcode", `{"account":"a","user_id":"`+strings.Repeat("长", 129)+`"}`),
			notFound("bindings/qrcode", `{"account":"staff","user_id":"nobody"}`),
		},
	},
	{
		at: "GET bindings/qrcode/{id}", needs: web.RoleManage, well: wish{"bindings/qrcode/bound", ""}, status: 200,
		says: []string{`{"state":"bound","moved_from":"6"}`},
		not: []refusal{
			notFound("bindings/qrcode/nothing", ""), notFound("bindings/qrcode/entry", ""), notFound("bindings/qrcode/nothing?wait=1s", ""),
			notFound("bindings/qrcode/nothing?format=png", ""), badRequest("bindings/qrcode/bound?wait=0s", ""), badRequest("bindings/qrcode/bound?wait=61s", ""),
			badRequest("bindings/qrcode/bound?wait=5", ""), badRequest("bindings/qrcode/bound?format=jpeg", ""), badRequest("bindings/qrcode/bound?picture=ours", ""),
			badRequest("bindings/qrcode/bound?format=png&picture=wechat", ""), badRequest("bindings/qrcode/bound?format=png&wait=5s", ""),
			badRequest("bindings/qrcode/bound?format=png&format=png", ""), badRequest("bindings/qrcode/bound?other=1", ""),
		},
	},
	{
		at: "GET bindings", needs: web.RoleManage, well: wish{"bindings?account=crm&user_id=7", ""}, status: 200,
		says: []string{`{"account":"crm","user_id":"7","bindings":[{"app_id":"wx","openid":"o-bound","since":"2026-11-21T10:00:00+08:00"}]}`},
		not: []refusal{
			badRequest("bindings", ""), badRequest("bindings?account=crm", ""), badRequest("bindings?account=crm&user_id=7&x=", ""),
			notFound("bindings?account=crm&user_id=8", ""), notFound("bindings?account=other&user_id=7", ""), notFound("bindings?account=staff&user_id=7", ""),
		},
	},
	{
		at: "DELETE bindings", needs: web.RoleManage, well: wish{"bindings?account=crm&user_id=7", ""}, status: 204,
		not: []refusal{badRequest("bindings", ""), notFound("bindings?account=crm&user_id=8", "")},
	},
	{
		at: "POST signin/qrcode", needs: web.RoleCall, well: wish{"signin/qrcode", ""}, status: 200, says: []string{`{"id":"staff-`},
	},
	{
		at: "GET signin/qrcode/{id}", needs: web.RoleCall, well: wish{"signin/qrcode/entry", ""}, status: 200,
		says: []string{`{"state":"bound","staff":"wang","role":"manage"}`},
		not: []refusal{
			notFound("signin/qrcode/bound", ""), badRequest("signin/qrcode/entry?wait=1h", ""), badRequest("signin/qrcode/entry?format=svg", ""),
			notFound("signin/qrcode/bound?format=png", ""),
		},
	},
	{
		at: "GET channels/{id}/qrcode", needs: web.RoleRead, well: wish{"channels/door/qrcode", ""}, status: 200,
		says: []string{`{"id":"door","url":"http://weixin.qq.com/q/1"}`},
		not: []refusal{
			notFound("channels/gone/qrcode", ""), notFound("channels/none/qrcode?format=png", ""),
			badRequest("channels/door/qrcode?format=svg", ""), badRequest("channels/door/qrcode?wait=1s", ""),
		},
	},
	{
		at: "GET statistics", needs: web.RoleRead, well: wish{"statistics?from=2026-11-21&to=2026-11-21", ""}, status: 200,
		says: []string{
			`{"id":"door","name":"大门","day":"2026-11-21","followers":1,"scans":0,"tickets":0,"cancels":0}`,
			`{"id":"gone","name":"gone","day":"2026-11-21","followers":0,"scans":1,`, `"codes":{"used":2,"free":99998,"most":100000}`,
			`"scores":[]`,
		},
		not: []refusal{badRequest("statistics?from=yesterday", ""), badRequest("statistics?to=2026-13-01", ""), badRequest("statistics?since=2026-11-21", "")},
	},
}

// action is the line of one of the actions that differ in nothing but the states they go from.
func action(name, from, to string, others ...string) line {
	l := line{
		at: "POST tickets/{id}/" + name, needs: web.RoleCall, fields: "counter", status: 200,
		well: wish{"tickets/{" + from + "}/" + name, ""}, says: []string{`{"id":"{` + from + `}"`, `"state":"` + to + `"`},
		not: []refusal{notFound("tickets/"+nowhere+"/"+name, "")},
	}
	for _, state := range others {
		l.not = append(l.not, wrongState("tickets/{"+state+"}/"+name, ""))
	}
	if from == "called" {
		l.well.body = `{"counter":"1"}`
		l.not = append(l.not, wrongState("tickets/{called}/"+name, `{"counter":"2"}`))
	}
	return l
}

// control is the line of what turns a counter or a service.
func control(what, how string, needs web.Role, says string) line {
	id := map[string]string{"counters": "4", "services": "social"}[what]
	return line{
		at: "POST " + what + "/{id}/" + how, needs: needs, status: 200, well: wish{what + "/" + id + "/" + how, ""},
		says: []string{strings.Replace(says, "4", id, 1)}, not: []refusal{notFound(what+"/9/"+how, "")},
	}
}
