package workbook_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/workbook"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func bank(t testing.TB) *survey.Bank {
	t.Helper()
	b, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDump(t *testing.T) {
	b := bank(t)
	c, err := catalog.Load()
	if err != nil {
		t.Fatal(err)
	}
	var items []workbook.Item
	for _, q := range b.Questions() {
		for _, p := range []survey.Place{{}, {App: "shop"}, {App: "shop", Component: "bff"}} {
			if p.Level() == q.Ask {
				items = append(items, workbook.Item{Place: p, Question: q.ID})
			}
		}
	}
	var out bytes.Buffer
	if err := workbook.Export(&out, b, workbook.Options{Lang: i18n.ZH, Customer: "示例零售集团", Roles: c.Roles}, items); err != nil {
		t.Fatal(err)
	}
	os.WriteFile("/tmp/gantry/xl/zh.xlsx", out.Bytes(), 0o644)
}
