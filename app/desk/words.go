package desk

import (
	"fmt"
	"strings"
	"time"

	"paihao/app/look"
	"paihao/assets"
	"paihao/queue"
)

// sayWaited is how long somebody has waited, in whole minutes.
func (s *speech) sayWaited(d time.Duration) string {
	switch {
	case d < time.Minute:
		return s.say("waited.now")
	case d < time.Hour:
		return s.say("minutes", "n", int(d.Minutes()))
	default:
		return s.say("hours", "h", int(d.Hours()), "n", int(d.Minutes())%60)
	}
}

// sayWait is an estimate: a range, or that the turn comes at once.
func (s *speech) sayWait(r *queue.Range) string {
	switch {
	case r == nil:
		return "—"
	case r.High == 0:
		return s.say("wait.now")
	}
	words, minutes := assets.Range(s.language, r.Low, r.High)
	if minutes {
		return s.say("minutes", "n", words)
	}
	return words
}

// sayTimer is a running time as 00:47 or 1:02:03. A clock that was set back shows 00:00.
func sayTimer(d time.Duration) string {
	n := int(max(0, d).Seconds())
	if n >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", n/3600, n/60%60, n%60)
	}
	return fmt.Sprintf("%02d:%02d", n/60, n%60)
}

// sayKind is what makes a ticket unlike others: its class, and how many people it is for.
func (s *speech) sayKind(t queue.Standing) (words string) {
	if t.Class == queue.Priority {
		words = " · " + s.say("priority")
	}
	if t.Party > 0 {
		words += " · " + s.say("people", "n", t.Party)
	}
	return words
}

// sayNoTicket is why a service gives out no tickets, and when it does again where hours say so: after a day that is over, or
// used up, it may be when the next one begins, and that is no time to come.
func (m *moment) sayNoTicket(s queue.ServiceView) string {
	reason := m.say("no_ticket." + string(s.Reason))
	if s.OpensAt.IsZero() || s.Reason != queue.ByHours {
		return reason
	}
	when := m.name(look.When(s.OpensAt, m.now.In(m.zone)))
	return m.say("no_ticket.opens", "reason", reason, "time", when)
}

// sayOrigin is where a ticket came from, in a word.
func (s *speech) sayOrigin(o queue.Origin) string { return s.say("origin." + string(o)) }

// sayNotice is how far a notice has come: by which way, or why not.
func (s *speech) sayNotice(n queue.NoticeView) string {
	text := s.say("notice." + string(n.State))
	switch {
	case n.State == queue.Refused && n.Reason == unsure:
		return s.say("notice.unsure")
	case n.State == queue.Refused && n.Reason != "":
		return text + " · " + s.sayReason(n.Reason)
	case (n.State == queue.Accepted || n.State == queue.Delivered) && n.Way != "":
		return text + " · " + s.say("way."+string(n.Way))
	}
	return text
}

// unsure is the reason of a notice that may have reached its customer, and may not.
const unsure = "unknown"

// sayReason is why a notice was refused: in words, or as WeChat's number, so that staff can ask about it. A code without
// words shows itself.
func (s *speech) sayReason(code string) string {
	if number, ok := strings.CutPrefix(code, "errcode_"); ok {
		return s.say("reason.errcode", "code", number)
	}
	key := "reason." + code
	if text := s.say(key); text != "desk."+key {
		return text
	}
	return code
}

// seconds is a duration in whole seconds, rounded up, so that a countdown ends at 1.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
