package plain

import (
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// filling is a row that is being filled in.
type filling struct {
	columns []survey.Column
	cells   []string
	column  int // that is asked for next
	shown   int // the column, from 1, whose options were read out last
	at      int // index of the row among the others
	record  bool
}

// missing is the first column that must be filled in and is not, else -1.
func (f *filling) missing() int {
	for i, c := range f.columns {
		if c.Required && f.cells[i] == "" {
			return i
		}
	}
	return -1
}

// fill asks for one column after the other. Done is false when the row was dropped;
// an error leaves the row as far as it was filled in.
func (t *talk) fill(f *filling) (done bool, err error) {
	for {
		if f.column >= len(f.columns) {
			m := f.missing()
			if m < 0 || blank(f.cells) {
				return true, nil
			}
			t.required(f.columns[m])
			f.column = m
		}
		c := f.columns[f.column]
		if f.shown != f.column+1 {
			t.wanted(c.Field)
			f.shown = f.column + 1
		}
		line, err := t.read(t.cellPrompt(f))
		if err != nil {
			return false, err
		}
		cmd, arg, is := parse(line, wordless(c.Field))
		switch {
		case is == isUnknown:
			t.unknownCommand(arg)
		case is == isCommand && cmd.id == cmdCancel:
			return false, nil
		case is == isCommand:
			if err := t.rowCommand(f, cmd, arg); err != nil {
				return false, err
			}
		case arg != "":
			t.typed(f, arg)
		case c.Required && f.cells[f.column] == "":
			t.required(c)
		default:
			f.column++
		}
	}
}

func (t *talk) required(c survey.Column) {
	t.tellf("%[1]s必填。:k 放弃这一行。", "%[2]s is required. :k drops the row.", c.Text.ZH, c.Text.EN)
}

// cellPrompt asks for a column, and says what stands there.
func (t *talk) cellPrompt(f *filling) string {
	c := f.columns[f.column]
	prompt := t.parts(t.sayf("第 %d 行", "Row %d", f.at+1), t.column(c))
	switch {
	case f.record:
		prompt = t.column(c)
	case c.Key == "": // of a list
		prompt = t.sayf("第 %d 项", "Item %d", f.at+1)
	}
	if now := f.cells[f.column]; now != "" {
		prompt += t.sayf("（现为 %s）", " (now %s)", c.Show(now, t.lang))
	}
	return prompt + t.say("：", ":")
}

// rowCommand does a command between the columns.
func (t *talk) rowCommand(f *filling, c command, arg string) error {
	switch {
	case c.where&inRow == 0:
		t.notHere(c, inRow)
	case c.id == cmdBack && f.column == 0:
		t.tell("这是第一列；:k 放弃这一行。", "This is the first column; :k drops the row.")
	case c.id == cmdBack:
		f.column--
	case c.id == cmdSkip:
		f.column = len(f.columns)
	case c.id == cmdClear:
		f.cells[f.column] = ""
	case c.id == cmdHelp:
		t.helpFor(inRow)
		f.shown = 0
	case c.id == cmdAgain:
		f.shown = 0
	default:
		return c.do(t, arg)
	}
	return nil
}

// typed puts a value into the column at hand, or, from a line with strokes or tabs,
// values into this one and those behind it, which ends the row. What does not fit is
// said and asked for again.
func (t *talk) typed(f *filling, line string) {
	cells := splitCells(line)
	start, wrong := f.column, -1
	for i, s := range cells {
		at := start + i
		if at >= len(f.columns) {
			if s != "" {
				t.tellf("多出一格，没有采用：只有 %d 列。", "A cell too many was not taken: there are %d columns.", len(f.columns))
				wrong = start
			}
			break
		}
		if s == "" {
			continue
		}
		text, problem := cell(f.columns[at], s)
		if problem.Complete() {
			t.refuse(f.columns[at].Field, problem)
			if wrong < 0 {
				wrong = at
			}
			continue
		}
		f.cells[at] = text
		t.wordTaken(f.columns[at].Field, s)
	}
	switch {
	case wrong >= 0:
		f.column = wrong
	case len(cells) > 1:
		f.column = len(f.columns)
	default:
		f.column++
	}
}

// cell reads the text of a cell.
func cell(c survey.Column, s string) (string, i18n.Text) {
	v, problem := read(c.Field, s)
	return v.Text, problem
}
