package workbook_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/workbook"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// The questions that the tests fill in.
func asked() []workbook.Item {
	shop := survey.Place{App: "shop"}
	bff := survey.Place{App: "shop", Component: "bff"}
	return []workbook.Item{
		{Place: survey.Place{}, Question: "biz.drivers"},
		{Place: survey.Place{}, Question: "biz.constraints"},
		{Place: survey.Place{}, Question: "tgt.envs"},
		{Place: survey.Place{}, Question: "sec.bases"},
		{Place: survey.Place{}, Question: "sec.audit_months"},
		{Place: survey.Place{}, Question: "sec.localized"},
		{Place: shop, Question: "biz.criticality"},
		{Place: shop, Question: "goal.slo"},
		{Place: shop, Question: "dep.complete"},
		{Place: bff, Question: "app.stack", Suggested: []interview.Suggestion{{
			Value:    survey.Value{Rows: []survey.Row{{{Column: "language", Text: "java"}, {Column: "version", Text: "17"}}}},
			Evidence: []string{"pom.xml:31"},
		}}},
		{Place: bff, Question: "app.ports"},
		{Place: shop, Question: "cur.instances"},
		{Place: bff, Question: "cur.instances"},
		{Place: bff, Question: "perf.startup"},
		{Place: bff, Question: "perf.cpu"},
	}
}

// fill lets change fill in a workbook, and reads what comes back.
func fill(t *testing.T, data []byte, change func(*book)) workbook.Filled {
	t.Helper()
	f := open(t, data)
	change(f)
	return read(t, bank(t), f.bytes())
}

// askedFile is the workbook with the questions that the tests fill in.
func askedFile(t testing.TB) []byte {
	t.Helper()
	exportAsked.Do(func() { exported = export(t, bank(t), options(t, i18n.ZH), asked()) })
	return exported
}

var (
	exportAsked sync.Once
	exported    []byte
)

const (
	answer     = "答案"
	state      = "状态"
	confidence = "把握"
	note       = "备注"
)

func TestWhatPeopleType(t *testing.T) {
	for name, c := range map[string]struct {
		id, value string
		as        any // what is typed, when not the value
		want      survey.Value
	}{
		"words":                {id: "biz.criticality@apps.shop", as: "核心：影响资金或触及监管", want: survey.Value{Text: "core"}},
		"words in English":     {id: "biz.criticality@apps.shop", as: "Normal: only people inside are affected", want: survey.Value{Text: "normal"}},
		"key":                  {id: "biz.criticality@apps.shop", as: " IMPORTANT ", want: survey.Value{Text: "important"}},
		"beginning of words":   {id: "biz.criticality@apps.shop", as: "可忽略", want: survey.Value{Text: "negligible"}},
		"yes in English":       {id: "dep.complete@apps.shop", as: "Yes", want: survey.Value{Text: "true"}},
		"tick":                 {id: "dep.complete@apps.shop", as: "√", want: survey.Value{Text: "true"}},
		"bool of Excel":        {id: "dep.complete@apps.shop", as: false, want: survey.Value{Text: "false"}},
		"number as text":       {id: "sec.audit_months@org", as: "6", want: survey.Value{Text: "6"}},
		"full-width digits":    {id: "sec.audit_months@org", as: "１２", want: survey.Value{Text: "12"}},
		"number with its unit": {id: "sec.audit_months@org", as: "12 个月", want: survey.Value{Text: "12"}},
		"decimal zeros":        {id: "sec.audit_months@org", as: "12.0", want: survey.Value{Text: "12"}},
		"percent with sign":    {id: "goal.slo@apps.shop", as: "99.95％", want: survey.Value{Text: "99.95"}},
		"percent as number":    {id: "goal.slo@apps.shop", as: 99.9, want: survey.Value{Text: "99.9"}},
		"day as serial":        {id: "sec.localized@org", as: 46356, want: survey.Value{Text: "2026-11-30"}},
		"day in Chinese":       {id: "sec.localized@org", as: "2026年11月3日", want: survey.Value{Text: "2026-11-03"}},
		"day with slashes":     {id: "sec.localized@org", as: "2026/11/3", want: survey.Value{Text: "2026-11-03"}},
		"seconds in Chinese":   {id: "perf.startup@apps.shop.components.bff", as: "2 分 30 秒", want: survey.Value{Text: "2m30s"}},
		"list on lines":        {id: "sec.bases@org", as: "a:1\nb:2\n", want: survey.Value{List: []string{"a:1", "b:2"}}},
		"list with commas":     {id: "sec.bases@org", as: "a:1，b:2；c", want: survey.Value{List: []string{"a:1", "b:2", "c"}}},
		"empty list":           {id: "sec.bases@org", as: "没有", want: survey.Value{List: []string{}}},
	} {
		t.Run(name, func(t *testing.T) {
			got := fill(t, askedFile(t), func(b *book) { b.set(c.id, answer, c.as) })
			if len(got.Problems) > 0 || len(got.Proposals) != 1 {
				t.Fatalf("problems %v, proposals %v", got.Problems, got.Proposals)
			}
			if diff := cmp.Diff(c.want, got.Proposals[0].Answer.Value); diff != "" {
				t.Error(diff)
			}
			if p := got.Proposals[0]; p.Answer.State != survey.Known || p.Base != nil || p.From == "" {
				t.Errorf("proposal is %+v", p)
			}
		})
	}
}

func TestWhatCannotBeTaken(t *testing.T) {
	for name, c := range map[string]struct {
		change func(b *book) (at string)
		want   string // in the Chinese text
	}{
		"no such option": {func(b *book) string { return b.set("biz.criticality@apps.shop", answer, "很重要") }, "核心：影响资金或触及监管"},
		"not a number":   {func(b *book) string { return b.set("sec.audit_months@org", answer, "半年") }, "整数"},
		"over the limit": {func(b *book) string { return b.set("goal.slo@apps.shop", answer, 120) }, "0 到 100"},
		"time without unit": {
			func(b *book) string { return b.set("perf.startup@apps.shop.components.bff", answer, "90") }, "带单位的时长",
		},
		"secret": {func(b *book) string { return b.set("sec.bases@org", answer, "password=Tr0ub4dor&3") }, "口令"},
		"secret in a note": {func(b *book) string {
			b.set("biz.criticality@apps.shop", answer, "核心")
			return b.set("biz.criticality@apps.shop", note, "口令：abc12345xyz")
		}, "口令"},
		"state": {func(b *book) string { return b.set("biz.criticality@apps.shop", state, "再说") }, "不知道"},
		"confidence": {func(b *book) string {
			b.set("biz.criticality@apps.shop", answer, "核心")
			return b.set("biz.criticality@apps.shop", confidence, "90%")
		}, "估计"},
		"answer and unknown": {func(b *book) string {
			b.set("biz.criticality@apps.shop", answer, "核心")
			return b.set("biz.criticality@apps.shop", state, "不知道")
		}, "删去其中一个"},
		"answered without answer": {func(b *book) string {
			b.set("biz.criticality@apps.shop", state, "已回答")
			sheet, cell := b.cell("biz.criticality@apps.shop", answer, 0)
			return sheet + "!" + cell
		}, "没有答案"},
		"note without answer": {func(b *book) string {
			b.set("biz.criticality@apps.shop", note, "问王工")
			sheet, cell := b.cell("biz.criticality@apps.shop", answer, 0)
			return sheet + "!" + cell
		}, "选“不知道”"},
		"nothing is known": {func(b *book) string { return b.set("biz.criticality@apps.shop", state, "已知信息对") }, "没有已知信息"},
		"same rank twice": {func(b *book) string {
			b.set("biz.drivers#cost@org", answer, 1)
			return b.set("biz.drivers#speed@org", answer, 1)
		}, "写了两次"},
		"exclusive option": {func(b *book) string {
			b.set("biz.constraints#none@org", answer, "是")
			b.set("biz.constraints#no-internet@org", answer, "是")
			sheet, cell := b.cell("biz.constraints@org", answer, 0)
			return sheet + "!" + cell
		}, "不能再选其他"},
		"required column": {func(b *book) string {
			b.set("app.stack#language@apps.shop.components.bff", answer, "Java")
			sheet, cell := b.cell("app.stack#version@apps.shop.components.bff", answer, 0)
			return sheet + "!" + cell
		}, "缺少“版本”"},
		"required cell of a row": {func(b *book) string { return b.set("tgt.envs#row@org", "命名空间", "shop") }, "缺少“名称”"},
		"same row twice": {func(b *book) string {
			b.set("tgt.envs#row@org", "名称", "prod")
			return b.setRow("tgt.envs#row@org", "名称", 1, "prod")
		}, "重复"},
		"bad cell of a row": {func(b *book) string {
			b.set("app.ports#row@apps.shop.components.bff", "端口", "8080")
			return b.set("app.ports#row@apps.shop.components.bff", "协议", "carrier pigeon")
		}, "可选"},
		"none and rows": {func(b *book) string {
			b.set("tgt.envs#row@org", "名称", "prod")
			return b.set("tgt.envs@org", answer, "没有")
		}, "其中一处"},
		"rows as text": {func(b *book) string { return b.set("tgt.envs@org", answer, "dev, prod") }, "清单"},
		"formula without result": {func(b *book) string {
			sheet, cell := b.cell("sec.audit_months@org", answer, 0)
			b.must(b.f.SetCellFormula(sheet, cell, "6*2"))
			return sheet + "!" + cell
		}, "公式"},
		"merged answers": {func(b *book) string {
			b.set("biz.drivers#cost@org", answer, 1)
			sheet, top := b.cell("biz.drivers#cost@org", answer, 0)
			_, below := b.cell("biz.drivers#speed@org", answer, 0)
			b.must(b.f.MergeCell(sheet, top, below))
			return sheet + "!" + below
		}, "取消合并"},
		"line without id": {func(b *book) string {
			sheet, row := b.find("biz.criticality@apps.shop", 0)
			b.must(b.f.InsertRows(sheet, row, 1))
			_, cell := b.cell("biz.criticality@apps.shop", answer, 0)
			at := strings.TrimRight(cell, "0123456789") + itoa(row)
			b.must(b.f.SetCellValue(sheet, at, "核心"))
			return sheet + "!" + at
		}, "没有编号"},
		"id of another version": {func(b *book) string {
			sheet, cell := b.cell("biz.criticality@apps.shop", "编号", 0)
			at := b.set("biz.criticality@apps.shop", answer, "核心")
			b.must(b.f.SetCellValue(sheet, cell, "biz.weather@apps.shop"))
			return at
		}, "题库里没有问题 biz.weather"},
		"copied line": {func(b *book) string {
			sheet, row := b.find("biz.criticality@apps.shop", 0)
			b.must(b.f.DuplicateRow(sheet, row))
			_, cell := b.cell("biz.criticality@apps.shop", answer, 1)
			b.must(b.f.SetCellValue(sheet, cell, "核心"))
			return sheet + "!" + cell
		}, "编号和"},
	} {
		t.Run(name, func(t *testing.T) {
			at := ""
			got := fill(t, askedFile(t), func(b *book) { at = c.change(b) })
			if len(got.Proposals) > 0 {
				t.Errorf("proposals: %+v", got.Proposals)
			}
			if len(got.Problems) != 1 || got.Problems[0].Cell != at || !strings.Contains(got.Problems[0].Text.ZH, c.want) {
				t.Fatalf("problems: %+v, want one at %s with %q", got.Problems, at, c.want)
			}
			if got.Problems[0].Text.EN == "" || strings.Contains(got.Problems[0].Text.EN+got.Problems[0].Text.ZH, "Tr0ub4dor") {
				t.Errorf("problem: %+v", got.Problems[0])
			}
		})
	}
}
