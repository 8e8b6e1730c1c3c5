package plain

import (
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// help lists the commands.
func (t *talk) help(string) error {
	t.tell("答案直接输入；选项可以写序号、文字或键。命令以冒号开头：", "Answers are typed as they are; of options, the number, the words or the key. Commands begin with a colon:")
	for _, c := range commands() {
		if c.where&atQuestion != 0 {
			t.out.item("  ", t.explain(c))
		}
	}
	t.tell("没有文字答案的问题上，这些词不带冒号也行：", "Where the answer is no text, these words need no colon:")
	var words []string
	for _, c := range commands() {
		if c.bare {
			words = append(words, c.words...)
		}
	}
	t.out.item("  ", t.list(words))
	return nil
}

// helpFor lists the commands of a prompt.
func (t *talk) helpFor(at where) {
	for _, c := range commands() {
		if c.where&at != 0 {
			t.out.item("  ", t.explain(c))
		}
	}
}

// explain is a command with what it does.
func (t *talk) explain(c command) string {
	name := c.name()
	if c.takes != none {
		name += " " + c.usage.In(t.lang)
	}
	return name + t.say("：", ": ") + c.help.In(t.lang) + t.say("。", ".")
}

// language switches to the other language, or to the one that is named.
func (t *talk) language(arg string) error {
	next := i18n.EN
	if t.lang == i18n.EN {
		next = i18n.ZH
	}
	switch {
	case same(arg, "en", "english", "英文"):
		next = i18n.EN
	case same(arg, "zh", "chinese", "中文"):
		next = i18n.ZH
	case arg != "":
		t.tell("写 zh 或 en。", "It is zh or en.")
		return nil
	}
	t.lang, t.fresh = next, true
	return nil
}

func (t *talk) quit(string) error { return errQuit }

func (t *talk) again(string) error {
	t.fresh = true
	return nil
}

func (t *talk) save(string) error {
	t.sync()
	t.tell("每次回答都已写入日志。", "Every answer is in the log already.")
	return nil
}

// suspicious tells whether a text may hold a secret, which is never printed.
func (t *talk) suspicious(s string) bool { return survey.LooksSecret(s) }
