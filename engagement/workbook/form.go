package workbook

import (
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/workbook/sheets"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// formWriter writes the sheet of questions of one section and role.
type formWriter struct {
	*sheetWriter
	*form
	names   *names
	columns []column
}

func (b *book) writeForm(n *names, f *form) {
	w := &formWriter{form: f, names: n}
	var o sheetOptions
	for c := range columns {
		if c != colSuggested || f.known {
			w.columns = append(w.columns, c)
			o.widths = append(o.widths, c.width())
		}
	}
	o.tab, o.frozenRows, o.frozenCols, o.protected, o.landscapeA3 = headBG, firstLine-1, 3, true, true
	w.sheetWriter = b.sheet(f.name, o)
	if b.err != nil {
		return
	}
	w.head()
	for i, l := range f.lines {
		w.line(firstLine+i, l)
	}
	last := firstLine + len(f.lines) - 1
	answer := sheets.ColumnName(w.at(colAnswer))
	w.sheetWriter.filled(fmt.Sprintf("%s%d:%s%d", answer, firstLine, answer, last), fmt.Sprintf(`OR($A%d=1,$%s%d<>"")`, firstLine, answer, firstLine))
	b.failed(b.f.AutoFilter(f.name, fmt.Sprintf("A%d:%s", firstLine-1, sheets.CellName(len(w.columns), last)), nil))
	w.close()
}

// at is the position of a column on this sheet.
func (w *formWriter) at(c column) int {
	for i, have := range w.columns {
		if have == c {
			return i + 1
		}
	}
	return 0
}

func (w *formWriter) head() {
	lang := w.lang
	w.writeHigh(1, 30, cell{}, cell{value: w.title.In(lang), style: w.style(look{size: 16, bold: true, color: headBG, middle: true})})
	total := fmt.Sprintf(i18n.Text{ZH: `"已完成 "0" / %d"`, EN: `"done: "0" of %d"`}.In(lang), w.entries)
	comma := i18n.Text{ZH: "、", EN: ", "}.In(lang)
	who := i18n.Text{ZH: "请这些岗位填写：", EN: "To be answered by: "}.In(lang) + strings.Join(w.names.roleWords(w.roles), comma)
	cells := make([]cell, len(w.columns))
	cells[1] = cell{value: who, style: w.style(look{color: paleFG, middle: true})}
	cells[w.at(colAnswer)-1] = cell{
		formula: fmt.Sprintf("SUM(A%d:A%d)", firstLine, firstLine+len(w.lines)-1), value: w.done(),
		style: w.style(look{bold: true, color: headBG, format: total, align: left, middle: true}),
	}
	w.writeHigh(2, 20, cells...)
	title := w.style(look{fill: headBG, color: headFG, bold: true, wrap: true, border: true, align: center, middle: true})
	for i, c := range w.columns {
		cells[i] = cell{value: c.title().In(lang), style: title}
		if help := columnHelp(c); help.Complete() {
			w.comment(i+1, firstLine-1, help.In(lang))
		}
	}
	w.writeHigh(3, 24, cells...)
}

// done is how many questions have an answer in the workbook as it is written.
func (w *formWriter) done() int {
	n := 0
	for _, l := range w.lines {
		if l.entry != nil && l.part == "" && l.shown.state != "" {
			n++
		}
	}
	return n
}

func (w *formWriter) line(row int, l line) {
	switch {
	case l.entry == nil:
		w.band(row, l.band)
	case l.part == "":
		w.question(row, l.entry)
	default:
		w.part(row, l)
	}
}

// band says of what place the lines below are.
func (w *formWriter) band(row int, p survey.Place) {
	style := w.style(look{fill: bandBG, bold: true, color: headBG, middle: true})
	cells := make([]cell, len(w.columns))
	for i := range cells {
		cells[i].style = style
	}
	cells[1].value = capital(p.Text().In(w.lang))
	w.writeHigh(row, 20, cells...)
}

// fixed is the look of what the customer reads.
func (w *formWriter) fixed(l look) int {
	l.fill, l.border, l.wrap = fixedBG, true, true
	return w.style(l)
}

// open is the look of what the customer fills in.
func (w *formWriter) open(format string) int {
	return w.style(look{fill: openBG, border: true, wrap: true, open: true, format: format, align: left})
}

func (w *formWriter) question(row int, e *entry) {
	lang := w.lang
	put := w.row()
	put.set(colDone, cell{formula: w.doneFormula(row, e), value: oneIf(e.shown.state != ""), style: w.fixed(look{format: `"✓";;`, align: center, middle: true, color: tickFG})})
	put.set(colPlace, cell{value: e.Place.Text().In(lang), style: w.fixed(look{color: paleFG})})
	put.set(colQuestion, cell{value: e.title(lang), style: w.fixed(look{bold: true, color: keyIf(e.q.Blocker)})})
	put.set(colWhy, cell{value: w.why(e.q), style: w.fixed(look{color: paleFG})})
	put.set(colAccepts, cell{value: acceptsOf(e, lang), style: w.fixed(look{color: paleFG})})
	put.set(colSuggested, cell{value: knownText(e, lang), style: w.fixed(look{color: knownFG})})
	put.set(colID, cell{value: e.subject().id(""), style: w.style(look{fill: fixedBG, border: true, color: idFG, size: 8})})
	w.answer(put, row, e)
	text := w.open(textFormat)
	put.set(colState, cell{value: stateText(e.shown.state).In(lang), style: text})
	put.set(colConfidence, cell{value: confidenceText(e.shown.confidence).In(lang), style: text})
	for c, s := range map[column]string{colBy: e.shown.by, colNote: e.shown.note, colOwner: e.shown.owner} {
		put.set(c, cell{value: s, style: text})
	}
	put.set(colDue, cell{value: valueFor(survey.Field{Type: survey.Date}, e.shown.due), style: w.open(dateFormat)})
	w.accept(w.at(colState), row, w.ruleOf(stateChoices(e)))
	w.accept(w.at(colConfidence), row, w.ruleOf(confidenceChoices()))
	w.accept(w.at(colDue), row, w.fieldRule(survey.Field{Type: survey.Date}))
	w.write(row, put.cells...)
}

// answer is the cell of the answer of a question. Where the parts below it or a list
// take the answer, nothing is written into it.
func (w *formWriter) answer(put *rowCells, row int, e *entry) {
	at := w.at(colAnswer)
	switch e.q.Type {
	case survey.Record, survey.Multi:
		put.set(colAnswer, cell{style: w.fixed(look{})})
	case survey.Table:
		put.set(colAnswer, cell{value: e.shown.answer, style: w.open(textFormat)})
		w.accept(at, row, w.ruleOf([]i18n.Text{none()}))
		w.link(w.at(colAccepts), row, e.rows.sheet, sheets.CellName(2, e.rows.first))
	default:
		put.set(colAnswer, cell{value: valueFor(e.q.Field, e.shown.answer), style: w.open(formatFor(e.q.Field))})
		w.accept(at, row, w.fieldRule(e.q.Field))
	}
}

func (w *formWriter) part(row int, l line) {
	put := w.row()
	p, _ := partOf(l.q, l.part)
	label := p.text.In(w.lang)
	if p.must {
		label += i18n.Text{ZH: "（必填）", EN: " (required)"}.In(w.lang)
	}
	put.set(colPlace, cell{value: l.Place.Text().In(w.lang), style: w.style(look{fill: fixedBG, border: true, color: paleFG})})
	put.set(colQuestion, cell{value: label, style: w.fixed(look{indent: 2})})
	put.set(colAnswer, cell{value: valueFor(p.field, l.shown.parts[l.part]), style: w.open(formatFor(p.field))})
	if l.q.Type == survey.Record {
		put.set(colAccepts, cell{value: fieldAccepts(p.field).In(w.lang), style: w.fixed(look{color: paleFG})})
	}
	put.set(colID, cell{value: l.subject().id(l.part), style: w.style(look{fill: fixedBG, border: true, color: idFG, size: 8})})
	rule := w.fieldRule(p.field)
	if l.q.Type == survey.Multi && !l.q.Ranked {
		rule = w.ruleOf([]i18n.Text{yes(), no()})
	}
	w.accept(w.at(colAnswer), row, rule)
	w.write(row, put.cells...)
}

// doneFormula counts a question as done when it has an answer in one of its cells,
// or a state.
func (w *formWriter) doneFormula(row int, e *entry) string {
	answer, state := sheets.ColumnName(w.at(colAnswer)), sheets.ColumnName(w.at(colState))
	tests := fmt.Sprintf(`%s%d<>"",%s%d<>""`, answer, row, state, row)
	if n := len(parts(e.q)); n > 0 {
		tests += fmt.Sprintf(",COUNTA(%s%d:%s%d)>0", answer, row+1, answer, row+n)
	}
	if r := e.rows; r.first > 0 {
		tests += fmt.Sprintf(",COUNTA(%s!%s:%s)>0", quote(r.sheet), sheets.CellName(2, r.first), sheets.CellName(1+r.columns, r.last))
	}
	return "IF(OR(" + tests + "),1,0)"
}

// rowCells is a row of a form by its columns.
type rowCells struct {
	w     *formWriter
	cells []cell
}

// row is a row whose cells are all fixed and empty.
func (w *formWriter) row() *rowCells {
	r := &rowCells{w, make([]cell, len(w.columns))}
	for i := range r.cells {
		r.cells[i].style = w.fixed(look{})
	}
	return r
}

func (r *rowCells) set(c column, to cell) {
	if i := r.w.at(c); i > 0 {
		r.cells[i-1] = to
	}
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

func keyIf(blocker bool) string {
	if blocker {
		return keyFG
	}
	return ""
}
