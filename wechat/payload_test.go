package wechat

import (
	"reflect"
	"testing"
	"time"
)

// wantEvents are the payloads as events, without the ID.
var wantEvents = map[string]Event{
	"cx-UnsubscribeEvent-1":                    {Kind: KindUnfollow, From: "os-IKuHd9pJ6xsn4mS7GyL4HxqI4", To: "gh_21ee2dc92d7d", CreatedAt: time.Unix(1457752129, 0)},
	"cx-SubscribeEvent-1":                      {Kind: KindFollow, From: "os-IKuHd9pJ6xsn4mS7GyL4HxqI4", To: "gh_21ee2dc92d7d", CreatedAt: time.Unix(1457752147, 0)},
	"cx-ScanEvent-1":                           {Kind: KindScan, From: "os-IKuHd9pJ6xsn4mS7GyL4HxqI4", To: "gh_21ee2dc92d7d", CreatedAt: time.Unix(1457752395, 0), Scene: "1000000", Ticket: "gQHr8ToAAAAAAAAAASxodHRwOi8vd2VpeGluLnFxLmNvbS9xLzMwT19GN2ZsSkkxZFBGTkpkMjEzAAIEIYnjVgMECAcAAA=="},
	"cx-LocationEvent-1":                       {Kind: KindOther, From: "os-IKuHd9pJ6xsn4mS7GyL4HxqI4", To: "gh_21ee2dc92d7d", CreatedAt: time.Unix(1457752531, 0), Name: "location"},
	"cx-Text-1":                                {Kind: KindText, From: "os-IKuHd9pJ6xsn4mS7GyL4HxqI4", To: "gh_21ee2dc92d7d", CreatedAt: time.Unix(1457742803, 0), Text: "hhhhhjjjjjjjjj", MessageID: "6260957665266699303"},
	"wp-subscribe_event-1":                     {Kind: KindFollow, From: "FromUser", To: "toUser", CreatedAt: time.Unix(123456789, 0)},
	"wp-unsubscribe_event-1":                   {Kind: KindUnfollow, From: "FromUser", To: "toUser", CreatedAt: time.Unix(123456789, 0)},
	"wp-view_event-1":                          {Kind: KindView, From: "FromUser", To: "toUser", CreatedAt: time.Unix(123456789, 0), Key: "www.qq.com"},
	"wp-scan_code_push_event-1":                {Kind: KindOther, From: "oMgHVjngRipVsoxg6TuX3vz6glDg", To: "gh_e136c6e50636", CreatedAt: time.Unix(1408090502, 0), Name: "scancode_push"},
	"wp-template_send_job_finish_event-1":      {Kind: KindTemplateResult, From: "fromuser", To: "touser", CreatedAt: time.Unix(1395658920, 0), TemplateMessageID: "200163836", Status: "success"},
	"wp-template_subscribe_msg_popup_event-1":  {Kind: KindGrants, From: "otFpruAK8D-E6EfStSYonYSBZ8_4", To: "gh_123456789abc", CreatedAt: time.Unix(1610969440, 0), Subscriptions: []Subscription{{TemplateID: "VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc", Allowed: true}, {TemplateID: "9nLIlbOQZC5Y89AZteFEux3WCXRRRG5Wfzkpssu4bLI"}}},
	"wp-template_subscribe_msg_change_event-1": {Kind: KindRefusals, From: "otFpruAK8D-E6EfStSYonYSBZ8_4", To: "gh_123456789abc", CreatedAt: time.Unix(1610969440, 0), Subscriptions: []Subscription{{TemplateID: "VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc"}}},
	"wp-template_subscribe_msg_sent_event-1":   {Kind: KindSubscribeSent, From: "otFpruAK8D-E6EfStSYonYSBZ8_4", To: "gh_123456789abc", CreatedAt: time.Unix(1610969468, 0), Subscriptions: []Subscription{{TemplateID: "VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc", MessageID: "1700827132819554304", Code: "0", Reason: "success"}}},
	"wp-kf_create_session_event-1":             {Kind: KindOther, From: "fromuser", To: "touser", CreatedAt: time.Unix(1399197672, 0), Name: "kf_create_session"},
	"tmpl-success":                             {Kind: KindTemplateResult, From: "oia2TjuEGTNoeX76QEjQNrcURxG8", To: "gh_7f083739789a", CreatedAt: time.Unix(1395658920, 0), TemplateMessageID: "200163836", Status: "success"},
	"tmpl-user-block":                          {Kind: KindTemplateResult, From: "oia2TjuEGTNoeX76QEjQNrcURxG8", To: "gh_7f083739789a", CreatedAt: time.Unix(1395658984, 0), TemplateMessageID: "200163840", Status: "failed:user block"},
	"tmpl-system-failed":                       {Kind: KindTemplateResult, From: "oia2TjuEGTNoeX76QEjQNrcURxG8", To: "gh_7f083739789a", CreatedAt: time.Unix(1395658984, 0), TemplateMessageID: "200163840", Status: "failed:system failed"},
	"sub-change-official-mini":                 {Kind: KindRefusals, From: "otFpruAK8D-E6EfStSYonYSBZ8_4", To: "gh_123456789abc", CreatedAt: time.Unix(1610969440, 0), Subscriptions: []Subscription{{TemplateID: "VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc"}}},
	"sub-sent-official-mini":                   {Kind: KindSubscribeSent, From: "otFpruAK8D-E6EfStSYonYSBZ8_4", To: "gh_123456789abc", CreatedAt: time.Unix(1610969468, 0), Subscriptions: []Subscription{{TemplateID: "VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc", MessageID: "1700827132819554304", Code: "0", Reason: "success"}}},
	"sub-popup-json-real-single":               {Kind: KindGrants, From: "o8dH44seYM3qeBzHlrmwI0sAtSfI", To: "gh_xxxxxxxxxx", CreatedAt: time.Unix(1688953684, 0), Subscriptions: []Subscription{{TemplateID: "BDcgTGpwt7fcRVFhGh-NvjcASaWWmkwzN3y_6mXzJR4", Allowed: true}}},
	"sub-change-json-real-single":              {Kind: KindRefusals, From: "xxxxx", To: "xxxxx", CreatedAt: time.Unix(1625575518, 0), Subscriptions: []Subscription{{TemplateID: "NQezXFstp4zZV2q7u5aSprQZEx061ODkFJGLdungfoI"}}},
	"sub-sent-json-official":                   {Kind: KindSubscribeSent, From: "o7esq5PHRGBQYmeNyfG064wEFVpQ", To: "gh_123456789abc", CreatedAt: time.Unix(1620963428, 0), Subscriptions: []Subscription{{TemplateID: "BEwX0BO-T3MqK3Uc5oTU3CGBqzjpndk2jzUf7VfExd8", MessageID: "1864323726461255680", Code: "0", Reason: "success"}}},
	"text-official":                            {Kind: KindText, From: "fromUser", To: "toUser", CreatedAt: time.Unix(1348831860, 0), Text: "this is a test", MessageID: "1234567890123456"},
	"scan-official":                            {Kind: KindScan, From: "FromUser", To: "toUser", CreatedAt: time.Unix(123456789, 0), Scene: "SCENE_VALUE", Ticket: "TICKET"},
}

func TestPayloads(t *testing.T) {
	for _, p := range mustVectors(t).Payloads {
		if p.ID == "qr-create-response" { // an answer, read in the client's tests
			continue
		}
		want, ok := wantEvents[p.ID]
		if !ok {
			t.Errorf("%s: no event expected", p.ID)
			continue
		}
		got, isJSON, err := parseEvent(p.Body)
		if err != nil || isJSON != (p.Format == "json") {
			t.Errorf("%s: json %v, error %v", p.ID, isJSON, err)
		}
		if got.ID = ""; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", p.ID, got, want)
		}
	}
}
