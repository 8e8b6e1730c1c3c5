package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Export writes the items as a workbook. The same input gives the same bytes.
func Export(w io.Writer, bank *survey.Bank, o Options, items []Item) error {
	p, err := newPlan(bank, o, items)
	if err != nil {
		return err
	}
	b := newBook(o.Lang)
	defer b.f.Close()
	names := newNames(o)
	b.addSheet(coverName().In(o.Lang))
	for _, f := range p.forms {
		b.addSheet(f.name)
		if f.list != nil {
			b.addSheet(f.list.name)
		}
	}
	b.addHidden(listsName, false)
	b.addHidden(metaName, true)
	b.writeCover(p, names, o)
	for _, f := range p.forms {
		b.writeForm(names, f)
		if f.list != nil {
			b.writeList(f.list)
		}
	}
	b.writeLists()
	b.writeMeta(bank, p)
	b.finish(o)
	if b.err != nil {
		return fmt.Errorf("writing a workbook: %w", b.err)
	}
	var buf bytes.Buffer
	if err := b.f.Write(&buf); err != nil {
		return fmt.Errorf("writing a workbook: %w", err)
	}
	if err := repack(w, buf.Bytes()); err != nil {
		return fmt.Errorf("writing a workbook: %w", err)
	}
	return nil
}

// finish sets what is about the whole file.
func (b *book) finish(o Options) {
	title := i18n.Text{ZH: "容器化迁移调研表", EN: "Survey for the migration to containers"}.In(o.Lang)
	b.failed(b.f.SetDocProps(&excelize.DocProperties{
		Title: title, Subject: o.Customer, Creator: "Gantry", LastModifiedBy: "Gantry", Created: sometime, Modified: sometime,
		Language: i18n.Text{ZH: "zh-CN", EN: "en-US"}.In(o.Lang),
	}))
	b.failed(b.f.SetAppProps(&excelize.AppProperties{Application: "Gantry"}))
	recalculate := true
	b.failed(b.f.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &recalculate}))
}

// sometime stands for the time of writing, which would make two files of the same
// content differ.
const sometime = "2000-01-01T00:00:00Z"

// repack writes the parts of the file in a fixed order without times: with the list
// of content types first, as programs expect it.
func repack(w io.Writer, data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	slices.SortFunc(z.File, func(a, b *zip.File) int {
		return strings.Compare(a.Name, b.Name) // [ sorts before letters of small case
	})
	out := zip.NewWriter(w)
	for _, f := range z.File {
		part, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: time.Time{}})
		if err != nil {
			return err
		}
		content, err := fs.ReadFile(z, f.Name)
		if err != nil {
			return err
		}
		if strings.HasPrefix(f.Name, "xl/worksheets/") {
			// Heights are estimates: a row grows with what is written into it.
			content = bytes.ReplaceAll(content, []byte(` customHeight="1"`), nil)
		}
		if _, err := part.Write(content); err != nil {
			return err
		}
	}
	return out.Close()
}
