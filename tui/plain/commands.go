package plain

import "github.com/gantry-ack/gantry/internal/i18n"

// The commands that rows and dialogs know, too.
const (
	cmdAgain    = "again"
	cmdBack     = "back"
	cmdSkip     = "skip"
	cmdCancel   = "cancel"
	cmdClear    = "clear"
	cmdHelp     = "help"
	cmdInfo     = "info"
	cmdLanguage = "language"
	cmdQuit     = "quit"
)

func text(zh, en string) i18n.Text { return i18n.Text{ZH: zh, EN: en} }

// commands are all commands, in the order of the help.
func commands() []command {
	var out []command
	for _, group := range [][]command{answerCommands(), rowCommands(), moveCommands(), listCommands(), generalCommands()} {
		out = append(out, group...)
	}
	return out
}

func answerCommands() []command {
	return []command{
		{id: "unknown", keys: []string{"u"}, words: []string{"unknown", "不知道"}, bare: true, where: atQuestion, about: true, do: (*talk).unknown,
			help: text("回答“不知道”：生成时按默认假设处理，并列入待办", "Answer that nobody knows: generation takes the default and lists it as open")},
		{id: "na", keys: []string{"x"}, words: []string{"na", "不适用"}, bare: true, where: atQuestion, about: true, do: (*talk).notApplicable,
			help: text("回答“不适用”", "Answer that the question does not apply")},
		{id: "confidence", keys: []string{"c"}, words: []string{"confidence", "把握"}, where: atQuestion, about: true, takes: optional, usage: text("已确认、估计或假定", "confirmed, estimated or assumed"), do: (*talk).sure,
			help: text("说明把握程度", "Say how sure the person is")},
		{id: "note", keys: []string{"n"}, words: []string{"note", "备注"}, where: atQuestion, about: true, takes: optional, usage: text("文字", "text"), do: (*talk).note,
			help: text("写备注；写一个减号即删除", "Write a note; a hyphen alone takes it away")},
		{id: "follow-up", keys: []string{"f"}, words: []string{"follow-up", "待跟进"}, where: atQuestion, about: true, takes: optional, usage: text("谁 日期", "owner date"), do: (*talk).followUp,
			help: text("记下谁在什么时候之前答复；写一个减号即取消", "Say who finds out, and until when; a hyphen alone ends it")},
		{id: "take", keys: []string{"t"}, words: []string{"take", "采用"}, where: atQuestion, about: true, takes: optional, usage: text("第几个 或 all", "number or all"), do: (*talk).adopt,
			help: text("采用证据显示的值；有两个答案时采用其中一个；all 确认这里的全部证据", "Take what the evidence shows, or, of two answers, one of them; all confirms all evidence here")},
		{id: cmdClear, keys: []string{"d"}, words: []string{"clear", "清除"}, where: atQuestion | inRow, about: true, do: (*talk).clear,
			help: text("清除答案，问题重新变为未回答；填一行时清空这一列", "Take the answer away; in a row, empty the column")},
		{id: "apart", keys: []string{"e"}, words: []string{"apart", "分别回答"}, where: atQuestion, about: true, takes: optional, usage: text("地方", "place"), do: (*talk).apart,
			help: text("为某个环境、应用或组件单独回答", "Answer for one environment, application or component apart")},
		{id: "accept", keys: []string{"a"}, words: []string{"accept", "保留"}, where: atQuestion, about: true, takes: optional, usage: text("理由", "reason"), do: (*talk).accept,
			help: text("说明理由，保留这里的矛盾", "Let a conflict here stand, with a reason")},
		{id: "undo", keys: []string{"z"}, words: []string{"undo", "撤销"}, bare: true, where: atQuestion, do: (*talk).undo,
			help: text("撤销上一步", "Undo the last step")},
		{id: "redo", keys: []string{"y"}, words: []string{"redo", "重做"}, bare: true, where: atQuestion, do: (*talk).redo,
			help: text("重做", "Redo it")},
		{id: "copy", keys: []string{"p"}, words: []string{"copy", "复制"}, where: atQuestion, takes: optional, usage: text("应用", "application"), do: (*talk).copy,
			help: text("从另一个应用复制还没有的答案", "Copy the answers that are missing here from another application")},
	}
}

func rowCommands() []command {
	return []command{
		{id: "rows", keys: []string{"rows"}, words: []string{"列出"}, where: atQuestion, about: true, do: (*talk).showRows,
			help: text("列出已有的行", "List the rows")},
		{id: "edit", keys: []string{"edit"}, words: []string{"修改"}, where: atQuestion, about: true, takes: optional, usage: text("第几行，记录为第几列", "number of the row, or of the column of a record"), do: (*talk).edit,
			help: text("逐列修改一行；每列直接回车即保留", "Change a row column by column; nothing entered keeps a column")},
		{id: "delete", keys: []string{"delete"}, words: []string{"删除"}, where: atQuestion, about: true, takes: needed, usage: text("第几行", "number of the row"), do: (*talk).remove,
			help: text("删除一行", "Delete a row")},
		{id: "none", keys: []string{"none"}, words: []string{"没有"}, where: atQuestion, about: true, do: (*talk).nothing,
			help: text("回答一项也没有", "Answer that there are none")},
		{id: cmdCancel, keys: []string{"k"}, words: []string{"cancel", "放弃"}, where: inRow | inDialog,
			help: text("放弃正在填的内容", "Drop what is being filled in")},
	}
}

func moveCommands() []command {
	return []command{
		{id: cmdBack, keys: []string{"b"}, words: []string{"back", "上一题"}, bare: true, where: atQuestion | inRow, do: (*talk).back,
			help: text("回到上一题；填一行时回到上一列", "Go back one question, in a row one column")},
		{id: cmdSkip, keys: []string{"s"}, words: []string{"skip", "跳过"}, bare: true, where: atQuestion | inRow, do: (*talk).skip,
			help: text("跳过这一题；填一行时跳过其余各列", "Go past the question, in a row past the other columns")},
		{id: "next-open", keys: []string{"o"}, words: []string{"open", "下一未答"}, bare: true, where: atQuestion, do: (*talk).nextOpen,
			help: text("到下一个没有回答的问题", "Go to the next question without an answer")},
		{id: "section-before", keys: []string{"["}, words: []string{"上一章"}, where: atQuestion, do: (*talk).sectionBefore,
			help: text("到上一章节", "Go to the section before")},
		{id: "section-behind", keys: []string{"]"}, words: []string{"下一章"}, where: atQuestion, do: (*talk).sectionBehind,
			help: text("到下一章节", "Go to the next section")},
		{id: "jump", keys: []string{"g"}, words: []string{"go", "跳转"}, where: atQuestion, takes: optional, usage: text("应用、环境、章节或编号", "application, environment, section or id"), do: (*talk).jump,
			help: text("跳转", "Go somewhere else")},
		{id: "search", keys: []string{"/"}, words: []string{"search", "查找"}, where: atQuestion, takes: needed, usage: text("词", "words"), do: (*talk).search,
			help: text("按中文、拼音首字母、英文或编号查找问题与答案", "Find questions and answers by Chinese, initials of pinyin, English or id")},
		{id: "filter", keys: []string{"v"}, words: []string{"filter", "筛选"}, where: atQuestion, takes: optional, usage: text("快速、完整、未答、全部、角色", "quick, full, open, all, roles"), do: (*talk).choosePass,
			help: text("快速或完整、按角色、只看未答", "Quick or full pass, by role, open ones only")},
	}
}

func listCommands() []command {
	return []command{
		{id: cmdAgain, keys: []string{"."}, words: []string{"again", "再读"}, bare: true, where: atQuestion | inRow, do: (*talk).again,
			help: text("再读一遍这个问题", "Read the question out again")},
		{id: cmdInfo, keys: []string{"i"}, words: []string{"progress", "进度"}, bare: true, where: everywhere, do: (*talk).info,
			help: text("进度：就绪度、完整度、把握度", "Progress: readiness, completeness, confidence")},
		{id: "conflicts", keys: []string{"w"}, words: []string{"conflicts", "矛盾"}, bare: true, where: atQuestion, takes: optional, usage: text("第几个", "number"), do: (*talk).conflicts,
			help: text("列出矛盾；加序号到能解决它的问题", "List the conflicts; with a number, go to the question that settles one")},
		{id: "review", keys: []string{"r"}, words: []string{"review", "复核"}, bare: true, where: atQuestion, takes: optional, usage: text("全部", "all"), do: (*talk).review,
			help: text("复核：矛盾、否决项、待确认、未知项、待跟进；全部即加上未答的", "Review: conflicts, blockers, what is to be confirmed, unknowns, follow-ups; all adds what is open")},
		{id: "meeting", keys: []string{"m"}, words: []string{"meeting", "会议"}, where: atQuestion, takes: optional, usage: text("开始 主题、加入 姓名、结束、纪要", "begin subject, join names, end, minutes"), do: (*talk).meeting,
			help: text("会议；姓名之间用顿号，角色写在括号里", "A meeting; commas between names, roles in brackets")},
	}
}

func generalCommands() []command {
	return []command{
		{id: cmdLanguage, keys: []string{"l"}, words: []string{"language", "语言"}, where: everywhere, takes: optional, usage: text("zh 或 en", "zh or en"), do: (*talk).language,
			help: text("切换中文与英文", "Switch between Chinese and English")},
		{id: "save", keys: []string{"save"}, words: []string{"保存"}, where: atQuestion, do: (*talk).save,
			help: text("立即写盘（每次回答后都会自动保存）", "Write to the disk now (every answer is saved anyway)")},
		{id: cmdHelp, keys: []string{"h", "?"}, words: []string{"help", "帮助"}, bare: true, where: everywhere, do: (*talk).help,
			help: text("列出命令", "List the commands")},
		{id: cmdQuit, keys: []string{"q"}, words: []string{"quit", "离开"}, bare: true, where: everywhere, do: (*talk).quit,
			help: text("离开；答案都已保存，下次从这里继续", "Leave; every answer is saved, and the next time goes on from here")},
	}
}
