package workbook_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/workbook"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func itoa(n int) string { return strconv.Itoa(n) }

// shuffle does to a workbook what people do to its sheets without changing what they
// answer.
func shuffle() map[string]func(b *book, sheet string) {
	return map[string]func(b *book, sheet string){
		"nothing":         func(*book, string) {},
		"column inserted": func(b *book, s string) { b.must(b.f.InsertCols(s, "C", 2)) },
		"row inserted": func(b *book, s string) {
			b.must(b.f.InsertRows(s, 1, 3))
			b.must(b.f.InsertRows(s, 9, 1))
		},
		"explanation deleted": func(b *book, s string) { b.must(b.f.RemoveCol(s, "D")) },
		"sheet renamed":       func(b *book, s string) { b.must(b.f.SetSheetName(s, "我们填好的")) },
		"other sheets deleted": func(b *book, s string) {
			for _, o := range b.f.GetSheetList() {
				if o != s && o != "gantry-meta" {
					b.must(b.f.DeleteSheet(o))
				}
			}
		},
		"columns exchanged": func(b *book, s string) {
			for i, r := range b.rows(s) {
				for len(r) < 14 {
					r = append(r, "")
				}
				a, c := "E"+itoa(i+1), "G"+itoa(i+1)
				b.must(b.f.SetCellValue(s, a, r[6]))
				b.must(b.f.SetCellValue(s, c, r[4]))
			}
		},
		"lines sorted": func(b *book, s string) {
			rows := b.rows(s)
			for i, r := range rows[3:] {
				to := 4 + len(rows[3:]) - 1 - i
				for len(r) < 14 {
					r = append(r, "")
				}
				for col, text := range r {
					b.must(b.f.SetCellValue(s, string(rune('A'+col))+itoa(to), text))
				}
			}
		},
	}
}

func TestSheetsMayBeRearranged(t *testing.T) {
	for name, change := range shuffle() {
		t.Run(name, func(t *testing.T) {
			got := fill(t, askedFile(t), func(b *book) {
				b.set("biz.criticality@apps.shop", answer, "核心：影响资金或触及监管")
				b.set("biz.criticality@apps.shop", note, "财务说的")
				b.set("biz.drivers#cost@org", answer, 2)
				b.set("biz.drivers#speed@org", answer, "1")
				sheet, _ := b.find("biz.drivers@org", 0)
				change(b, sheet)
			})
			want := map[string]survey.Answer{
				"biz.criticality@apps.shop": {State: survey.Known, Value: survey.Value{Text: "core"}, Note: "财务说的"},
				"biz.drivers@org":           {State: survey.Known, Value: survey.Value{List: []string{"speed", "cost"}}},
			}
			if diff := cmp.Diff(want, byQuestion(got.Proposals)); diff != "" || len(got.Problems) > 0 {
				t.Errorf("problems %v, -want +got\n%s", got.Problems, diff)
			}
		})
	}
}

func TestRowsOfLists(t *testing.T) {
	got := fill(t, askedFile(t), func(b *book) {
		// Two rows of one component, an inserted row below them, and a row that is
		// said to be about the application.
		bff := "cur.instances#row@apps.shop.components.bff"
		b.set(bff, "环境", "prod")
		b.set(bff, "实例数", 4)
		b.set(bff, "单机 CPU", "2核")
		b.set(bff, "单机内存", "16GB")
		sheet, row := b.find(bff, 1)
		b.must(b.f.InsertRows(sheet, row, 1))
		b.must(b.f.SetSheetRow(sheet, "B"+itoa(row), &[]any{"test", "1"}))
		b.setRow(bff, "环境", 2, "dev")
		b.setRow(bff, "实例数", 2, "１")
		b.setRow(bff, "对象", 2, "应用 shop")
	})
	rows := func(rs ...survey.Row) survey.Answer {
		return survey.Answer{State: survey.Known, Value: survey.Value{Rows: rs}}
	}
	want := map[string]survey.Answer{
		"cur.instances@apps.shop.components.bff": rows(
			survey.Row{{Column: "env", Text: "prod"}, {Column: "count", Text: "4"}, {Column: "cpu", Text: "2"}, {Column: "memory", Text: "16Gi"}},
			survey.Row{{Column: "env", Text: "test"}, {Column: "count", Text: "1"}}),
		"cur.instances@apps.shop": rows(survey.Row{{Column: "env", Text: "dev"}, {Column: "count", Text: "1"}}),
	}
	if diff := cmp.Diff(want, byQuestion(got.Proposals)); diff != "" || len(got.Problems) > 0 {
		t.Errorf("problems %v, -want +got\n%s", got.Problems, diff)
	}
}

func TestWhatIsKnownIsRight(t *testing.T) {
	got := fill(t, askedFile(t), func(b *book) { b.set("app.stack@apps.shop.components.bff", state, "已知信息对") })
	want := map[string]survey.Answer{"app.stack@apps.shop.components.bff": {
		State: survey.Known, Value: survey.Value{Rows: []survey.Row{{{Column: "language", Text: "java"}, {Column: "version", Text: "17"}}}},
	}}
	if diff := cmp.Diff(want, byQuestion(got.Proposals)); diff != "" || len(got.Problems) > 0 {
		t.Errorf("problems %v, -want +got\n%s", got.Problems, diff)
	}
}

// answered are questions that have an answer when the workbook is made.
func answered() []workbook.Item {
	shop := survey.Place{App: "shop"}
	return []workbook.Item{
		{Place: shop, Question: "biz.criticality", Now: &survey.Answer{State: survey.Known, Value: survey.Value{Text: "core"}, Confidence: survey.Estimated}},
		{Place: shop, Question: "biz.lifecycle", Now: &survey.Answer{State: survey.Unknown, Owner: "王工", Due: "2026-12-01"}},
		{Place: survey.Place{}, Question: "tgt.envs", Now: &survey.Answer{State: survey.Known, Value: survey.Value{Rows: []survey.Row{
			{{Column: "name", Text: "test"}}, {{Column: "name", Text: "prod"}},
		}}}},
	}
}

func TestAnswersAreChanged(t *testing.T) {
	items := answered()
	data := export(t, bank(t), options(t, i18n.ZH), items)
	for name, c := range map[string]struct {
		change func(*book)
		item   int
		want   survey.Answer
	}{
		"another answer": {func(b *book) { b.set("biz.criticality@apps.shop", answer, "一般") }, 0,
			survey.Answer{State: survey.Known, Value: survey.Value{Text: "normal"}, Confidence: survey.Estimated}},
		"more certain": {func(b *book) { b.set("biz.criticality@apps.shop", confidence, "confirmed") }, 0,
			survey.Answer{State: survey.Known, Value: survey.Value{Text: "core"}, Confidence: survey.Confirmed}},
		"no longer known": {func(b *book) { b.set("biz.criticality@apps.shop", state, "不知道") }, 0,
			survey.Answer{State: survey.Unknown, Confidence: survey.Estimated}},
		"an answer at last": {func(b *book) { b.set("biz.lifecycle@apps.shop", answer, "retire") }, 1,
			survey.Answer{State: survey.Known, Value: survey.Value{Text: "retire"}, Owner: "王工", Due: "2026-12-01"}},
		"another day": {func(b *book) { b.set("biz.lifecycle@apps.shop", "跟进期限", "2026/12/24") }, 1,
			survey.Answer{State: survey.Unknown, Owner: "王工", Due: "2026-12-24"}},
		"a row more": {func(b *book) { b.setRow("tgt.envs#row@org", "名称", 2, "dev") }, 2,
			survey.Answer{State: survey.Known, Value: survey.Value{Rows: []survey.Row{{{Column: "name", Text: "test"}}, {{Column: "name", Text: "prod"}}, {{Column: "name", Text: "dev"}}}}}},
		"a row less": {func(b *book) { b.setRow("tgt.envs#row@org", "名称", 0, nil) }, 2,
			survey.Answer{State: survey.Known, Value: survey.Value{Rows: []survey.Row{{{Column: "name", Text: "prod"}}}}}},
	} {
		t.Run(name, func(t *testing.T) {
			got := fill(t, data, c.change)
			if len(got.Problems) > 0 || len(got.Proposals) != 1 || got.Unchanged != len(items)-1 {
				t.Fatalf("problems %v, proposals %+v, %d unchanged", got.Problems, got.Proposals, got.Unchanged)
			}
			p := got.Proposals[0]
			if diff := cmp.Diff(c.want, p.Answer); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(items[c.item].Now, p.Base); diff != "" {
				t.Errorf("base: %s", diff)
			}
		})
	}
}

// An answer that vanishes may have been cleared by mistake: it stays, and is named.
func TestAnswersAreNotLost(t *testing.T) {
	data := export(t, bank(t), options(t, i18n.ZH), answered())
	for name, change := range map[string]func(*book){
		"answer cleared": func(b *book) { b.set("biz.criticality@apps.shop", answer, nil) },
		"state cleared":  func(b *book) { b.set("biz.lifecycle@apps.shop", state, nil) },
		"rows cleared": func(b *book) {
			b.setRow("tgt.envs#row@org", "名称", 0, nil)
			b.setRow("tgt.envs#row@org", "名称", 1, nil)
		},
	} {
		got := fill(t, data, change)
		if len(got.Proposals) > 0 || len(got.Problems) != 1 || got.Problems[0].Cell == "" {
			t.Errorf("%s: proposals %v, problems %v", name, got.Proposals, got.Problems)
		}
	}
	// A sheet that was deleted says nothing.
	got := fill(t, data, func(b *book) {
		sheet, _ := b.find("tgt.envs#", 0)
		b.must(b.f.DeleteSheet(sheet))
	})
	if len(got.Proposals)+len(got.Problems) > 0 {
		t.Errorf("list deleted: %+v", got)
	}
}

// The items of an interview are what the machine knows.
func TestItems(t *testing.T) {
	b := bank(t)
	m := interview.New(interview.Options{Bank: b})
	items := workbook.Items(m, interview.Filter{Quick: true})
	if len(items) == 0 {
		t.Fatal("an empty interview asks nothing")
	}
	got := read(t, b, export(t, b, options(t, i18n.EN), items))
	if got.Unchanged != len(items) {
		t.Errorf("%d of %d questions came back", got.Unchanged, len(items))
	}
}

// An interview takes what a workbook brings: changed where nobody else answered in the
// meantime, conflicting where somebody did.
func TestInterviewComparesWorkbook(t *testing.T) {
	b := bank(t)
	m := interview.New(interview.Options{Bank: b, Device: "laptop"})
	shop := survey.Place{App: "shop"}
	say := func(question, text string) {
		t.Helper()
		events, err := m.Make(time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC), "李工", interview.Event{
			Kind: interview.Answered, Place: shop, Question: question, Answer: &interview.Answer{State: survey.Known, Text: text},
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			m.Apply(e)
		}
	}
	for _, q := range []string{"biz.criticality", "biz.lifecycle"} {
		say(q, map[string]string{"biz.criticality": "core", "biz.lifecycle": "invest"}[q])
	}
	f := open(t, export(t, b, options(t, i18n.ZH), workbook.Items(m, interview.Filter{})))
	f.set("biz.criticality@apps.shop", answer, "一般")
	f.set("biz.lifecycle@apps.shop", answer, "将下线")
	f.set("dep.complete@apps.shop", answer, "是")
	say("biz.lifecycle", "replace")
	want := map[string]interview.Verdict{"biz.criticality": interview.Changes, "biz.lifecycle": interview.Clashes, "dep.complete": interview.Fresh}
	got := map[string]interview.Verdict{}
	for _, c := range m.Compare(read(t, b, f.bytes()).Proposals) {
		got[c.Question] = c.Verdict
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
