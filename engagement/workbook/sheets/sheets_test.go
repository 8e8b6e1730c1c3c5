package sheets_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/gantry-ack/gantry/engagement/workbook/sheets"
)

// file packs parts by name into an xlsx file; those that every file needs are there
// unless they are given.
func file(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook><sheets><sheet name="应用" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="r3" Type="http://x/styles" Target="styles.xml"/></Relationships>`,
	}
	maps.Copy(all, parts)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, text := range all {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func sheet(rows string) string { return `<worksheet><sheetData>` + rows + `</sheetData></worksheet>` }

func TestCells(t *testing.T) {
	data := file(t, map[string]string{
		"xl/sharedStrings.xml": `<sst><si><t>核心</t></si><si><r><t>富</t></r><r><t xml:space="preserve"> 文本 </t></r><rPh><t>fu</t></rPh></si></sst>`,
		"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="&quot;done: &quot;0"/></numFmts>
			<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
		"xl/worksheets/sheet1.xml": sheet(`
			<row r="2"><c r="A2" t="s"><v>0</v></c><c t="s"><v>1</v></c><c r="D2"><v>0.30000000000000004</v></c><c r="E2" s="1"><v>0.999</v></c></row>
			<row><c s="2"><v>46356</v></c><c s="3"><v>46356</v></c><c s="4"><v>3</v></c><c s="5"><v>46356.9375</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c></row>
			<row r="7"><c r="AB7" t="inlineStr"><is><t> a_x000D_b
 c </t></is></c><c r="AC7" t="str"><f>1+1</f><v>two</v></c><c r="AD7"><f>1+1</f></c><c r="AE7"/><c r="AF7"><v>1E+3</v></c></row>
			<row r="8"><c r="A8" t="s"><v></v></c></row>`) + `<!-- --><mergeCells><mergeCell ref="A2:B3"/></mergeCells>`,
	})
	got, err := sheets.Read(bytes.NewReader(data), sheets.Usual())
	if err != nil {
		t.Fatal(err)
	}
	want := sheets.Book{Sheets: []sheets.Sheet{{Name: "应用", Merged: []sheets.Range{{Left: 1, Top: 2, Right: 2, Bottom: 3}}, Rows: []sheets.Row{
		{Number: 2, Cells: []sheets.Cell{{1, sheets.Text, "核心"}, {2, sheets.Text, "富 文本"}, {4, sheets.Number, "0.3"}, {5, sheets.Percentage, "99.9%"}}},
		{Number: 3, Cells: []sheets.Cell{{1, sheets.Date, "2026-11-30"}, {2, sheets.Date, "2026-11-30"}, {3, sheets.Number, "3"}, {4, sheets.Date, "2026-11-30 22:30:00"}, {5, sheets.Text, "true"}, {6, sheets.Failed, "#REF!"}}},
		{Number: 7, Cells: []sheets.Cell{{28, sheets.Text, "a\nb\n c"}, {29, sheets.Text, "two"}, {30, sheets.Uncomputed, ""}, {32, sheets.Number, "1000"}}},
	}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCSV(t *testing.T) {
	const text = "名称,\"负责人\n（工号）\",实例\r\n商城,王工,2\n\n订单,,\"1\"\n"
	encoded := func(e encoding.Encoding) string {
		out, err := e.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	want := []sheets.Row{
		{Number: 1, Cells: []sheets.Cell{{1, sheets.Text, "名称"}, {2, sheets.Text, "负责人\n（工号）"}, {3, sheets.Text, "实例"}}},
		{Number: 3, Cells: []sheets.Cell{{1, sheets.Text, "商城"}, {2, sheets.Text, "王工"}, {3, sheets.Text, "2"}}},
		{Number: 5, Cells: []sheets.Cell{{1, sheets.Text, "订单"}, {3, sheets.Text, "1"}}},
	}
	for name, data := range map[string]string{
		"UTF-8":      text,
		"UTF-8 BOM":  "\uFEFF" + text,
		"GBK":        encoded(simplifiedchinese.GBK),
		"UTF-16":     encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)),
		"UTF-16 BE":  encoded(unicode.UTF16(unicode.BigEndian, unicode.UseBOM)),
		"semicolons": strings.ReplaceAll(text, ",", ";"),
		"tabs":       strings.ReplaceAll(text, ",", "\t"),
	} {
		got, err := sheets.Read(strings.NewReader(data), sheets.Usual())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(want, got.Sheets[0].Rows); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	got, err := sheets.Read(strings.NewReader("sep=;\na,b;c\n"), sheets.Usual())
	if err != nil || len(got.Sheets[0].Rows) != 1 || got.Sheets[0].Rows[0].Number != 2 || got.Sheets[0].Rows[0].Cells[0].Text != "a,b" {
		t.Errorf("separator of Excel: %+v, %v", got, err)
	}
}

func TestHostileFiles(t *testing.T) {
	small := sheets.Usual()
	small.Unpacked, small.Cells, small.Text, small.Sheets, small.File = 1<<20, 1000, 64<<10, 3, 1<<20
	row := func(cell string, n int) map[string]string {
		return map[string]string{"xl/worksheets/sheet1.xml": sheet(`<row r="1">` + strings.Repeat(cell, n) + `</row>`)}
	}
	many := ""
	for i := range 10 {
		many += fmt.Sprintf(`<sheet name="%d" r:id="r1"/>`, i)
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"bomb":                  {file(t, map[string]string{"xl/worksheets/sheet1.xml": strings.Repeat(" ", 100<<20)}), "unpacks to far more"},
		"bomb of strings":       {file(t, map[string]string{"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si/>", 2000) + "</sst>", "xl/worksheets/sheet1.xml": sheet("")}), "more cells"},
		"many cells":            {file(t, row(`<c><v>1</v></c>`, 2000)), "more cells"},
		"long text, many times": {file(t, map[string]string{"xl/sharedStrings.xml": "<sst><si><t>" + strings.Repeat("x", 10_000) + "</t></si></sst>", "xl/worksheets/sheet1.xml": sheet("<row>" + strings.Repeat(`<c t="s"><v>0</v></c>`, 500) + "</row>")}), "more cells"},
		"row far below":         {file(t, map[string]string{"xl/worksheets/sheet1.xml": sheet(`<row r="9999999"/>`)}), "no valid number"},
		"column far right":      {file(t, row(`<c r="ZZZZ1"><v>1</v></c>`, 1)), "no valid column"},
		"text that is missing":  {file(t, row(`<c r="B1" t="s"><v>7</v></c>`, 1)), "cell B1"},
		"negative text":         {file(t, row(`<c r="B1" t="s"><v>-1</v></c>`, 1)), "cell B1"},
		"many sheets":           {file(t, map[string]string{"xl/workbook.xml": "<workbook><sheets>" + many + "</sheets></workbook>"}), "10 sheets"},
		"no sheet part":         {file(t, nil), "the part is missing"},
		"no sheets":             {file(t, map[string]string{"xl/workbook.xml": "<workbook/>"}), "lists no sheets"},
		"broken XML":            {file(t, map[string]string{"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row"}), "XML syntax"},
		"entity":                {file(t, map[string]string{"xl/worksheets/sheet1.xml": `<!DOCTYPE x [<!ENTITY a "b">]>` + sheet(`<row><c t="str"><v>&a;</v></c></row>`)}), "XML syntax"},
		"too large":             {append([]byte("PK\x03\x04"), make([]byte, 2<<20)...), "larger than"},
		"encrypted":             {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 EncryptedPackage"), "without a password"},
		"binary":                {[]byte("GIF89a\x00\x01"), "neither xlsx nor CSV"},
		"neither encoding":      {[]byte("a,\xff\xfe\xff\n"), "save it as UTF-8"},
	} {
		_, err := sheets.Read(bytes.NewReader(c.data), small)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(file(f, map[string]string{"xl/worksheets/sheet1.xml": sheet(`<row r="1"><c r="A1"><v>1</v></c></row>`)}))
	f.Add([]byte("a;b\n\"c"))
	f.Add([]byte("sep=,\n\xB9\xFA"))
	f.Fuzz(func(t *testing.T, data []byte) {
		limits := sheets.Usual()
		limits.Unpacked = 1 << 20
		book, err := sheets.Read(bytes.NewReader(data), limits)
		if err != nil {
			return
		}
		for _, s := range book.Sheets {
			for _, r := range s.Rows {
				for _, c := range r.Cells {
					if c.Column < 1 || r.Number < 1 {
						t.Fatalf("cell %+v of row %d", c, r.Number)
					}
				}
			}
		}
	})
}

// FuzzSheet reads sheets that are XML, which random bytes in a zip never are.
func FuzzSheet(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s" s="9"><v>1</v></c></row>`, `<si><t>x</t></si>`, `<xf numFmtId="14"/>`)
	f.Fuzz(func(t *testing.T, rows, texts, formats string) {
		data := file(t, map[string]string{
			"xl/worksheets/sheet1.xml": sheet(rows), "xl/sharedStrings.xml": "<sst>" + texts + "</sst>",
			"xl/styles.xml": "<styleSheet><cellXfs>" + formats + "</cellXfs></styleSheet>",
		})
		if _, err := sheets.Read(bytes.NewReader(data), sheets.Usual()); err != nil && err.Error() == "" {
			t.Fatal("an error says nothing")
		}
	})
}
