package workbook

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/workbook/sheets"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// meta is what the hidden sheet keeps: with what the workbook was made.
type meta struct {
	Schema   string    `json:"schema"`
	Bank     string    `json:"bank"`
	Lang     i18n.Lang `json:"lang"`
	subjects []record
}

// record is a question as it was when the workbook was made.
type record struct {
	Place     survey.Place      `json:"place,omitzero"`
	Question  string            `json:"question"`
	Base      *base             `json:"base,omitempty"`
	Suggested *interview.Answer `json:"suggested,omitempty"`
}

// base is an answer as the log writes it, with what people said about it.
type base struct {
	interview.Answer
	By    string `json:"by,omitempty"`
	Note  string `json:"note,omitempty"`
	Owner string `json:"owner,omitempty"`
	Due   string `json:"due,omitempty"`
}

func baseOf(a *survey.Answer) *base {
	if a == nil {
		return nil
	}
	return &base{*interview.AnswerOf(*a), a.By, a.Note, a.Owner, a.Due}
}

// answer is the base in the form of the survey, its cells in the order of the
// columns.
func (b *base) answer(q survey.Question) *survey.Answer {
	if b == nil {
		return nil
	}
	return &survey.Answer{
		State: b.State, Value: valueOf(q, b.Answer), Confidence: b.Confidence, By: b.By, Note: b.Note, Owner: b.Owner, Due: b.Due,
	}
}

func valueOf(q survey.Question, a interview.Answer) survey.Value {
	v := survey.Value{Text: a.Text, List: a.List}
	for _, cells := range a.Rows {
		row := survey.Row{}
		for _, c := range q.Columns {
			if text, ok := cells[c.Key]; ok {
				row = append(row, survey.Cell{Column: c.Key, Text: text})
			}
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// Fingerprint tells whether two banks ask the same: their questions, types, options
// and columns, not their words.
func Fingerprint(bank *survey.Bank) string {
	var b strings.Builder
	field := func(key string, f survey.Field) {
		fmt.Fprintf(&b, "%s %s %s %s %d %d %d %t", key, f.Type, f.Unit, f.Format, f.Min, f.Max, f.Most, f.Ranked)
		for _, o := range f.Options {
			fmt.Fprintf(&b, " %s %t", o.Key, o.Exclusive)
		}
		b.WriteString("\n")
	}
	for _, q := range bank.Questions() {
		field(q.ID, q.Field)
		for _, c := range q.Columns {
			field("\t"+c.Key, c.Field)
		}
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:8])
}

// chunk is how much of a record one cell takes; longer ones go on in the next.
const chunk = 30_000

// writeMeta writes what was given into the sheet that only a program shows: what
// it is in the first row, then one question a row.
func (b *book) writeMeta(bank *survey.Bank, p *plan) {
	s := b.sheet(metaName, sheetOptions{})
	text := b.style(look{format: textFormat})
	b.writeRecord(s, 1, text, meta{Schema: Schema, Bank: Fingerprint(bank), Lang: b.lang})
	row := 2
	for _, f := range p.forms {
		for _, l := range f.lines {
			if l.entry == nil || l.part != "" {
				continue
			}
			r := record{Place: l.Place, Question: l.q.ID, Base: baseOf(l.Now)}
			if len(l.Suggested) > 0 {
				r.Suggested = interview.AnswerOf(survey.Answer{State: survey.Known, Value: l.Suggested[0].Value, Confidence: l.Suggested[0].Confidence})
			}
			b.writeRecord(s, row, text, r)
			row++
		}
	}
	s.close()
}

func (b *book) writeRecord(s *sheetWriter, row, style int, record any) {
	data, err := json.Marshal(record)
	b.failed(err)
	// Programs drop blanks at the ends of cells.
	data = bytes.ReplaceAll(bytes.ReplaceAll(data, []byte(" "), []byte(`\u0020`)), []byte("\u00A0"), []byte(`\u00a0`))
	var cells []cell
	for rest := []rune(string(data)); len(rest) > 0; {
		n := min(len(rest), chunk)
		cells = append(cells, cell{value: string(rest[:n]), style: style})
		rest = rest[n:]
	}
	s.write(row, cells...)
}

// readMeta reads the hidden sheet. A damaged line is passed over: what it knew is
// not known then.
func readMeta(s sheets.Sheet) (meta, bool) {
	var m meta
	for i, r := range s.Rows {
		var text strings.Builder
		for _, c := range r.Cells {
			text.WriteString(c.Text)
		}
		if i == 0 {
			if json.Unmarshal([]byte(text.String()), &m) != nil || m.Schema != Schema {
				return meta{}, false
			}
			continue
		}
		var rec record
		if json.Unmarshal([]byte(text.String()), &rec) == nil && rec.Place.Valid() {
			m.subjects = append(m.subjects, rec)
		}
	}
	return m, m.Schema == Schema
}
