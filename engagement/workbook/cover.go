package workbook

import (
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

func coverName() i18n.Text { return i18n.Text{ZH: "说明", EN: "How to fill in"} }

// writeCover says what the workbook is for and how it is filled in, and lists its
// sheets with how far they are.
func (b *book) writeCover(p *plan, n *names, o Options) {
	name := coverName().In(b.lang)
	s := b.sheet(name, sheetOptions{tab: "E8A33D", widths: []float64{3, 36, 62, 12, 12, 14, 3}, protected: true, landscapeA3: true})
	if b.err != nil {
		return
	}
	blank := cell{}
	s.writeHigh(2, 36, blank, cell{value: i18n.Text{ZH: "容器化迁移调研表", EN: "Survey for the migration to containers"}.In(b.lang), style: b.style(look{size: 20, bold: true, color: headBG})})
	row := 3
	if o.Customer != "" {
		s.writeHigh(row, 24, blank, cell{value: o.Customer, style: b.style(look{size: 13, color: paleFG})})
		row++
	}
	row = s.steps(row + 1)
	row = s.legend(row + 1)
	s.contents(row+1, p, n)
	s.close()
}

func (s *sheetWriter) heading(row int, t i18n.Text) {
	s.writeHigh(row, 24, cell{}, cell{value: t.In(s.lang), style: s.style(look{size: 13, bold: true, color: headBG})})
}

// steps says how to fill in; it returns the row after them.
func (s *sheetWriter) steps(row int) int {
	s.heading(row, i18n.Text{ZH: "怎么填", EN: "How to fill in"})
	text := s.style(look{middle: true})
	for _, t := range howTo() {
		row++
		for line := range strings.SplitSeq(t.In(s.lang), "\n") {
			s.writeHigh(row, 18, cell{}, cell{value: line, style: text})
			row++
		}
		row--
	}
	return row + 1
}

func howTo() []i18n.Text {
	return []i18n.Text{
		{ZH: "1. 下面的目录列出每张表由哪些岗位填写。可以把文件分发给几个人，各填各的表，再分别发回。", EN: "1. The list below says who answers which sheet. Several people can fill in copies of this file and send them back one by one."},
		{ZH: "2. 只填黄色单元格。右边有下拉箭头的从列表里选；其余按“怎么填”一列的单位和例子填。", EN: `2. Fill in the yellow cells only. Choose from the list where there is an arrow; otherwise follow the column "What to enter".`},
		{ZH: "3. 不知道就在“状态”里选“不知道”，和你们无关选“不适用”。空着表示还没有回答。", EN: `3. Choose "unknown" under "State" when nobody knows, "not applicable" when it does not concern you. An empty cell is an open question.`},
		{ZH: "4. “已知信息”一列是从源代码等处得到的：正确就在“状态”里选“已知信息对”，答案不用再填；不对就填正确的答案。", EN: `4. "What is known" comes from the source code and the like: if it is right, choose "known is right" under "State" and leave the answer empty; if not, enter what is right.`},
		{ZH: "5. 一个问题下面缩进的各行是它的组成部分：多选题在适用的各行选“是”，要排序的填 1、2、3。", EN: `5. Indented lines are parts of the question above them: choose "yes" where an option applies, or enter 1, 2, 3 where their order is asked for.`},
		{ZH: "6. 名称带“清单”的表一行写一项，行数不够可以插入行。", EN: `6. On sheets named "lists" every item has a row; insert rows where more are needed.`},
		{ZH: "7. 单位：CPU 写 500m（半核）或 2（两核）；内存和磁盘写 512Mi、16Gi；时长写 90s、30m、2h；日期写 2026-11-30；百分比写 99.9。", EN: "7. Units: CPU as 500m (half a core) or 2; memory and disks as 512Mi or 16Gi; durations as 90s, 30m or 2h; dates as 2026-11-30; percentages as 99.9."},
		{ZH: "8. 不要写口令、密钥和令牌，只写它们保管在哪里；导入时会拒绝这样的内容。", EN: "8. Never enter passwords, keys or tokens, only where they are kept: they are refused when the file is read."},
		{ZH: "9. 可以筛选、排序、调整列宽；请保留“编号”一列和隐藏的工作表。不需要运行宏，也没有宏。", EN: `9. Filter, sort and resize as you like; please keep the column "Id" and the hidden sheets. There are no macros.`},
	}
}

// legend shows the colours with what they mean.
func (s *sheetWriter) legend(row int) int {
	s.heading(row, i18n.Text{ZH: "颜色和标记", EN: "Colours and marks"})
	for _, l := range []struct {
		look look
		mark string
		text i18n.Text
	}{
		{look{fill: openBG, border: true, align: center, middle: true}, "", i18n.Text{ZH: "黄色：请填写", EN: "yellow: please fill in"}},
		{look{fill: doneBG, border: true, align: center, middle: true}, "", i18n.Text{ZH: "绿色：已经填好，可以修改", EN: "green: filled in, may be changed"}},
		{look{fill: fixedBG, border: true, align: center, middle: true}, "", i18n.Text{ZH: "灰色：问题和说明，不能修改", EN: "grey: questions and explanations, cannot be changed"}},
		{look{fill: fixedBG, border: true, align: center, middle: true, color: knownFG}, "abc", i18n.Text{ZH: "蓝色文字：已知信息，请确认", EN: "blue words: what is known, please confirm"}},
		{look{fill: fixedBG, border: true, align: center, middle: true, color: keyFG, bold: true}, "★", i18n.Text{ZH: "关键问题：答案可能决定能不能迁移，请优先回答", EN: "key question: its answer may decide whether the migration is possible, please answer it first"}},
		{look{fill: fixedBG, border: true, align: center, middle: true, color: tickFG}, "✓", i18n.Text{ZH: "这个问题已有答案或状态", EN: "the question has an answer or a state"}},
	} {
		row++
		s.writeHigh(row, 20, cell{}, cell{value: l.mark, style: s.style(l.look)}, cell{value: l.text.In(s.lang), style: s.style(look{middle: true, indent: 1})})
	}
	return row + 1
}

func (s *sheetWriter) contents(row int, p *plan, n *names) {
	s.heading(row, i18n.Text{ZH: "目录", EN: "Contents"})
	row++
	title := s.style(look{fill: headBG, color: headFG, bold: true, border: true, align: center, middle: true, wrap: true})
	heads := []i18n.Text{{ZH: "工作表", EN: "Sheet"}, {ZH: "由谁填写", EN: "To be answered by"}, {ZH: "问题", EN: "Questions"}, {ZH: "已完成", EN: "Done"}, {ZH: "清单", EN: "Lists"}}
	cells := []cell{{}}
	for _, h := range heads {
		cells = append(cells, cell{value: h.In(s.lang), style: title})
	}
	s.writeHigh(row, 22, cells...)
	plain, linked := look{border: true, wrap: true, middle: true, indent: 1}, look{border: true, color: knownFG, middle: true, indent: 1}
	number := s.style(look{border: true, align: center, middle: true})
	comma := i18n.Text{ZH: "、", EN: ", "}.In(s.lang)
	first := row + 1
	for _, f := range p.forms {
		row++
		w := formWriter{form: f}
		lists := cell{style: s.style(plain)}
		if f.list != nil {
			lists = cell{value: i18n.Text{ZH: "→ 打开", EN: "→ open"}.In(s.lang), style: s.style(linked)}
			s.link(6, row, f.list.name, "A1")
		}
		s.link(2, row, f.name, "A1")
		s.write(row, cell{},
			cell{value: f.name, style: s.style(linked)},
			cell{value: strings.Join(n.roleWords(f.roles), comma), style: s.style(plain)},
			cell{value: f.entries, style: number},
			cell{formula: fmt.Sprintf("SUM(%s!A%d:A%d)", quote(f.name), firstLine, firstLine+len(f.lines)-1), value: w.done(), style: number},
			lists)
	}
	total := s.style(look{border: true, bold: true, fill: bandBG, middle: true, align: center})
	sum := func(column string, now int) cell {
		return cell{formula: fmt.Sprintf("SUM(%s%d:%s%d)", column, first, column, max(row, first)), value: now, style: total}
	}
	questions, done := 0, 0
	for _, f := range p.forms {
		questions, done = questions+f.entries, done+(&formWriter{form: f}).done()
	}
	s.writeHigh(row+1, 20, cell{}, cell{value: i18n.Text{ZH: "合计", EN: "Total"}.In(s.lang), style: total}, cell{style: total}, sum("D", questions), sum("E", done), cell{style: total})
}
