package plain

import (
	"slices"
	"strings"
)

// choice is an entry of a list from which one is picked.
type choice struct {
	text string // in words
	name string // by which it can be named exactly, beside its number
	pick func()
}

// named tells whether a text is the name of the entry.
func (c choice) named(text string) bool { return same(text, strings.Split(c.name, "\n")...) }

// mostShown is how many entries of a list are read out.
const mostShown = 30

// pick finds the entry that a text names or that has its number, or lists those that
// hold its words and asks for a number.
func (t *talk) pick(words string, choices []choice) error {
	if i, ok := numberIn(words, len(choices)); ok && !slices.ContainsFunc(choices, func(c choice) bool { return c.named(words) }) {
		choices[i].pick()
		return nil
	}
	for {
		found := narrow(choices, words)
		switch {
		case len(found) == 0:
			t.tell("没有找到。", "Nothing is found.")
			return nil
		case len(found) == 1 && words != "":
			found[0].pick()
			return nil
		}
		for i, c := range found[:min(len(found), mostShown)] {
			t.out.item(number(i), c.text)
		}
		if more := len(found) - mostShown; more > 0 {
			t.tellf("还有 %d 个；写几个字来缩小范围。", "%d more; words narrow the list down.", more)
		}
		line, ok, err := t.ask(t.say("序号或文字（直接回车不选）：", "Number or words (enter for none):"))
		if err != nil || !ok {
			return err
		}
		if i, ok := numberIn(line, min(len(found), mostShown)); ok {
			found[i].pick()
			return nil
		}
		words = line
	}
}

// narrow leaves the choice that is named, else those that hold the words.
func narrow(choices []choice, words string) []choice {
	if words == "" {
		return choices
	}
	var out []choice
	for _, c := range choices {
		if c.named(words) {
			return []choice{c}
		}
		if contains(c.text+" "+c.name, words) {
			out = append(out, c)
		}
	}
	return out
}
