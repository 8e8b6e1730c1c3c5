package ask

import (
	"slices"
	"unicode/utf8"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

// What the keys of the interview do.
const (
	doNext       = "next"
	doSkip       = "skip"
	doBack       = "back"
	doUnknown    = "unknown"
	doNA         = "na"
	doNote       = "note"
	doFollowUp   = "follow-up"
	doConfidence = "confidence"
	doClear      = "clear"
	doPlace      = "place"
	doOffer      = "offer"
	doEvidence   = "evidence"
	doAccept     = "accept-conflict"
	doAbout      = "about"
	doUndo       = "undo"
	doRedo       = "redo"
	doSearch     = "search"
	doJump       = "jump"
	doPrevPart   = "previous-section"
	doNextPart   = "next-section"
	doOpen       = "next-open"
	doCopy       = "copy"
	doFilter     = "filter"
	doMeeting    = "meeting"
	doConflicts  = "conflicts"
	doWaiting    = "waiting"
	doReview     = "review"
	doSave       = "save"
	doLeave      = "leave"
	doHome       = "home"
)

// bindings are the keys of the interview, the most useful first. Each has one that
// is no letter, so that it works while a text is typed.
func bindings() []frame.Binding {
	bind := func(id, zh, en, helpZH, helpEN string, show bool, keys ...string) frame.Binding {
		return frame.Binding{ID: id, Keys: keys, Text: i18n.Text{ZH: zh, EN: en}, Help: i18n.Text{ZH: helpZH, EN: helpEN}, ShowInHelpLine: show}
	}
	return []frame.Binding{
		bind(doNext, "确认并继续", "accept", "保存答案并到下一题；有源码证据时，直接按即确认证据", "Keep the answer and go on; with evidence of the source, confirm it", true, "enter"),
		bind(doUnknown, "不知道", "unknown", "回答“不知道”：生成时按默认假设处理，并列入复核", "Answer that nobody knows: generation takes the default, and the review lists it", true, "u", "f3"),
		bind(doNA, "不适用", "n/a", "回答“不适用”", "Answer that the question does not apply", true, "x", "f4"),
		bind(doBack, "上一题", "back", "回到上一题", "Go back one question", true, "left", "shift+tab"),
		bind(doSearch, "查找", "search", "按中文、拼音、英文或编号查找问题与答案", "Find questions and answers by Chinese, pinyin, English or id", true, "/", "alt+/"),
		bind(doLeave, "目录", "list", "到左侧目录", "Go to the list at the left", true, "esc", "t"),
		bind(doNote, "备注", "note", "写备注", "Write a note", true, "n", "f6"),
		bind(doFollowUp, "待跟进", "follow up", "记下谁在什么时候之前答复", "Say who finds out, and until when", true, "f", "f7"),
		bind(doSkip, "下一题", "skip", "到下一题，不作答；已填的会保存", "Go to the next question without an answer; what was filled in is kept", true, "right", "tab", "ctrl+n"),
		bind(doOpen, "下一未答", "next open", "跳到下一个没有答案的问题", "Go to the next question without an answer", false, "o", "ctrl+o"),
		bind(doAbout, "详情", "about", "这个问题的全部说明：为什么问、决定什么、谁能回答、每个选项的影响、默认值", "All about the question: why it is asked, what it decides, who can answer, what each option means, the default", false, "h", "alt+h"),
		bind(doConfidence, "把握", "confidence", "切换把握程度：已确认、估计、假定", "Change how sure the person is: confirmed, estimated, assumed", false, "c", "f8"),
		bind(doClear, "清除", "clear", "清除答案，问题重新变为未回答", "Take the answer away; the question is open again", false, "delete", "ctrl+d"),
		bind(doPlace, "分别回答", "answer apart", "换一个地方回答：为某个环境、应用或组件单独回答，或为全部回答一次", "Answer in another place: for one environment, application or component apart, or once for all", false, "s", "f9"),
		bind(doOffer, "填入", "take over", "把源码显示的值填入输入框；有两个不同答案时轮流填入", "Put what the source shows into the field, or in turn the answers that differ", false, "y", "ctrl+e"),
		bind(doEvidence, "确认全部证据", "confirm evidence", "列出这里（应用连同组件）等待确认的证据，一次确认", "List what the source shows here, in the application with its components, and confirm it at once", false, "Y", "alt+y"),
		bind(doAccept, "保留矛盾", "let it stand", "说明理由，保留这里的矛盾", "Let a conflict here stand, with a reason", false, "!", "alt+1"),
		bind(doUndo, "撤销", "undo", "撤销还没保存的输入，否则撤销上一步", "Undo what was typed and not kept yet, else the last step", false, "ctrl+z", "U"),
		bind(doRedo, "重做", "redo", "重做", "Do again what was undone", false, "ctrl+y", "R"),
		bind(doJump, "跳转", "jump", "跳到某个应用、环境或章节", "Go to an application, an environment or a section", false, "g", "ctrl+g"),
		bind(doPrevPart, "上一章", "section before", "到上一章节", "Go to the section before", false, "[", "ctrl+up"),
		bind(doNextPart, "下一章", "next section", "到下一章节", "Go to the next section", false, "]", "ctrl+down"),
		bind(doCopy, "复制答案", "copy", "从另一个应用复制答案", "Copy the answers of another application", false, "p", "f10"),
		bind(doFilter, "筛选", "filter", "快速或完整、按角色、只看未答", "Quick or full pass, by role, open ones only", false, "v", "f11"),
		bind(doMeeting, "会议", "meeting", "开始、加人、结束会议", "Begin a meeting, add people, end it", false, "m", "f12"),
		bind(doConflicts, "矛盾", "conflicts", "列出矛盾", "List the conflicts", false, "w", "alt+w"),
		bind(doWaiting, "待跟进列表", "follow-ups", "列出待跟进的问题", "List what waits for an answer", false, "F", "alt+f7"),
		bind(doReview, "复核", "review", "复核：矛盾、否决项、未知项、将按什么假设生成", "Review: conflicts, blockers, unknowns, and what generation would assume", false, "r", "alt+r"),
		bind(doSave, "保存", "save", "立即保存正在填的内容（离开问题时会自动保存）", "Keep what is being filled in now (leaving the question does so by itself)", false, "ctrl+s"),
		bind(doHome, "返回", "home", "回到上一个屏幕", "Go back to the screen before", false, "q", "alt+q"),
	}
}

// keys are the keys beside those of the field, with the reasons of those that do
// nothing now.
func (a *Ask) keys() frame.KeyMap {
	m := frame.KeyMap{ID: "ask", Title: i18n.Text{ZH: "访谈", EN: "Interview"}, Bindings: bindings()}
	e, ok := a.entry()
	why := a.disabled(e, ok)
	for i := range m.Bindings {
		b := &m.Bindings[i]
		b.Disabled = why[b.ID]
		if b.ID == doNext && ok && e.Status() == interview.Suggested && a.field != nil && a.asOffered() {
			b.Text = i18n.Text{ZH: "确认证据", EN: "confirm"}
		}
	}
	return m
}

// disabled says why keys do nothing at the moment.
func (a *Ask) disabled(e interview.Entry, ok bool) map[string]i18n.Text {
	why := map[string]i18n.Text{}
	if !ok {
		for _, id := range perQuestion() {
			why[id] = i18n.Text{ZH: "这里没有问题", EN: "there is no question here"}
		}
	} else {
		a.disabledHere(e, why)
	}
	if !a.machine().CanUndo() && !a.holds() {
		why[doUndo] = i18n.Text{ZH: "没有可撤销的", EN: "nothing to undo"}
	}
	if !a.machine().CanRedo() && !(a.dropped.byUndo && a.dropped.at == a.here()) {
		why[doRedo] = i18n.Text{ZH: "没有可重做的", EN: "nothing to redo"}
	}
	if a.at.App == "" {
		why[doCopy] = i18n.Text{ZH: "先到一个应用的问题上", EN: "go to a question of an application first"}
	} else if len(a.machine().Subjects().Applications) < 2 {
		why[doCopy] = i18n.Text{ZH: "只有一个应用", EN: "there is one application only"}
	}
	return why
}

func (a *Ask) disabledHere(e interview.Entry, why map[string]i18n.Text) {
	if len(e.Held) == 0 || e.Inherited() {
		why[doClear] = i18n.Text{ZH: "这里还没有答案", EN: "there is no answer here"}
	}
	if len(offers(e)) == 0 {
		why[doOffer] = i18n.Text{ZH: "源码里没有证据", EN: "the source shows nothing"}
	}
	if e.Question.Scope == survey.Org || len(a.placesFor(e.Question)) == 0 {
		why[doPlace] = i18n.Text{ZH: "这个问题只在这里回答", EN: "it is answered here only"}
	}
	if _, ok := a.conflictHere(); !ok {
		why[doAccept] = i18n.Text{ZH: "这里没有可保留的矛盾", EN: "there is no conflict here to let stand"}
	}
}

// perQuestion are the keys that do something to the question that is shown.
func perQuestion() []string {
	return []string{
		doNext, doSkip, doBack, doUnknown, doNA, doNote, doFollowUp, doAbout, doConfidence, doClear, doPlace, doOffer, doAccept,
	}
}

// around are the keys as they reach the screen while the field has the focus: those
// that the field uses itself are left out, and letters while a text is typed.
func (a *Ask) around() frame.KeyMap {
	m := a.keys()
	if a.field == nil {
		return m
	}
	used := map[string]bool{}
	for _, b := range a.field.Keys().Bindings {
		for _, k := range b.Keys {
			used[k] = k != "enter" && k != "shift+tab" // those it gives back at its ends
		}
	}
	typing := a.field.Editing()
	var out []frame.Binding
	for _, b := range m.Bindings {
		b.Keys = slices.DeleteFunc(slices.Clone(b.Keys), func(k string) bool { return used[k] || typing && typed(k) })
		if len(b.Keys) > 0 {
			out = append(out, b)
		}
	}
	m.Bindings = out
	return m
}

// typed tells whether a key edits a text: a character, or one that moves and deletes.
func typed(k string) bool {
	switch k {
	case "left", "right", "delete", "ctrl+d", "ctrl+e":
		return true
	}
	return utf8.RuneCountInString(k) == 1
}

// treeCommands are the keys of the interview that act on the tree, too: those that
// do nothing to the question, which the person does not look at.
func (a *Ask) treeCommands() frame.KeyMap {
	m := a.keys()
	skip := append(perQuestion(), doLeave, doSearch, doHome)
	m.Bindings = slices.DeleteFunc(m.Bindings, func(b frame.Binding) bool { return slices.Contains(skip, b.ID) })
	return m
}

// Keys are the keys that act now.
func (a *Ask) Keys() []frame.KeyMap {
	switch {
	case a.dialog != nil:
		return []frame.KeyMap{a.dialog.keys()}
	case a.onTree:
		return []frame.KeyMap{treeKeys(), a.treeCommands()}
	case a.field != nil:
		inner, around := a.fieldKeys(), a.around()
		if slices.ContainsFunc(inner.Bindings, func(b frame.Binding) bool { return b.ShowInHelpLine && slices.Contains(b.Keys, "enter") }) {
			around.Bindings = slices.Clone(around.Bindings)
			for i := range around.Bindings {
				around.Bindings[i].ShowInHelpLine = around.Bindings[i].ShowInHelpLine && around.Bindings[i].ID != doNext
			}
		}
		return []frame.KeyMap{inner, around}
	}
	return []frame.KeyMap{a.around()}
}

// fieldKeys are those of the field. What needs something to act on leaves the help
// line to others: an order takes two that were chosen, an empty table has no row.
func (a *Ask) fieldKeys() frame.KeyMap {
	m := a.field.Keys()
	v, given := a.field.Value()
	for i, b := range m.Bindings {
		switch b.ID {
		case "earlier", "later":
			m.Bindings[i].ShowInHelpLine = len(v.List) > 1
		case "delete", "cycle", "edit":
			m.Bindings[i].ShowInHelpLine = b.ShowInHelpLine && (m.ID != "table" || given || a.field.Problem().Complete())
		}
	}
	return m
}

// AllKeys are the keys of the interview in all its modes, for a page that lists them.
func AllKeys() []frame.KeyMap {
	a := &Ask{}
	return []frame.KeyMap{
		{ID: "ask", Title: i18n.Text{ZH: "访谈", EN: "Interview"}, Bindings: bindings()},
		treeKeys(), (&note{a: a, name: i18n.Text{ZH: "备注", EN: "Note"}}).keys(),
		dialogKeys("form", i18n.Text{ZH: "对话框", EN: "Dialogs"}, formKeys()...),
		dialogKeys("pick", i18n.Text{ZH: "选择列表", EN: "Lists to choose from"}, pickKeys()...),
	}
}

// keyName is the first key of a command as it acts now, for sentences.
func (a *Ask) keyName(id string) string {
	b, _ := a.around().Find(id)
	if len(b.Keys) == 0 {
		return ""
	}
	return a.env.Theme.Label(b.Keys[0])
}
