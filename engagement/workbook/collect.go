package workbook

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/survey/typed"
	"github.com/gantry-ack/gantry/engagement/workbook/sheets"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// found is a cell of the workbook with its name.
type found struct {
	sheets.Cell
	at   string // 应用!B7
	into string // the first cell of the merged range that hides this one
}

// lines is what the workbook holds about one question in one place.
type lines struct {
	subject
	q     survey.Question
	cells map[column]found // of the question's own line, nil when it is gone
	parts map[string]found
	rows  []foundRow
	// listed tells whether a list has rows for it, be they empty.
	listed bool
}

// foundRow is a row of a list that is not empty.
type foundRow struct {
	at    string
	cells map[string]found // by column
}

// collector goes through the sheets and sorts their cells by question and place.
type collector struct {
	bank     *survey.Bank
	meta     meta
	places   map[string]survey.Place // by what ids say
	called   map[string]survey.Place // by what cells say
	lines    map[subject]*lines
	problems []Problem
}

func newCollector(bank *survey.Bank, m meta) *collector {
	c := &collector{bank: bank, meta: m, places: map[string]survey.Place{}, called: map[string]survey.Place{}, lines: map[subject]*lines{}}
	for _, r := range m.subjects {
		c.know(r.Place)
	}
	return c
}

// know keeps how a place may be called in a cell. A bare name stands for an
// application before it stands for an environment.
func (c *collector) know(p survey.Place) {
	if _, again := c.places[p.String()]; again {
		return
	}
	c.places[p.String()] = p
	t := p.Text()
	called := []string{t.ZH, t.EN, comparable(t.ZH), comparable(t.EN)}
	if p.Component == "" {
		called = append(called, p.Env, p.App, comparable(p.Env), comparable(p.App))
	}
	for _, name := range called {
		if _, taken := c.called[name]; name != "" && (!taken || p.Level() == survey.App) {
			c.called[name] = p
		}
	}
}

func comparable(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(typed.Fold(s))), " ")
}

func (c *collector) problem(at string, t i18n.Text) {
	c.problems = append(c.problems, Problem{at, t})
}

// page is a sheet with where its parts are.
type page struct {
	sheets.Sheet
	idColumn int
	head     int // number of the row with the titles of a form, 0 when there is none
	columns  map[column]int
	lists    map[string]listHead // by question
}

// listHead is where the titles of a list stand.
type listHead struct {
	row     int
	place   int // column
	columns map[string]int
}

// collect reads one sheet. It tells whether the sheet is one of ours.
func (c *collector) collect(s sheets.Sheet) bool {
	p := page{Sheet: s, idColumn: idColumn(s), lists: map[string]listHead{}}
	p.findHead()
	if p.idColumn == 0 {
		if p.head > 0 {
			c.problem(p.Cell(1, p.head), i18n.Textf("这张表的“%s”一列没有了，不能导入：请在原来的文件里填写", `the column "%[2]s" of this sheet is gone and nothing of it was read: please fill in the original file`, colID.title().ZH, colID.title().EN))
		}
		return false
	}
	c.findLists(&p)
	if p.head > 0 && p.columns[colAnswer] == 0 {
		c.problem(p.Cell(1, p.head), i18n.Textf("找不到标题为“%s”的列，这张表没有导入", `there is no column titled "%[2]s", and nothing of this sheet was read`, colAnswer.title().ZH, colAnswer.title().EN))
		p.head = 0
	}
	l := listReader{collector: c, page: &p}
	for _, r := range p.Rows {
		id, ok := parseID(r.At(p.idColumn).Text)
		switch {
		case ok && id.place == "":
			l.head(id.question)
		case ok && id.part == rowPart && c.isTable(id.question):
			l.row(r, id)
		case ok && p.head > 0 && r.Number != p.head:
			c.formLine(&p, r, id)
		case !ok && p.head > 0 && r.Number > p.head && l.question == "":
			c.strayLine(&p, r)
		case !ok && l.question != "":
			l.row(r, lineID{question: l.question, part: rowPart})
		}
	}
	return true
}

func (c *collector) isTable(question string) bool {
	q, ok := c.bank.Question(question)
	return ok && q.Type == survey.Table
}

// idColumn is the column that has the most ids, 0 when there are none.
func idColumn(s sheets.Sheet) int {
	count := map[int]int{}
	best := 0
	for _, r := range s.Rows {
		for _, cell := range r.Cells {
			if _, ok := parseID(cell.Text); ok {
				count[cell.Column]++
				if n := count[cell.Column]; n > count[best] || n == count[best] && cell.Column < best {
					best = cell.Column
				}
			}
		}
	}
	return best
}

// findHead finds the row that has the most titles of a form.
func (p *page) findHead() {
	const least = 4
	for _, r := range p.Rows {
		at := map[column]int{}
		for _, cell := range r.Cells {
			if c, ok := columnTitled(cell.Text); ok && at[c] == 0 {
				at[c] = cell.Column
			}
		}
		if len(at) >= least && len(at) > len(p.columns) {
			p.head, p.columns = r.Number, at
		}
	}
}

func columnTitled(s string) (column, bool) {
	if len(s) > longestTitle {
		return 0, false
	}
	s = comparable(s)
	for c := range columns {
		if t := c.title(); s == t.ZH || s == strings.ToLower(t.EN) {
			return c, true
		}
	}
	return 0, false
}

// longestTitle is beyond the title of any column of a form, in bytes.
const longestTitle = 40

// cell returns a cell of a row with its name.
func (p *page) cell(r sheets.Row, column int) found {
	if column == 0 {
		return found{}
	}
	f := found{Cell: r.At(column), at: p.Cell(column, r.Number)}
	if f.Text == "" {
		i := slices.IndexFunc(p.Merged, func(m sheets.Range) bool { return m.Covers(column, r.Number) })
		if i >= 0 {
			f.into = p.Cell(p.Merged[i].Left, p.Merged[i].Top)
		}
	}
	return f
}

// formLine reads the line of a question or of a part of it.
func (c *collector) formLine(p *page, r sheets.Row, id lineID) {
	cells := map[column]found{}
	for col := range columns {
		if col.open() && p.columns[col] > 0 {
			cells[col] = p.cell(r, p.columns[col])
		}
	}
	at := cells[colAnswer].at
	l, why := c.about(id)
	switch {
	case why.Complete():
		if written(cells) {
			c.problem(at, why)
		}
	case id.part == "" && l.cells == nil:
		l.cells = cells
	case id.part == "":
		c.twice(at, l.cells[colAnswer].at, sameFound(l.cells, cells))
	default:
		c.formPart(l, id, cells[colAnswer])
	}
}

func (c *collector) formPart(l *lines, id lineID, answer found) {
	before, again := l.parts[id.part]
	_, known := partOf(l.q, id.part)
	switch {
	case !known && answer.Text != "":
		c.problem(answer.at, i18n.Textf("%[1]s 没有 %[2]s 这一项：题库的版本不同", "%[1]s has no part %[2]s: the question bank is another version", l.q.ID, id.part))
	case known && again:
		c.twice(answer.at, before.at, before.Text == answer.Text)
	case known:
		l.parts[id.part] = answer
	}
}

// twice refuses a line that stands there a second time, unless it says the same.
func (c *collector) twice(at, first string, same bool) {
	if !same {
		c.problem(at, i18n.Textf("这一行的编号和 %s 相同，内容不同：请删去一行", "the line has the same id as %s but says something else: please delete one of them", first))
	}
}

// about returns what is known about the subject of an id, or why it cannot be one.
func (c *collector) about(id lineID) (*lines, i18n.Text) {
	q, ok := c.bank.Question(id.question)
	if !ok {
		return nil, i18n.Textf("题库里没有问题 %s：工作簿由另一版本导出", "the question bank has no %s: another version wrote the workbook", id.question)
	}
	place, ok := c.places[id.place]
	if !ok {
		place, ok = survey.ParsePlace(id.place)
	}
	if !ok || !q.Allows(place.Level()) {
		return nil, i18n.Textf("%[1]s 不能在 %[2]q 回答", "%[1]s cannot be answered at %[2]q", id.question, id.place)
	}
	return c.of(q, place), i18n.Text{}
}

func (c *collector) of(q survey.Question, p survey.Place) *lines {
	s := subject{p, q.ID}
	if c.lines[s] == nil {
		c.lines[s] = &lines{subject: s, q: q, parts: map[string]found{}}
	}
	return c.lines[s]
}

func written(cells map[column]found) bool {
	for _, f := range cells {
		if f.Text != "" {
			return true
		}
	}
	return false
}

func sameFound(a, b map[column]found) bool {
	for c := range columns {
		if a[c].Text != b[c].Text {
			return false
		}
	}
	return true
}

// strayLine refuses an answer in a line without id.
func (c *collector) strayLine(p *page, r sheets.Row) {
	for _, col := range []column{colAnswer, colState} {
		if f := p.cell(r, p.columns[col]); f.Text != "" {
			c.problem(f.at, i18n.Text{ZH: "这一行没有编号，不知道回答的是哪个问题：请写到问题所在的行", EN: "the line has no id, so it is unknown which question this answers: please write it into the line of the question"})
			return
		}
	}
}
