package interview

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// withEvidence compares the answer that holds in a place with what the evidence
// shows there. What only one of them says is no conflict, nor is it what was merely
// assumed for want of evidence.
func withEvidence(e Entry) (Conflict, bool) {
	a, ok := e.Answer()
	if !ok || a.State == survey.Unknown {
		return Conflict{}, false
	}
	for _, s := range e.Suggestions {
		if s.Place != e.Place || s.Confidence == survey.Assumed {
			continue
		}
		var d differing
		if a.State == survey.NotApplicable {
			d.say(i18n.Text{ZH: "答案为不适用，证据为 ", EN: "the answer is not applicable, the evidence is "}, e.Question.ShowValue(s.Value, i18n.ZH), e.Question.ShowValue(s.Value, i18n.EN))
		} else {
			d.compare(e.Question, a.Value, s.Value)
		}
		if !d.text.Complete() {
			continue
		}
		return Conflict{
			ID: e.Question.ID, Kind: WithEvidence, Place: e.Place, Questions: []string{e.Question.ID}, Places: []survey.Place{e.From}, Evidence: s.Evidence, Text: d.text,
			Advice: i18n.Text{ZH: "核对生产环境：证据过时就说明理由，答案有误就改正。", EN: "Look at production: say why when the evidence is out of date, correct the answer when that is wrong."},
		}, true
	}
	return Conflict{}, false
}

// differing collects where an answer and the evidence differ in something that
// both of them say.
type differing struct{ text i18n.Text }

func (d *differing) say(what i18n.Text, zh, en string) {
	if d.text.Complete() {
		d.text.ZH, d.text.EN = d.text.ZH+"；", d.text.EN+"; "
	}
	d.text.ZH, d.text.EN = d.text.ZH+what.ZH+zh, d.text.EN+what.EN+en
}

func (d *differing) field(what i18n.Text, f survey.Field, answer, found string) {
	if sameText(f, answer, found) {
		return
	}
	if what.Complete() {
		what = i18n.Text{ZH: what.ZH + "：", EN: what.EN + ": "}
	}
	d.say(what, "答案为 "+f.Show(answer, i18n.ZH)+"，证据为 "+f.Show(found, i18n.ZH), "answer "+f.Show(answer, i18n.EN)+", evidence "+f.Show(found, i18n.EN))
}

func (d *differing) compare(q survey.Question, answer, found survey.Value) {
	switch q.Type {
	case survey.List:
		return // the evidence shows part of them
	case survey.Multi:
		if excludes(q.Field, answer) != excludes(q.Field, found) {
			d.say(i18n.Text{}, "答案为 "+q.ShowValue(answer, i18n.ZH)+"，证据为 "+q.ShowValue(found, i18n.ZH), "answer "+q.ShowValue(answer, i18n.EN)+", evidence "+q.ShowValue(found, i18n.EN))
		}
		return
	case survey.Table, survey.Record:
		for _, row := range found.Rows {
			mine, which, ok := matching(q, answer, row)
			if !ok {
				continue
			}
			for _, c := range row {
				if a := mine.Get(c.Column); a != "" {
					column, _ := q.Column(c.Column)
					d.field(i18n.Text{ZH: which + column.Text.ZH, EN: which + column.Text.EN}, column.Field, a, c.Text)
				}
			}
		}
		return
	}
	d.field(i18n.Text{}, q.Field, answer.Text, found.Text)
}

// excludes tells whether a multi says that there is none of what it asks about.
func excludes(f survey.Field, v survey.Value) bool {
	return slices.ContainsFunc(v.List, func(key string) bool { o, _ := f.Option(key); return o.Exclusive })
}

// matching is the row of the answer that speaks of the same thing: that with the
// same value in the column whose values are unique. A record has one row.
func matching(q survey.Question, answer survey.Value, row survey.Row) (mine survey.Row, which string, ok bool) {
	if q.Type == survey.Record {
		return answer.Record(), "", len(answer.Rows) > 0
	}
	for _, c := range q.Columns {
		if key := row.Get(c.Key); c.Unique && key != "" {
			i := slices.IndexFunc(answer.Rows, func(r survey.Row) bool { return r.Get(c.Key) == key })
			if i >= 0 {
				return answer.Rows[i], key + " ", true
			}
		}
	}
	return nil, "", false
}

var (
	oldJavaRE = regexp.MustCompile(`^1\.([5-8])(\D|$)`)
	prefixVRE = regexp.MustCompile(`^v(\d)`)
)

// sameText compares two scalars by what they mean: 1.8 is Java 8, 1000m is 1, and
// a version that says less than the other does not differ from it.
func sameText(f survey.Field, a, b string) bool {
	if a == b {
		return true
	}
	switch f.Type {
	case survey.Quantity:
		read := survey.Bytes
		if f.Unit == survey.CPU {
			read = survey.Millicores
		}
		x, errX := read(a)
		y, errY := read(b)
		return errX == nil && errY == nil && x == y
	case survey.Duration:
		return (survey.Value{Text: a}).Duration() == (survey.Value{Text: b}).Duration()
	case survey.Percent:
		return (survey.Value{Text: a}).Percent() == (survey.Value{Text: b}).Percent()
	case survey.Text, survey.List:
		x, y := plainText(a), plainText(b)
		return x == y || strings.HasPrefix(x, y+".") || strings.HasPrefix(y, x+".")
	}
	return false
}

func plainText(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	return prefixVRE.ReplaceAllString(oldJavaRE.ReplaceAllString(s, "$1$2"), "$1")
}
