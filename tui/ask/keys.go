package ask

import (
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/frame"
)

// What the keys of the interview do.
const (
	doNext       = "next"
	doBack       = "back"
	doUnknown    = "unknown"
	doNA         = "na"
	doNote       = "note"
	doFollowUp   = "follow-up"
	doConfidence = "confidence"
	doClear      = "clear"
	doPlace      = "place"
	doSuggestion = "suggestion"
	doAccept     = "accept-conflict"
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
	doReview     = "review"
	doSave       = "save"
	doLeave      = "leave"
	doHome       = "home"
)

// keys are the keys beside those of the field.
func (a *Ask) keys() frame.KeyMap {
	bind := func(id, zh, en, helpZH, helpEN string, show bool, keys ...string) frame.Binding {
		return frame.Binding{ID: id, Keys: keys, Text: i18n.Text{ZH: zh, EN: en}, Help: i18n.Text{ZH: helpZH, EN: helpEN}, ShowInHelpLine: show}
	}
	m := frame.KeyMap{ID: "ask", Title: i18n.Text{ZH: "访谈", EN: "Interview"}, Bindings: []frame.Binding{
		bind(doNext, "确认并继续", "accept", "保存答案并到下一题；有源码证据时，直接按即确认证据", "Keep the answer and go on; with evidence of the source, confirm it", true, "enter"),
		bind(doUnknown, "不知道", "unknown", "回答“不知道”：生成时按默认假设处理，并列入待办", "Answer that nobody knows: generation takes the default and lists it as open", true, "u", "f3"),
		bind(doNA, "不适用", "n/a", "回答“不适用”", "Answer that the question does not apply", true, "x", "f4"),
		bind(doBack, "上一题", "back", "回到上一题", "Go back one question", true, "shift+tab", "left"),
		bind(doNote, "备注", "note", "写备注", "Write a note", true, "n", "f6"),
		bind(doFollowUp, "待跟进", "follow up", "记下谁在什么时候之前答复", "Say who finds out, and until when", true, "f", "f7"),
		bind(doSearch, "查找", "search", "按中文、拼音首字母、英文或编号查找问题与答案", "Find questions and answers by Chinese, initials of pinyin, English or id", true, "/", "alt+/"),
		bind(doLeave, "目录", "list", "到左侧目录", "Go to the list at the left", true, "esc", "t"),
		bind(doOpen, "下一未答", "next open", "跳到下一个没有回答的问题", "Go to the next question without an answer", false, "o", "ctrl+o"),
		bind(doConfidence, "把握", "confidence", "切换把握程度：已确认、估计、假定", "Change how sure the person is: confirmed, estimated, assumed", false, "c", "f8"),
		bind(doClear, "清除", "clear", "清除答案，问题重新变为未回答", "Take the answer away; the question is open again", false, "delete", "ctrl+d"),
		bind(doPlace, "分别回答", "answer apart", "为某个环境、应用或组件单独回答", "Answer for one environment, application or component apart", false, "e", "f9"),
		bind(doSuggestion, "填入证据", "take evidence", "把源码显示的值填入输入框", "Put what the source shows into the field", false, "y", "ctrl+e"),
		bind(doAccept, "保留矛盾", "let it stand", "说明理由，保留这里的矛盾", "Let a conflict here stand, with a reason", false, "!"),
		bind(doUndo, "撤销", "undo", "撤销上一步", "Undo the last step", false, "ctrl+z", "U"),
		bind(doRedo, "重做", "redo", "重做", "Redo", false, "ctrl+y", "R"),
		bind(doJump, "跳转", "jump", "跳到某个应用、环境或章节", "Go to an application, an environment or a section", false, "g", "ctrl+g"),
		bind(doPrevPart, "上一章", "section before", "到上一章节", "Go to the section before", false, "[", "alt+up"),
		bind(doNextPart, "下一章", "next section", "到下一章节", "Go to the next section", false, "]", "alt+down"),
		bind(doCopy, "复制答案", "copy", "从另一个应用复制答案", "Copy the answers of another application", false, "p", "f10"),
		bind(doFilter, "筛选", "filter", "快速或完整、按角色、只看未答", "Quick or full pass, by role, open ones only", false, "v", "f11"),
		bind(doMeeting, "会议", "meeting", "开始、加人、结束会议", "Begin a meeting, add people, end it", false, "m", "f12"),
		bind(doConflicts, "矛盾", "conflicts", "列出矛盾", "List the conflicts", false, "w"),
		bind(doReview, "复核", "review", "复核：矛盾、否决项、未知项、将生成什么", "Review: conflicts, vetoes, unknowns, what would be generated", false, "r"),
		bind(doSave, "保存", "save", "立即写盘（每次回答后都会自动保存）", "Write to the disk now (every answer is saved anyway)", false, "ctrl+s"),
		bind(doHome, "返回", "home", "回到总览", "Go back to the overview", false, "q"),
	}}
	a.disable(&m)
	return m
}

// disable says why a key does nothing at the moment.
func (a *Ask) disable(m *frame.KeyMap) {
	e, ok := a.entry()
	why := map[string]i18n.Text{}
	if !ok {
		none := i18n.Text{ZH: "这里没有问题", EN: "there is no question here"}
		for _, id := range []string{doUnknown, doNA, doNote, doFollowUp, doConfidence, doClear, doPlace, doSuggestion} {
			why[id] = none
		}
	} else {
		if len(e.Held) == 0 || e.Inherited() {
			why[doClear] = i18n.Text{ZH: "这里还没有答案", EN: "there is no answer here"}
		}
		if len(e.Suggestions) == 0 {
			why[doSuggestion] = i18n.Text{ZH: "源码里没有证据", EN: "the source shows nothing"}
		}
		if len(a.placesFor(e)) == 0 {
			why[doPlace] = i18n.Text{ZH: "这个问题只在这里回答", EN: "it is answered here only"}
		}
		if _, ok := a.conflictHere(); !ok {
			why[doAccept] = i18n.Text{ZH: "这里没有矛盾", EN: "there is no conflict here"}
		}
	}
	if !a.machine().CanUndo() {
		why[doUndo] = i18n.Text{ZH: "没有可撤销的", EN: "nothing to undo"}
	}
	if !a.machine().CanRedo() {
		why[doRedo] = i18n.Text{ZH: "没有可重做的", EN: "nothing to redo"}
	}
	if a.at.App == "" {
		why[doCopy] = i18n.Text{ZH: "先选一个应用", EN: "choose an application first"}
	}
	for i := range m.Bindings {
		m.Bindings[i].Disabled = why[m.Bindings[i].ID]
	}
}

// Keys are the keys that act now.
func (a *Ask) Keys() []frame.KeyMap {
	switch {
	case a.dialog != nil:
		return []frame.KeyMap{a.dialog.keys()}
	case a.onTree:
		return []frame.KeyMap{treeKeys()}
	case a.field != nil:
		return []frame.KeyMap{a.field.Keys(), a.keys()}
	}
	return []frame.KeyMap{a.keys()}
}
