package workbook

import (
	"fmt"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// writeList writes the rows of the tables of a form, one block below the other.
func (b *book) writeList(l *list) {
	o := sheetOptions{tab: "7FA7D1", frozenRows: 2, frozenCols: 1, protected: true, insertable: true, landscapeA3: true, widths: []float64{24}}
	for range l.width {
		o.widths = append(o.widths, 22)
	}
	o.widths = append(o.widths, 26)
	w := b.sheet(l.name, o)
	if b.err != nil {
		return
	}
	w.writeHigh(1, 30, cell{value: l.title.In(b.lang), style: b.style(look{size: 16, bold: true, color: headBG, middle: true})})
	hint := i18n.Text{
		ZH: "一行写一项，黄色单元格可以填写。行数不够就在表内插入行；插入的行和上一行属于同一对象。没有可写的，在问题表的答案里选“没有”。",
		EN: `One item a row, in the yellow cells. Insert rows where more are needed; a row that you insert is about the same as the row above it. Where there are none, choose "none" in the sheet of questions.`,
	}
	w.writeHigh(2, 20, cell{value: hint.In(b.lang), style: b.style(look{color: paleFG, middle: true})})
	w.link(1, 1, l.form.name, "A1")
	for _, block := range l.blocks {
		w.block(block, l.width)
	}
	w.close()
}

func (s *sheetWriter) block(b *block, width int) {
	lang := s.lang
	title := b.q.Text.In(lang)
	if b.q.Blocker {
		title = "★ " + title
	}
	row := make([]cell, width+2)
	band := s.style(look{fill: bandBG, bold: true, color: headBG, middle: true})
	for i := range row {
		row[i] = cell{style: band}
	}
	row[0].value = title
	s.writeHigh(b.top, 22, row...)
	s.writeHigh(b.top+1, 18, cell{value: b.q.Help.In(lang), style: s.style(look{color: paleFG, middle: true})})
	s.blockHead(b, width)
	pale := s.style(look{color: idFG, size: 8})
	place := s.choices(b.places())
	for i, r := range b.rows {
		at := b.first() + i
		row = make([]cell, width+2)
		row[0] = cell{value: r.Place.Text().In(lang), style: s.style(look{fill: fixedBG, border: true, color: paleFG, format: textFormat, open: b.several})}
		if b.several {
			s.accept(1, at, rule{kind: fromList, list: place, title: wrongTitle().In(lang), say: i18n.Text{ZH: "请从列表里选", EN: "Choose from the list"}.In(lang)})
		}
		for n, c := range b.q.Columns {
			row[n+1] = cell{value: valueFor(c.Field, r.cells[c.Key]), style: s.style(look{fill: openBG, border: true, wrap: true, open: true, format: formatFor(c.Field), align: left})}
			s.accept(n+2, at, s.fieldRule(c.Field))
		}
		row[width+1] = cell{value: r.subject().id(rowPart), style: pale}
		s.write(at, row...)
	}
}

// blockHead writes the titles of the columns and, below them, what they take.
func (s *sheetWriter) blockHead(b *block, width int) {
	lang := s.lang
	title := s.style(look{fill: headBG, color: headFG, bold: true, wrap: true, border: true, align: center, middle: true})
	takes := s.style(look{fill: fixedBG, color: paleFG, wrap: true, border: true, size: 9})
	titles, accepts := make([]cell, width+2), make([]cell, width+2)
	titles[0] = cell{value: colPlace.title().In(lang), style: title}
	accepts[0] = cell{style: takes}
	for n, c := range b.q.Columns {
		titles[n+1] = cell{value: columnTitle(c, lang), style: title}
		accepts[n+1] = cell{value: listAccepts(c).In(lang), style: takes}
	}
	titles[width+1] = cell{value: lineID{question: b.q.ID}.String(), style: s.style(look{color: idFG, size: 8})}
	s.writeHigh(b.top+2, 24, titles...)
	s.write(b.top+3, accepts...)
}

// listAccepts says what a column takes.
func listAccepts(c survey.Column) i18n.Text {
	if c.Type == survey.Choice {
		return i18n.Text{ZH: "从列表里选", EN: "choose from the list"}
	}
	return c.Accepts()
}

// columnTitle marks a column that every row needs with a star.
func columnTitle(c survey.Column, l i18n.Lang) string {
	if c.Required {
		return fmt.Sprintf("%s *", c.Text.In(l))
	}
	return c.Text.In(l)
}

// places are what the rows of the block may be about.
func (b *block) places() []i18n.Text {
	var out []i18n.Text
	for i, r := range b.rows {
		if i == 0 || r.entry != b.rows[i-1].entry {
			out = append(out, r.Place.Text())
		}
	}
	return out
}
