package workbook

import (
	"cmp"
	"errors"
	"io"
	"slices"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/workbook/sheets"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// ErrForeign is a file that the survey did not export. It may be a list of
// applications, which package inventory reads.
var ErrForeign = errors.New("reading a workbook: it has no lines with ids: give a file that was exported from the survey, or a list of applications")

// Import reads a workbook that Export wrote and people filled in, whichever program
// they saved it with. What cannot be taken is a problem with its cell, and what can
// be is a proposal; an error is a file that is none of ours or harmful.
func Import(r io.Reader, bank *survey.Bank) (Filled, error) {
	limits := sheets.Usual()
	limits.File = MaxFile
	book, err := sheets.ReadXLSX(r, limits)
	if err != nil {
		return Filled{}, err
	}
	m, known := findMeta(book)
	c := newCollector(bank, m)
	ours := false
	for _, s := range book.Sheets {
		if s.Name != metaName && s.Name != listsName {
			ours = c.collect(s) || ours
		}
	}
	if !ours && !known {
		return Filled{}, ErrForeign
	}
	c.check(known)
	out := c.take()
	out.Problems = append(c.problems, out.Problems...)
	return out, nil
}

func findMeta(book sheets.Book) (meta, bool) {
	for _, s := range book.Sheets {
		if !s.Hidden && s.Name != metaName {
			continue
		}
		if m, ok := readMeta(s); ok {
			return m, true
		}
	}
	return meta{}, false
}

// check notes what is wrong with the file as a whole.
func (c *collector) check(known bool) {
	switch {
	case !known:
		c.problem("", i18n.Text{ZH: "隐藏的工作表没有了：分不清哪些答案改过，所有填了的答案都会拿来比较", EN: "the hidden sheet is gone, so it is unknown which answers were changed: all of them are compared"})
	case c.meta.Bank != Fingerprint(c.bank):
		c.problem("", i18n.Text{ZH: "工作簿由题库的另一版本导出：能识别的问题照常导入", EN: "the workbook was written with another version of the question bank: what is known of it is read"})
	}
}

// take makes proposals of what was found, in the order of the bank and of places.
func (c *collector) take() Filled {
	out := Filled{Lang: c.meta.Lang}
	records := map[subject]record{}
	for _, r := range c.meta.subjects {
		records[subject{r.Place, r.Question}] = r
	}
	all := make([]*lines, 0, len(c.lines))
	for _, l := range c.lines {
		all = append(all, l)
	}
	slices.SortFunc(all, func(a, b *lines) int {
		return cmp.Or(cmp.Compare(c.bank.Index(a.question), c.bank.Index(b.question)), a.place.Compare(b.place))
	})
	for _, l := range all {
		t := taker{lines: l, record: records[l.subject], lang: c.meta.Lang}
		answer, changed := t.take()
		out.Problems = append(out.Problems, t.problems...)
		switch {
		case len(t.problems) > 0:
		case !changed:
			out.Unchanged++
		default:
			out.Proposals = append(out.Proposals, interview.Proposal{
				Place: l.place, Question: l.question, Answer: answer, From: t.at(), Base: t.base(),
			})
		}
	}
	return out
}
