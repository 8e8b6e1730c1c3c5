package field

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// environments is a table with a column of every kind that cells have.
func environments() survey.Question {
	return survey.Question{Field: survey.Field{Type: survey.Table}, Columns: []survey.Column{
		{Key: "name", Text: text("Name"), Required: true, Unique: true, Field: survey.Field{Type: survey.Text, Format: survey.Label}},
		{Key: "kind", Text: text("Kind"), Field: survey.Field{Type: survey.Choice, Options: []survey.Option{
			option("vm", survey.Green), option("metal", survey.Red), option("cloud", survey.Green)}}},
		{Key: "count", Text: text("Count"), Field: survey.Field{Type: survey.Number, Max: 100}},
		{Key: "live", Text: text("Live"), Field: survey.Field{Type: survey.Bool}},
	}}
}

func rows(q survey.Question, lines ...string) survey.Value {
	var v survey.Value
	for _, l := range lines {
		var r survey.Row
		for i, s := range strings.Split(l, ",") {
			if s != "" {
				r = append(r, survey.Cell{Column: q.Columns[i].Key, Text: s})
			}
		}
		v.Rows = append(v.Rows, r)
	}
	return v
}

func TestTable(t *testing.T) {
	tests := []struct {
		name, keys, want string
		rows             []string
	}{
		{"nothing", "", "nothing", nil},
		{"none", "0", "none", nil},
		{"none, taken back", "00", "nothing", nil},
		{"a blank row is nothing", "a<esc>", "nothing", nil},
		{"every cell of a row", "adev<enter>1" + "3<enter>1", "name=dev, kind=vm, count=3, live=true", nil},
		{"tab leaves cells out", "adev<tab><tab><tab>2", "name=dev, live=false", nil},
		{"enter chooses nothing unpointed", "adev<enter><enter>3<enter><esc>", "name=dev, count=3", nil},
		{"enter chooses what is pointed at", "adev<enter><down><enter>3<esc>", "name=dev, kind=metal, count=3", nil},
		{"still typed", "adev", "name=dev", nil},
		{"escape keeps", "adev<esc>", "name=dev", nil},
		{"back to the cell before", "adev<enter><shift+tab>x<esc>", "name=devx", nil},
		{"two rows", "adev<esc>aprod<esc>", "name=dev; name=prod", nil},
		{"a row in the middle", "kab<esc>", "name=a; name=b; name=c", []string{"a", "c"}},
		{"delete asks when there is content", "d", "name=a; name=c", []string{"a", "c"}},
		{"delete twice", "dd", "name=c", []string{"a", "c"}},
		{"another key takes the question back", "djkd", "name=a; name=c", []string{"a", "c"}},
		{"a blank row goes at once", "a<esc>d", "name=a", []string{"a"}},
		{"delete undone", "dd<ctrl+z>", "name=a; name=c", []string{"a", "c"}},
		{"move down", "J", "name=c; name=a", []string{"a", "c"}},
		{"move up", "jK", "name=c; name=a", []string{"a", "c"}},
		{"move beyond the end", "JJJ", "name=c; name=a", []string{"a", "c"}},
		{"cycle a choice", "l<space><space>", "name=a, kind=metal", []string{"a"}},
		{"cycle a bool", "<left>lll<space><space>", "name=a, live=false", []string{"a"}},
		{"a digit chooses", "l3", "name=a, kind=cloud", []string{"a"}},
		{"a digit begins a number", "ll7<esc>", "name=a, count=7", []string{"a,,5"}},
		{"clear a cell", "l<delete>", "name=a", []string{"a,vm"}},
		{"clear undone", "l<delete><ctrl+z>", "name=a, kind=vm", []string{"a,vm"}},
		{"clear a cell while picking", "le<backspace><esc>", "name=a", []string{"a,vm"}},
		{"down in the same column", "e1<down>2<esc>", "name=a1; name=c2", []string{"a", "c"}},
		{"required", "lle5<esc>", "problem: row 1, Name: is required", []string{",vm"}},
		{"unique", "jea<backspace><backspace>a<esc>", "problem: row 2, Name: is the same as in row 1", []string{"a", "c"}},
		{"wrong form", "eX<esc>", "problem: row 1, Name: want lower case", []string{"a"}},
		{"wrong number", "llex<esc>", "problem: row 1, Count: want a whole number", []string{"a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := open(t, environments())
			if tt.rows != nil {
				f.Set(rows(environments(), tt.rows...))
			}
			press(f, tt.keys)
			wantValue(t, f, tt.want)
			f.Blur()
			wantValue(t, f, tt.want)
		})
	}
}

// TestTableTyping walks through a row as a person does and looks at who gets the keys.
func TestTableTyping(t *testing.T) {
	f := open(t, environments())
	steps := []struct {
		keys             string
		handled, editing bool
	}{
		{"<enter>", false, false}, {"u", false, false}, {"<ctrl+z>", false, false}, {"<tab>", false, false}, {"<left>", false, false},
		{"a", true, true}, {"u", true, true}, {"<enter>", true, false}, // the choice
		{"u", true, false}, {"2", true, true}, {"9", true, true}, {"<enter>", true, false}, // the bool
		{"<enter>", true, false}, // behind the last cell
		{"<enter>", false, false}, {"<ctrl+z>", true, false},
	}
	for i, s := range steps {
		if got := press(f, s.keys); got != s.handled || f.Editing() != s.editing {
			t.Errorf("step %d, %s: handled %t, editing %t", i, s.keys, got, f.Editing())
		}
	}
	wantValue(t, f, "name=u, kind=metal")
}

// TestEmptyTableKeys: without rows there are no cells to go to, so that the keys for
// that are left to who shows the table.
func TestEmptyTableKeys(t *testing.T) {
	f := open(t, environments())
	if b, ok := f.Keys().Find("cell-left"); ok {
		t.Errorf("an empty table keeps %q", b.Keys)
	}
	press(f, "adev<esc>")
	if _, ok := f.Keys().Find("cell-left"); !ok {
		t.Error("cells cannot be gone to")
	}
}

func TestRiskOfACell(t *testing.T) {
	f := open(t, environments())
	press(f, "adev<enter>")
	if got := screen(f, 76, 20); strings.Contains(got, "risk") {
		t.Errorf("the answer is led:\n%s", got)
	}
	press(f, "2")
	if got := screen(f, 76, 20); !strings.Contains(got, "chosen: METAL") || !strings.Contains(got, "✗ high risk: because of metal") {
		t.Errorf("no risk after choosing:\n%s", got)
	}
	press(f, "<esc>h")
	if got := screen(f, 76, 20); !strings.Contains(got, "Mitigation: do something about metal") {
		t.Errorf("no risk beside the cell:\n%s", got)
	}
}

func TestPasteFromASpreadsheet(t *testing.T) {
	tests := []struct {
		name, keys, paste, want string
		rows                    []string
	}{
		{"rows", "", "dev\tvm\t3\t是\r\nprod\tcloud\t12\tno\r\n", "name=dev, kind=vm, count=3, live=true; name=prod, kind=cloud, count=12, live=false", nil},
		{"over rows that are there", "j", "x\ny\n", "name=a; name=x; name=y", []string{"a", "b"}},
		{"from the current column on", "ll", "1\n2\n", "name=a, count=1; name=b, count=2", []string{"a", "b"}},
		{"with a header, in another order", "", "Live\tName *\n否\tdev\n", "name=dev, live=false", nil},
		{"one word into the text", "e", "bc", "name=abc", []string{"a"}},
		{"one word without typing", "", "bc", "name=bc", []string{"a"}},
		{"full width", "", "dev\tVM\t１２\tＹ", "name=dev, kind=vm, count=12, live=true", nil},
		{"what does not fit", "", "dev\tsomething", `problem: row 1, Kind`, nil},
		{"quoted cells", "", "dev\t\"vm\"\t3\n", "name=dev, kind=vm, count=3", nil},
		{"undone", "", "", "name=a", []string{"a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := open(t, environments())
			f.Set(rows(environments(), tt.rows...))
			press(f, tt.keys)
			f.Update(tea.PasteMsg{Content: tt.paste})
			wantValue(t, f, tt.want)
		})
	}
	f := open(t, environments())
	f.Set(rows(environments(), "a"))
	f.Update(tea.PasteMsg{Content: "x\ty\nz\n"})
	press(f, "<ctrl+z>")
	wantValue(t, f, "name=a")
	f.Update(tea.PasteMsg{Content: "x\tvm\t1\tyes\ttoo much"})
	if got := screen(f, 80, 20); !strings.Contains(got, "1 cells had no place") {
		t.Error(got)
	}
}

func record() survey.Question {
	q := environments()
	q.Type = survey.Record
	return q
}

func TestRecord(t *testing.T) {
	f := open(t, record())
	if !f.Editing() {
		t.Fatal("an empty form does not begin with its first cell")
	}
	if !press(f, "dev<enter>1") || press(f, "12<enter><enter>") {
		t.Error("enter behind the last cell is the caller's")
	}
	wantValue(t, f, "name=dev, kind=vm, count=12")
	f.Set(rows(record(), "prod,cloud"))
	if f.Editing() || press(f, "<enter>") || press(f, "a") || press(f, "d") {
		t.Error("a filled form takes what is the caller's")
	}
	press(f, "<down><down>8<enter><space><esc>")
	wantValue(t, f, "name=prod, kind=cloud, count=8, live=true")
	f.Set(survey.Value{})
	f.Update(tea.PasteMsg{Content: "dev\nmetal\n4\n"})
	wantValue(t, f, "name=dev, kind=metal, count=4")
	f.Set(survey.Value{})
	f.Blur()
	wantValue(t, f, "nothing")
}

func TestRecordShift(t *testing.T) {
	f := open(t, record())
	if press(f, "<shift+tab>") {
		t.Error("before the first cell shift+tab is the caller's")
	}
	press(f, "<down><esc>")
	if press(f, "<up>"); press(f, "<up>") {
		t.Error("above the first cell up is the caller's")
	}
}

func TestList(t *testing.T) {
	q := survey.Question{Field: survey.Field{Type: survey.List}}
	f := open(t, q)
	press(f, "alibgomp<enter>")
	press(f, "a字体<esc>")
	wantValue(t, f, "libgomp, 字体")
	press(f, "alibgomp<esc>")
	wantValue(t, f, "problem: row 3: is the same as in row 1")
	press(f, "dd")
	f.Update(tea.PasteMsg{Content: "x\ny\n"})
	wantValue(t, f, "libgomp, x, y")
	f.Set(survey.Value{})
	press(f, "0")
	wantValue(t, f, "none")
	f.Set(survey.Value{List: []string{"a", "b"}})
	if d := cmp.Diff("▸ 1 a\n  2 b", screen(f, 40, 6)); d != "" {
		t.Error(d)
	}
}

func TestCursorInATable(t *testing.T) {
	f := open(t, environments())
	f.Set(rows(environments(), "a", "b"))
	press(f, "e")
	for _, size := range [][2]int{{80, 24}, {60, 16}, {60, 3}, {20, 1}} {
		lines, c := f.Render(size[0], size[1])
		if c == nil || c.Y >= len(lines) || c.X != 3 || !strings.Contains(lines[c.Y], "› ") {
			t.Errorf("%v: cursor %+v in %q", size, c, lines)
		}
	}
	r := open(t, record())
	press(r, "名<tab><tab>8")
	lines, c := r.Render(60, 12)
	if c == nil || !strings.Contains(lines[c.Y], "› 8") || c.X != 2+5+2+2+1 {
		t.Errorf("cursor %+v in\n%s", c, strings.Join(lines, "\n"))
	}
}

// TestManyColumns shows the current column wherever it is.
func TestManyColumns(t *testing.T) {
	q := survey.Question{Field: survey.Field{Type: survey.Table}}
	for name := range strings.FieldsSeq("first second third fourth fifth sixth seventh eighth ninth tenth") {
		q.Columns = append(q.Columns, survey.Column{Key: name, Text: text("The " + name), Field: survey.Field{Type: survey.Text}})
	}
	f := open(t, q)
	press(f, "aone<esc>")
	for _, c := range q.Columns {
		if got := screen(f, 60, 10); strings.Count(got, "[") != 1 || !strings.Contains(got, c.Text.EN+"  ") {
			t.Errorf("%s is not visible:\n%s", c.Key, got)
		}
		press(f, "l")
	}
}

func TestUndoEnds(t *testing.T) {
	f := open(t, environments())
	press(f, strings.Repeat("a<esc>", 150))
	n := 0
	for press(f, "<ctrl+z>") {
		if n++; n > 200 {
			t.Fatal("undo does not end")
		}
	}
	if n != maxUndo {
		t.Errorf("%d steps", n)
	}
}
