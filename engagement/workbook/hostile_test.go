package workbook_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/engagement/workbook"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func TestForeignFiles(t *testing.T) {
	b := bank(t)
	ours := askedFile(t)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":   {nil, ".xlsx"},
		"text":    {[]byte("编号,答案\n"), ".xlsx"},
		"old xls": {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "without a password"},
		"cut":     {ours[:len(ours)/2], "damaged"},
		"no sheets": {rezip(t, ours, func(name string, c []byte) []byte {
			if name == "xl/workbook.xml" {
				return nil
			}
			return c
		}), "xl/workbook.xml"},
		"not ours": {rezip(t, ours, func(name string, c []byte) []byte {
			if strings.HasPrefix(name, "xl/worksheets/sheet") {
				return []byte(`<worksheet><sheetData><row><c t="inlineStr"><is><t>应用</t></is></c></row></sheetData></worksheet>`)
			}
			return c
		}), "list of applications"},
	} {
		_, err := workbook.Import(bytes.NewReader(c.data), b)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}

// What the hidden sheet says is checked like everything else.
func TestHiddenSheetIsNotTrusted(t *testing.T) {
	b := bank(t)
	data := askedFile(t)
	for _, change := range [][2]string{
		{`&#34;question&#34;:&#34;tgt.envs&#34;`, `&#34;question&#34;:&#34;no.such&#34;`},
		{`&#34;app&#34;:&#34;shop&#34;`, `&#34;app&#34;:&#34;shop&#34;,&#34;env&#34;:&#34;x&#34;`},
		{`&#34;suggested&#34;:{`, `&#34;suggested&#34;:[{`},
		{workbook.Fingerprint(b), "0000000000000000"},
	} {
		done := false
		changed := rezip(t, data, func(_ string, c []byte) []byte {
			done = done || bytes.Contains(c, []byte(change[0]))
			return bytes.ReplaceAll(c, []byte(change[0]), []byte(change[1]))
		})
		if !done {
			t.Fatalf("the file does not hold %s", change[0])
		}
		if got := read(t, b, changed); len(got.Proposals) > 0 {
			t.Errorf("%s: proposals %v", change[1], got.Proposals)
		}
	}
}

func FuzzImport(f *testing.F) {
	b := bank(f)
	f.Add([]byte("核心"), []byte("已回答"), []byte("8080"))
	f.Add([]byte("=1+1"), []byte("?"), []byte("\x00&<"))
	data := askedFile(f)
	f.Fuzz(func(t *testing.T, text, state, number []byte) {
		escape := strings.NewReplacer("&", "&amp;", "<", "&lt;", "\x00", "")
		changed := rezip(t, data, func(name string, c []byte) []byte {
			if !strings.HasPrefix(name, "xl/worksheets/sheet") {
				return c
			}
			// Cells that wait for an answer have a style and no value.
			for i, s := range [][]byte{text, state, number} {
				for _, column := range []string{"E", "G", "B", "C"} {
					for row := 5; row < 40; row += 3 {
						empty := column + itoa(row+i) + `"`
						c = fillEmpty(c, empty, escape.Replace(strings.ToValidUTF8(string(s), "")))
					}
				}
			}
			return c
		})
		filled, err := workbook.Import(bytes.NewReader(changed), b)
		if err != nil {
			return
		}
		for _, p := range filled.Proposals {
			if q, ok := b.Question(p.Question); !ok || p.Answer.State == survey.Known {
				if _, wrong := q.Check(p.Answer.Value); len(wrong) > 0 {
					t.Errorf("%s at %s does not fit: %v", p.Question, p.From, wrong)
				}
			}
		}
		for _, p := range filled.Problems {
			if !p.Text.Complete() {
				t.Errorf("problem at %s lacks a language", p.Cell)
			}
		}
	})
}

// fillEmpty writes a text into the cell with a name when it has no value.
func fillEmpty(sheet []byte, name, text string) []byte {
	i := bytes.Index(sheet, []byte(`<c r="`+name))
	if i < 0 {
		return sheet
	}
	end := bytes.Index(sheet[i:], []byte(">"))
	if end < 0 || !bytes.HasPrefix(sheet[i+end:], []byte("></c>")) {
		return sheet
	}
	filled := append([]byte{}, sheet[:i+end]...)
	filled = append(filled, ` t="inlineStr"><is><t>`+text+`</t></is></c>`...)
	return append(filled, sheet[i+end+len("></c>"):]...)
}

func BenchmarkExport(b *testing.B) {
	items := many(b)
	o := options(b, i18n.ZH)
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := workbook.Export(&out, bank(b), o, items); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len())/1e6, "MB")
	b.ReportMetric(float64(len(items)), "questions")
}

func BenchmarkImport(b *testing.B) {
	data := export(b, bank(b), options(b, i18n.ZH), many(b))
	for b.Loop() {
		if _, err := workbook.Import(bytes.NewReader(data), bank(b)); err != nil {
			b.Fatal(err)
		}
	}
}

// many is the whole bank for 200 applications.
func many(tb testing.TB) []workbook.Item {
	tb.Helper()
	var out []workbook.Item
	for i, q := range bank(tb).Questions() {
		if q.Ask == survey.Org || q.Ask == survey.Env {
			out = append(out, workbook.Item{Place: placeFor(q), Question: q.ID, Now: answerFor(tb, q, i)})
			continue
		}
		for n := range 200 {
			p := survey.Place{App: "app-" + itoa(n)}
			if q.Ask == survey.Component {
				p.Component = "main"
			}
			out = append(out, workbook.Item{Place: p, Question: q.ID, Now: answerFor(tb, q, n+i)})
		}
	}
	return out
}
