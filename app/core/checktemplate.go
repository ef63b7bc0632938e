package core

import (
	"context"
	"maps"
	"slices"
	"strings"

	"paihao/app/config"
	"paihao/queue"
	"paihao/wechat"
)

// use is one template that the settings name: for a kind, by the key that names it, with what would fill it.
type use struct {
	kind    queue.NoticeKind
	key, id string
	fields  config.Fields
}

// uses are the templates that a way needs, kind by kind. A template that no chain leads to is not looked at.
func (u *checkup) uses(way queue.Way) (list []use) {
	for _, kind := range config.Kinds {
		told := queue.NoticeKind(kind)
		if !slices.Contains(u.Settings.Ways(told), way) {
			continue
		}
		m, mini := u.Settings.WeChat.Message[kind], u.Settings.Mini.Message[kind]
		switch way {
		case queue.ByTemplate:
			list = append(list, use{told, "wechat.message." + kind + ".template_id", m.TemplateID, m.Fields})
		case queue.BySubscribe:
			list = append(list, use{told, "wechat.message." + kind + ".subscribe_template_id", m.SubscribeTemplateID, m.Fields})
		case queue.ByMini:
			list = append(list, use{told, "mini.message." + kind + ".template_id", mini.TemplateID, mini.Fields})
		}
	}
	return list
}

// checkTold looks whether customers are told of anything at all, and of their turn: it is what they wait for.
func (u *checkup) checkTold(context.Context) error {
	var told []string
	for _, kind := range config.Kinds {
		if len(u.Settings.Ways(queue.NoticeKind(kind))) > 0 {
			told = append(told, kind)
		}
	}
	switch {
	case len(told) == 0:
		u.say(Doubtful, "told.none")
	case !slices.Contains(told, string(queue.YourTurn)):
		u.say(Doubtful, "told.no_turn", "kinds", strings.Join(told, " "))
	default:
		u.say(Well, "told", "kinds", strings.Join(told, " "))
	}
	return nil
}

// checkTemplates looks at the account's templates of both ways.
func (u *checkup) checkTemplates(ctx context.Context) error {
	if !u.reached {
		return nil
	}
	if err := u.checkUses(ctx, "what.templates", queue.ByTemplate, u.account.Templates); err != nil {
		return err
	}
	return u.checkUses(ctx, "what.subscriptions", queue.BySubscribe, u.account.SubscribeTemplates)
}

// checkMini looks at the mini program's own token and templates.
func (u *checkup) checkMini(ctx context.Context) error {
	if u.mini == nil {
		return nil
	}
	if !u.judge("what.mini", u.mini.Check(ctx)) {
		return ctx.Err()
	}
	u.say(Well, "mini", "app", u.Settings.Mini.AppID)
	return u.checkUses(ctx, "what.mini_templates", queue.ByMini, u.mini.SubscribeTemplates)
}

// checkUses compares the templates of the settings with those that the app has.
func (u *checkup) checkUses(
	ctx context.Context, what string, way queue.Way, list func(context.Context) ([]wechat.Template, error),
) error {
	uses := u.uses(way)
	if len(uses) == 0 {
		return nil
	}
	known, err := list(ctx)
	if !u.judge(what, err) {
		return ctx.Err()
	}
	for _, one := range uses {
		i := slices.IndexFunc(known, func(t wechat.Template) bool { return t.ID == one.id })
		if i < 0 {
			u.say(Wrong, "template.none", "key", one.key, "id", one.id, "n", len(known))
			continue
		}
		u.compare(one, known[i], way)
	}
	return nil
}

// compare names the slots that only the settings or only the template have. WeChat drops the first and refuses a message
// without the second, but for two old ones which it has not shown since 2023. Fields of an account's message fill two
// templates, so that a slot which the other has is no mistake.
func (u *checkup) compare(one use, t wechat.Template, way queue.Way) {
	well := true
	slots := strings.Join(t.Slots, " ")
	for _, slot := range slices.Sorted(maps.Keys(one.fields)) {
		if !slices.Contains(t.Slots, slot) {
			state := Wrong
			if u.hasOther(one.kind, way) {
				state = Doubtful
			}
			u.say(state, "template.slot", "key", one.key, "slot", slot, "title", t.Title, "slots", slots)
			well = false
		}
	}
	for _, slot := range t.Slots {
		if _, filled := one.fields[slot]; !filled && slot != "first" && slot != "remark" {
			u.say(Wrong, "template.empty", "key", one.key, "slot", slot, "title", t.Title)
			well = false
		}
	}
	if well {
		u.say(Well, "template", "key", one.key, "title", t.Title)
	}
}

// hasOther tells whether the same fields fill a template of another way too.
func (u *checkup) hasOther(kind queue.NoticeKind, way queue.Way) bool {
	ways := u.Settings.Ways(kind)
	return way != queue.ByMini && slices.Contains(ways, queue.ByTemplate) && slices.Contains(ways, queue.BySubscribe)
}
