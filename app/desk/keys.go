package desk

import (
	"fyne.io/fyne/v2"

	"paihao/queue"
)

// chord is a key, with the modifiers that are held beside it.
type chord struct {
	key      fyne.KeyName
	modifier fyne.KeyModifier
}

// The keys of the desk's buttons.
var (
	keyNext     = chord{key: fyne.KeyF1}
	keyStart    = chord{key: fyne.KeyF2}
	keyRecall   = chord{key: fyne.KeyF3}
	keyMiss     = chord{key: fyne.KeyF4}
	keyHold     = chord{key: fyne.KeyF5}
	keyTransfer = chord{key: fyne.KeyF6}
	keyFinish   = chord{key: fyne.KeyF7}
	keyUndo     = chord{key: fyne.KeyF8}
	keySearch   = chord{key: fyne.KeyF9}
	keyCounter  = chord{key: fyne.KeyF10}
	keyIssue    = chord{key: fyne.KeyF11}
	keyHelp     = chord{key: fyne.KeyF12}
	keyCancel   = chord{key: fyne.KeyDelete}
	keyRelease  = chord{fyne.KeyR, fyne.KeyModifierControl}
	keyHeld     = chord{fyne.KeyH, fyne.KeyModifierControl}
	keyMissed   = chord{fyne.Key0, fyne.KeyModifierAlt}
	keyWalkIn   = chord{fyne.Key0, fyne.KeyModifierControl}
	keyHurry    = chord{fyne.Key0, fyne.KeyModifierControl | fyne.KeyModifierShift}
	keyTab      = chord{fyne.KeyT, fyne.KeyModifierControl}
	keyTabBack  = chord{fyne.KeyT, fyne.KeyModifierControl | fyne.KeyModifierShift}
	keyBind     = chord{fyne.KeyB, fyne.KeyModifierControl}
	keyOpen     = chord{fyne.KeyO, fyne.KeyModifierControl}
	keyPause    = chord{fyne.KeyP, fyne.KeyModifierControl}
	keyClose    = chord{fyne.KeyL, fyne.KeyModifierControl}
	keyGo       = chord{fyne.KeyG, fyne.KeyModifierControl}
	keyAlarms   = chord{fyne.KeyN, fyne.KeyModifierControl}
	keyVoice    = chord{fyne.KeyS, fyne.KeyModifierControl}
	keyLanguage = chord{fyne.KeyE, fyne.KeyModifierControl}
	keySlip     = chord{fyne.KeyD, fyne.KeyModifierControl}
	keyBack     = chord{key: fyne.KeyEscape}
)

// String is the chord as its keycap shows it.
func (c chord) String() string {
	name := string(c.key)
	switch c.key {
	case fyne.KeyDelete:
		name = "Del"
	case fyne.KeyEscape:
		name = "Esc"
	}
	for _, m := range modifiers {
		if c.modifier&m.modifier != 0 {
			name = m.name + "+" + name
		}
	}
	return name
}

// modifiers are named from the inside out: Ctrl+Shift+1.
var modifiers = []struct {
	modifier fyne.KeyModifier
	name     string
}{{fyne.KeyModifierShift, "Shift"}, {fyne.KeyModifierAlt, "Alt"}, {fyne.KeyModifierControl, "Ctrl"}}

// digits are the keys of buttons that come in any number: the first nine have one.
const digits = "123456789"

// binding is what a chord presses, and the key of the words that say it on the list of keys.
type binding struct {
	chord
	words string
	do    func()
}

// series is a modifier with which the digits press buttons of one kind.
type series struct {
	modifier fyne.KeyModifier
	words    string
	do       func(i int)
}

func press(t *tile) func() { return func() { t.Tapped(nil) } }

// bindings is the table of keys, in the order in which the list shows them.
func (d *Desk) bindings() []binding {
	return []binding{
		{keyNext, "next", press(d.next.tile)},
		{keyStart, "start", press(d.actions.start.tile)},
		{keyRecall, "recall", press(d.actions.recall.tile)},
		{keyMiss, "miss", press(d.actions.miss.tile)},
		{keyHold, "hold", press(d.actions.hold.tile)},
		{keyTransfer, "transfer", press(d.actions.transfer.tile)},
		{keyFinish, "finish", press(d.actions.finish.tile)},
		{keyUndo, "undo", d.takeBack},
		{keyRelease, "release", press(d.actions.release.tile)},
		{keyCancel, "cancel", press(d.actions.cancel.tile)},
		{keyHeld, "key.held", d.askHeld},
		{keyMissed, "key.missed", d.askMissed},
		{keyWalkIn, "key.walk_in", func() { d.askWalkIn(queue.Ordinary) }},
		{keyHurry, "key.hurry", func() { d.askWalkIn(queue.Priority) }},
		{keySearch, "key.search", d.line.search.open},
		{keyTab, "key.tab", func() { d.line.turn(1) }},
		{keyTabBack, "key.tab_back", func() { d.line.turn(-1) }},
		{keyBind, "key.bind", d.bindKey},
		{keySlip, "key.slip", d.slipKey},
		{keyIssue, "key.issue", press(d.walkIns.issue)},
		{keyCounter, "choose", press(d.head.choose)},
		{keyOpen, "key.open", press(d.head.turns[0].tile)},
		{keyPause, "key.pause", press(d.head.turns[1].tile)},
		{keyClose, "key.close", press(d.head.turns[2].tile)},
		{keyGo, "help.go", d.come},
		{keyAlarms, "key.alarms", press(d.alarms.more)},
		{keyVoice, "key.voice", d.tryVoice},
		{keyLanguage, "key.language", press(d.head.other)},
		{keyHelp, "key.list", d.keyList.turn},
		{keyBack, "ask.back", d.escape},
	}
}

// series are the digits' uses. Alone they answer questions.
func (d *Desk) series() []series {
	const shift = fyne.KeyModifierShift
	return []series{
		{0, "key.answer", nil}, // whatever is asked, see typed
		{fyne.KeyModifierControl, "walk_in", func(i int) { d.walkIns.press(i, queue.Ordinary) }},
		{fyne.KeyModifierControl | shift, "key.priority", func(i int) { d.walkIns.press(i, queue.Priority) }},
		{fyne.KeyModifierAlt, "key.return", func(i int) { d.missed.press(i, false) }},
		{fyne.KeyModifierAlt | shift, "key.call", func(i int) { d.missed.press(i, true) }},
	}
}
