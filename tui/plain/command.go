package plain

import (
	"strings"
	"unicode"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// where tells at which prompts a command acts.
type where int

const (
	atQuestion where = 1 << iota // at a question, and behind the last one
	inRow                        // between the columns of a row or record
	inDialog                     // at a prompt that a command opened
	everywhere = atQuestion | inRow | inDialog
)

// argument tells whether something stands behind a command.
type argument int

const (
	none argument = iota
	optional
	needed
)

// command is one command as data: what it is called, what it says in the help, and
// what it does.
type command struct {
	id    string
	keys  []string  // what follows the colon: b
	words []string  // the same in words, of both languages; these follow the colon, too
	bare  bool      // whether the words act without a colon where they cannot be an answer
	where where     // at which prompts
	about bool      // whether it is about the question at hand
	takes argument  // behind the command
	usage i18n.Text // what that is
	help  i18n.Text
	// do is what the command does at a question; the prompts of rows and dialogs do
	// theirs by the id.
	do func(t *talk, arg string) error
}

// kind tells what a line is.
type kind int

const (
	isAnswer  kind = iota // the text is an answer
	isCommand             // the text is what stands behind the command
	isUnknown             // the text is a command that does not exist
)

// parse tells a command from an answer. A command begins with a colon, as input
// methods write it, too; two colons begin an answer with one. Where no text can be an
// answer, some commands are understood without.
func parse(line string, bare bool) (command, string, kind) {
	line = strings.TrimSpace(line)
	if same(line, "?", "？") {
		line = ":?"
	}
	rest, colon := cutColon(line)
	if colon {
		if answer, twice := cutColon(rest); twice {
			return command{}, ":" + answer, isAnswer
		}
		return named(rest)
	}
	if !bare {
		return command{}, line, isAnswer
	}
	if words, ok := strings.CutPrefix(line, "/"); ok {
		return named("/" + words)
	}
	for _, c := range commands() {
		if c.bare && same(line, c.words...) {
			return c, "", isCommand
		}
	}
	return command{}, line, isAnswer
}

func cutColon(s string) (string, bool) {
	for _, colon := range []string{":", "："} {
		if rest, ok := strings.CutPrefix(s, colon); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return s, false
}

// named finds the command that a text begins with. Between a letter and Chinese
// behind it no space is needed.
func named(text string) (command, string, kind) {
	text = strings.ReplaceAll(text, "\t", " ")
	name, arg, _ := strings.Cut(text, " ")
	if c, ok := find(name); ok {
		return c, strings.TrimSpace(arg), isCommand
	}
	end := strings.IndexFunc(text, func(r rune) bool { return r > unicode.MaxASCII })
	for _, slash := range []string{"/", "／", "、"} { // three keys that are one
		if rest, ok := strings.CutPrefix(text, slash); ok {
			text, end = "/"+rest, 1
		}
	}
	if end > 0 {
		if c, ok := find(strings.TrimSpace(text[:end])); ok {
			return c, strings.TrimSpace(text[end:]), isCommand
		}
	}
	return command{}, name, isUnknown
}

func find(name string) (command, bool) {
	name = fold(name) // input methods write ：ｘ and ：【
	for _, c := range commands() {
		if same(name, c.keys...) || same(name, c.words...) {
			return c, true
		}
	}
	return command{}, false
}

// run does a command, or says why it does not act here.
func (t *talk) run(c command, arg string, at where) error {
	switch {
	case c.where&at == 0 || at == atQuestion && c.do == nil:
		t.notHere(c, at)
		return nil
	case c.takes == none && arg != "":
		t.tellf("%s 后面不带内容。", "%s takes nothing behind it.", c.name())
		return nil
	case c.takes == needed && arg == "":
		t.tellf("%[1]s 后面要写：%[2]s。", "%[1]s is followed by: %[3]s.", c.name(), c.usage.ZH, c.usage.EN)
		return nil
	case c.about && t.at == (interview.Item{}):
		t.tell("这里没有问题。", "There is no question here.")
		return nil
	}
	return c.do(t, arg)
}

// name is the command as it is typed.
func (c command) name() string { return ":" + c.keys[0] }

func (t *talk) notHere(c command, at where) {
	switch at {
	case inRow:
		t.tellf("%s 在填完这一行之后才能用：:s 结束这一行，:k 放弃这一行。", "%s waits until the row is done: :s ends the row, :k drops it.", c.name())
	case inDialog:
		t.tellf("%s 在这里不能用：先回答，或直接回车取消。", "%s does not act here: answer first, or enter nothing to cancel.", c.name())
	default:
		t.tellf("%s 只在填表时有用。", "%s is for filling in rows.", c.name())
	}
}

func (t *talk) unknownCommand(name string) {
	if !t.suspicious(name) {
		t.tellf("没有命令 :%s。", "There is no command :%s.", name)
	}
	t.tell(":h 列出全部命令。答案以冒号开头时，写两个冒号。", ":h lists the commands. An answer that begins with a colon takes two.")
}
