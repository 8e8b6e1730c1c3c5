package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/terminal"
)

// TestTerminalResume answers the first questions in both languages, leaves in the
// middle of a text with ctrl+c, and goes on at the very question.
func TestTerminalResume(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.sit(terminal.Options{})
	s.WaitText("龙门 › 总览 › 访谈", "· biz.drivers", "这次做容器化", "✓ 已保存")
	s.press("ctrl+t")
	s.WaitText("Gantry › Overview › Interview", "What are the main reasons", "✓ saved")
	s.press("2", "3", "enter")
	s.WaitText("· biz.scope.apps", "The source shows", "enter confirms it")
	s.press("ctrl+t", "enter")
	s.WaitText("· biz.stakeholders")
	s.open("order-server", "perf.startup")
	s.press("4", "0", "s")
	s.WaitText("有未保存的输入")
	s.leave()
	d.has(org(), "biz.drivers", "cost, speed")
	d.has(component("order-server"), "perf.startup", "40s")
	if text := s.Text(); !strings.Contains(text, "3 处改动") {
		t.Errorf("the farewell is\n%s", text)
	}

	s = d.sit(terminal.Options{})
	s.WaitText("· perf.startup", "组件 order-server", "已答 · 王工")
	s.press("e", "backspace", "backspace", "ctrl+z")
	s.leave()
	d.has(component("order-server"), "perf.startup", "40s")
}

// TestTerminalInvalidTyping: what does not fit its question is never thrown away
// silently: the first ctrl+c says so, the second one goes.
func TestTerminalInvalidTyping(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.sit(terminal.Options{})
	s.WaitText("· biz.drivers")
	s.open("crm", "goal.slo")
	s.Type("很高")
	s.WaitText("› 很高")
	s.Key("ctrl+c")
	s.WaitText("再按 ctrl+c")
	s.Key("ctrl+c")
	s.Wait(0)
	d.has(crm(), "goal.slo", "")

	s = d.sit(terminal.Options{})
	s.WaitText("· goal.slo")
}

// TestTerminalCursor: the terminal's own cursor, which an input method follows,
// stands behind what was typed, wide and narrow characters mixed.
func TestTerminalCursor(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.sit(terminal.Options{})
	s.WaitText("· biz.drivers")
	if now := s.Screen(); now.Cursor.Visible {
		t.Errorf("a cursor is shown where nothing is typed:\n%s", now)
	}
	s.press("f6")
	s.WaitText("─ 备注")
	s.WaitFor("the cursor of the note", func(now *terminal.Screen) bool { return now.Cursor.Visible })
	left, row := s.Cursor().Col, s.Cursor().Row
	for _, typed := range []struct {
		text  string
		width int
	}{{"你好世界", 8}, {"，v2", 12}, {"“引号”", 18}, {"——①", 21}} {
		s.Type(typed.text)
		s.WaitCursor(left+typed.width, row)
	}
	s.press("left")
	s.WaitCursor(left+20, row)
	s.press("home")
	s.WaitCursor(left, row)
	s.press("right", "backspace")
	s.WaitCursor(left, row)
	s.WaitText("› 好世界，v2")
	s.press("esc")
	s.WaitText("备注已保存", "- 备注：好世界，v2“引号”——①")

	s.open("", "net.links")
	s.press("a")
	s.Type("杭州")
	s.WaitText("› 杭州")
	s.WaitFor("the cursor behind the text of the cell", func(now *terminal.Screen) bool {
		col, row, _ := now.Find("› 杭州")
		return now.Cursor == terminal.Cursor{Col: col + 6, Row: row, Visible: true}
	})
}

// TestTerminalVirtualCursor: on consoles that lose the real one, a cell is drawn
// reversed instead, and the real one is hidden.
func TestTerminalVirtualCursor(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.sit(terminal.Options{}, "survey", "--cursor", "virtual")
	s.WaitText("· biz.drivers")
	s.press("f6")
	s.Type("客户说")
	s.WaitText("› 客户说")
	now := s.Screen()
	col, row, _ := now.Find("› 客户说")
	if now.Cursor.Visible || !now.StyleAt(col+8, row).Inverse || now.StyleAt(col+6, row).Inverse {
		t.Errorf("the drawn cursor is not behind the text: %+v\n%s", now.StyleAt(col+8, row), now)
	}
	d.sit(terminal.Options{}, "survey", "--cursor", "none").Wait(exitUsage)
}

// TestTerminalResize: every size shows the question, too small a window says so, and
// nothing typed is lost on the way.
func TestTerminalResize(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.sit(terminal.Options{Width: 120, Height: 40})
	s.WaitText("· biz.drivers", "就绪度")
	s.open("crm", "goal.slo")
	s.Type("99.9")
	s.WaitText("› 99.9")
	for _, size := range [][2]int{{80, 24}, {60, 16}} {
		s.Resize(size[0], size[1])
		s.WaitText("· goal.slo", "› 99.9")
		s.whole()
	}
	s.Resize(50, 10)
	s.WaitText("终端太小：现在 50×10，至少需要 60×16")
	s.Resize(120, 40)
	s.WaitText("就绪度", "· goal.slo", "› 99.9")
	s.whole()
	s.press("enter")
	s.WaitText("· goal.rto_rpo")
	d.has(crm(), "goal.slo", "99.9")
}

// TestTerminalPaste: line ends of a pasted text stay out of a field of one line and
// make the rows of a table.
func TestTerminalPaste(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.sit(terminal.Options{})
	s.WaitText("· biz.drivers")
	s.press("m")
	s.WaitText("─ 开始会议")
	s.Paste("启动会\r\n第一次\n")
	s.WaitText("› 启动会 第一次")
	s.press("enter")
	s.WaitText("─ 参加的人")
	s.Paste("张总\t业务负责人\n李工\t运维")
	s.WaitText("张总", "李工", "运维")
	s.press("ctrl+s")
	s.WaitText("会议中")

	s.open("", "net.links")
	s.Paste("起点\t终点\t带宽\t往返时延\n杭州机房\t阿里云杭州\t1000\t2\n上海机房\t阿里云上海\t500\t3\n")
	s.WaitText("杭州机房", "阿里云上海")
	s.press("enter")
	s.WaitText("· net.cidr")
	d.has(org(), "net.links", "from=杭州机房, to=阿里云杭州, bandwidth=1000, latency=2; from=上海机房, to=阿里云上海, bandwidth=500, latency=3")
	if m := d.look().Meetings(); len(m) != 1 || m[0].Subject != "启动会 第一次" || len(m[0].People) != 2 {
		t.Errorf("the meeting is %+v", m)
	}
}

// TestTerminalTable adds and edits rows of a table wider than its 54 columns.
func TestTerminalTable(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.sit(terminal.Options{})
	s.WaitText("· biz.drivers")
	s.open("crm", "data.stores")
	for _, row := range [][]string{{"mysql", "prod", "rm-crm-prod.mysql.rds.aliyuncs.com", "3306", "8.0"}, {"redis", "prod", "r-crm.redis.rds.aliyuncs.com", "6379"}} {
		s.press("a")
		for _, cell := range row {
			s.Type(cell)
			s.WaitText("› " + cell)
			s.press("enter")
		}
		s.press("esc")
	}
	now := s.Screen()
	for row := 2; row < now.Height-2; row++ {
		if !strings.Contains(now.Line(row), "│") {
			t.Errorf("line %d has lost the rule between the list and the question:\n%s", row, now)
		}
	}
	s.press("up")
	s.WaitText("▸ 1")
	s.press("left", "left", "left", "e", "ctrl+u")
	s.Type("staging")
	s.WaitText("› staging")
	s.press("esc", "enter")
	s.WaitText("· data.conn")
	d.has(crm(), "data.stores",
		"kind=mysql, env=staging, host=rm-crm-prod.mysql.rds.aliyuncs.com, port=3306, version=8.0; kind=redis, env=prod, host=r-crm.redis.rds.aliyuncs.com, port=6379")
}

// TestTerminalEvidence confirms what the source shows with one key; the answer keeps
// the line that says so.
func TestTerminalEvidence(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.sit(terminal.Options{Width: 120, Height: 40})
	s.WaitText("· biz.drivers")
	s.open("order-server", "app.stack")
	s.WaitText("源码显示：", "order-service/pom.xml:27", "enter 确认证据")
	s.press("enter")
	s.WaitText("· app.build")
	events := d.events()
	if len(events) != 1 {
		t.Fatalf("%d events, want one: %+v", len(events), events)
	}
	e := events[0]
	if e.Origin != interview.Scan || !slices.Contains(e.Evidence, "order-service/pom.xml:27") || e.By != "王工" || e.Question != "app.stack" {
		t.Errorf("the event is %+v", e)
	}
	d.has(component("order-server"), "app.stack", "language=java, version=17, framework=spring-boot, framework-version=3.5.7")
}

// TestTerminalUndo takes the last answers back and gives them again, also after the
// program was killed in between.
func TestTerminalUndo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.sit(terminal.Options{})
	s.WaitText("· biz.drivers")
	s.open("", "tgt.version")
	s.press("2", "enter")
	s.WaitText("· tgt.cni")
	s.press("1", "enter")
	s.WaitText("· tgt.arch")
	d.has(org(), "tgt.version", "v1-35")
	s.press("ctrl+z")
	s.WaitText("· tgt.cni", "已撤销：答案")
	d.has(org(), "tgt.cni", "")
	s.press("ctrl+z")
	s.WaitText("· tgt.version")
	d.has(org(), "tgt.version", "")
	s.press("ctrl+y")
	s.WaitText("已重做：答案")
	d.has(org(), "tgt.version", "v1-35")
	s.Kill()
	s.Wait(137)

	s = d.sit(terminal.Options{})
	s.WaitText("· tgt.cni") // the last question that this device recorded something about
	s.press("ctrl+y")
	s.WaitText("已重做：答案")
	d.has(org(), "tgt.cni", "terway-shared")
}

// TestTerminalHangup closes the window in the middle of a text: the program ends, what
// was accepted is there, and the workspace is free.
func TestTerminalHangup(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.sit(terminal.Options{})
	s.WaitText("· biz.drivers")
	s.open("crm", "org.ownership")
	s.press("1", "enter")
	s.WaitText("· goal.slo")
	s.press("9", "9")
	if err := s.Hangup(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Session.Wait(); err != nil {
		t.Fatal(err)
	}
	d.has(crm(), "org.ownership", "in-house-active")
	s = d.sit(terminal.Options{})
	s.WaitText("应用 crm")
	s.leave()
}
