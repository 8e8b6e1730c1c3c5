package workbook_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// What nobody touched is no change, whatever the answer and the language.
func TestUntouchedWorkbookChangesNothing(t *testing.T) {
	b := bank(t)
	for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
		for n := range 2 {
			items := everything(t, b, n)
			got := read(t, b, export(t, b, options(t, l), items))
			if len(got.Proposals)+len(got.Problems) > 0 || got.Unchanged != len(items) {
				t.Fatalf("%s %d: %d unchanged of %d, proposals %v, problems %v", l, n, got.Unchanged, len(items), got.Proposals, got.Problems)
			}
		}
	}
}

// What stands in the cells is what comes back: a workbook that has lost what it was
// made from brings all of its answers.
func TestCellsHoldTheAnswers(t *testing.T) {
	b := bank(t)
	for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
		for n := range 3 {
			items := everything(t, b, n)
			got := read(t, b, forget(t, export(t, b, options(t, l), items)))
			if len(got.Problems) != 1 || got.Problems[0].Cell != "" {
				t.Fatalf("%s %d: problems %v", l, n, got.Problems)
			}
			want := map[string]survey.Answer{}
			for _, i := range items {
				if i.Now != nil {
					want[i.Question+"@"+i.Place.String()] = *i.Now
				}
			}
			// A percentage loses the zeros behind it, which nothing reads.
			zeros := cmp.Transformer("zeros", func(v survey.Value) string {
				if v.Text == "12.50" {
					v.Text = "12.5"
				}
				for _, r := range v.Rows {
					for i := range r {
						if r[i].Text == "12.50" {
							r[i].Text = "12.5"
						}
					}
				}
				return fmt.Sprintf("%q %q %q", v.Text, v.List, v.Rows)
			})
			if diff := cmp.Diff(want, byQuestion(got.Proposals), zeros, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%s %d: -want +got\n%s", l, n, diff)
			}
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	b := bank(t)
	items := everything(t, b, 3)
	first := export(t, b, options(t, i18n.ZH), items)
	for range 2 {
		if !bytes.Equal(first, export(t, b, options(t, i18n.ZH), items)) {
			t.Fatal("two exports of the same input differ")
		}
	}
}

// Names of sheets are short and differ, whatever the roles are called.
func TestNamesOfSheets(t *testing.T) {
	b := bank(t)
	o := options(t, i18n.EN)
	o.Roles = slices.Clone(o.Roles)
	for i, r := range o.Roles {
		o.Roles[i] = catalog.Role{ID: r.ID, Text: i18n.Text{ZH: r.Text.ZH, EN: strings.Repeat("very ", 10) + "long: [" + r.ID + "]'"}}
	}
	items := everything(t, b, 0)
	data := export(t, b, o, items)
	if got := read(t, b, data); got.Unchanged != len(items) {
		t.Errorf("%d of %d questions came back", got.Unchanged, len(items))
	}
	for _, name := range open(t, data).f.GetSheetList() {
		if n := len([]rune(name)); n > 31 || strings.ContainsAny(name, `[]:*?/\`) || strings.HasSuffix(name, "'") {
			t.Errorf("sheet %q has %d characters", name, n)
		}
	}
}
