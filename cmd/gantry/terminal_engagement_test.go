package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"unicode"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/terminal"
)

// pick moves down a list to the line with the text and presses enter.
func (s *seat) pick(text string) {
	s.d.t.Helper()
	s.point(text)
	s.press("enter")
}

// point moves down a list to the line with the text.
func (s *seat) point(text string) {
	s.d.t.Helper()
	s.WaitText("▸")
	for range 60 {
		for _, line := range s.Screen().Lines() {
			if _, after, selected := strings.Cut(line, "▸"); selected && strings.Contains(after, text) {
				return
			}
		}
		s.press("down")
	}
	s.d.t.Fatalf("the list has no line %q:\n%s", text, s.Screen())
}

// TestTerminalTwoDevices: what two consultants answered differently is shown with
// who said what, and one more answer settles it.
func TestTerminalTwoDevices(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.sit(terminal.Options{})
	s.WaitText("· biz.drivers")
	s.open("crm", "biz.criticality")
	s.press("1", "enter")
	s.WaitText("· biz.lifecycle")
	s.leave()
	d.write("survey/log/zhao-laptop.jsonl", `{"id":"zhao-laptop/1","at":"2026-11-23T01:10:00Z","by":"赵工","kind":"answer","place":{"app":"crm"},"question":"biz.criticality","answer":{"state":"known","text":"normal","confidence":"confirmed"},"origin":"person"}
`)
	if n := len(d.look().Conflicts()); n != 1 {
		t.Errorf("%d conflicts, want one", n)
	}

	s = d.sit(terminal.Options{})
	s.WaitText("矛盾 1")
	s.press("w")
	s.WaitText("两个答案不一致")
	s.pick("王工 答：核心")
	s.WaitText("· biz.criticality", "赵工 2026-11-23 答：一般", "王工", "答：核心", "再答一次即以新的为准")
	s.press("1", "enter")
	s.WaitText("· biz.lifecycle")
	if s.Screen().Contains("矛盾 1") {
		t.Errorf("the conflict is still there:\n%s", s.Screen())
	}
	d.has(crm(), "biz.criticality", "core")
	events := d.events()
	if last := events[len(events)-2]; len(last.Seen) != 2 {
		t.Errorf("the answer that settles it has seen %v", last.Seen)
	}
}

// TestTerminalMeeting begins a meeting, answers, promises, ends it, and reads the
// minutes, on the screen and as the command prints them.
func TestTerminalMeeting(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.sit(terminal.Options{})
	s.WaitText("· biz.drivers")
	s.press("m")
	s.Type("割接窗口评审")
	s.WaitText("› 割接窗口评审")
	s.press("enter")
	s.WaitText("─ 参加的人")
	s.Type("张总")
	s.WaitText("› 张总")
	s.press("enter")
	s.Type("业务负责人")
	s.WaitText("› 业务负责人")
	s.press("ctrl+s")
	s.WaitText("会议中")
	s.open("", "tgt.version")
	s.press("2", "enter")
	s.open("crm", "perf.latency")
	s.press("f7")
	s.WaitText("─ 待跟进")
	s.Type("李工")
	s.WaitText("› 李工")
	s.press("enter")
	s.Type("2026-12-01")
	s.WaitText("› 2026-12-01")
	s.press("enter")
	s.WaitText("待跟进：李工 2026-12-01")
	s.press("m")
	s.WaitText("结束会议并看纪要")
	s.pick("结束会议并看纪要")
	for _, screen := range []string{"割接窗口评审", "参加：张总（业务负责人）", "已回答", "1.35", "承诺答复", "李工 2026-12-01"} {
		s.WaitText(screen)
	}
	s.press("esc")
	s.WaitText("· perf.latency")
	if s.Screen().Contains("会议中") {
		t.Errorf("the meeting still goes on:\n%s", s.Screen())
	}
	s.leave()
	out := d.run(exitDone, "survey", "minutes")
	for _, want := range []string{"# 会议纪要：割接窗口评审", "张总", "1.35", "李工", "2026-12-01"} {
		if !strings.Contains(out, want) {
			t.Errorf("the minutes do not have %q:\n%s", want, out)
		}
	}
}

// run runs the program without a terminal and holds its exit code.
func (d *desk) run(code int, args ...string) string {
	d.t.Helper()
	c := exec.CommandContext(d.t.Context(), program(d.t), args...)
	c.Dir, c.Env = d.root, []string{"HOME=" + d.root, "PATH=/usr/bin:/bin"}
	out, err := c.CombinedOutput()
	if c.ProcessState == nil || c.ProcessState.ExitCode() != code {
		d.t.Fatalf("gantry %s: %v, want exit code %d\n%s", strings.Join(args, " "), err, code, out)
	}
	return string(out)
}

// TestTerminalCockpit: gantry alone opens the overview; from there a source is read
// and its findings looked at, and what would be generated is previewed, file by file.
func TestTerminalCockpit(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("previews the files of the whole example")
	}
	d := newDesk(t)
	d.write("old/go.mod", "module example.com/old\n\ngo 1.24\n")
	d.write("old/main.go", "package main\n\nimport \"net/http\"\n\nfunc main() { _ = http.ListenAndServe(\":8080\", nil) }\n")
	d.write("old/package.json", `{"name": "x", `)
	d.write("gantry.yaml", strings.Replace(d.read("gantry.yaml"), "../crm", "old", 1))
	s := d.sit(terminal.Options{}, "--by", "王工")
	s.WaitText("龙门 › 总览", "某某零售", "已评估：5 个组件")
	s.pick("crm")
	s.pick("评估源代码")
	s.WaitText("评估完成：可部署组件 1 个，发现 ", "没有健康检查接口", "无法解析文件", "main.go:5")
	s.press("esc")
	s.WaitText("龙门 › 总览 › crm", "重新评估")
	s.press("esc")
	s.WaitText("龙门 › 总览 ", "已评估：1 个组件，")
	s.point("shop")
	s.press("enter")
	s.pick("预览将生成的文件")
	s.WaitText("预览，没有写任何文件", "预览完成")
	s.pick("] gateway/")
	s.pick("Dockerfile")
	s.WaitText("+FROM")
	s.press("esc")
	s.WaitText("需要人处理")
	s.press("esc")
	s.WaitText("3 生成")
	s.leave()
	if _, err := os.Stat(d.path("output")); !os.IsNotExist(err) {
		t.Errorf("the preview has written files: %v", err)
	}
}

// TestTerminalLock: a second process on the same device is refused, by name; the
// workspace is free again when the first has left.
func TestTerminalLock(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.sit(terminal.Options{})
	s.WaitText("· biz.drivers")
	second := d.sit(terminal.Options{Width: 200})
	second.Wait(exitUsage)
	for _, want := range []string{"gantry survey", "进程", "用户"} {
		if !second.Screen().Contains(want) {
			t.Errorf("the refusal does not say %q:\n%s", want, second.Screen())
		}
	}
	d.run(exitDone, "survey", "status") // what only reads is not refused
	s.leave()
	s = d.sit(terminal.Options{})
	s.WaitText("· biz.drivers")
}

// TestTerminalLooks: NO_COLOR takes every colour away and nothing else; --ascii draws
// borders and signs with ASCII alone; a terminal that cannot move its cursor is asked line by line.
func TestTerminalLooks(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.sit(terminal.Options{})
	s.WaitText("· biz.drivers", "✓ 已保存")
	if !s.Screen().Coloured() {
		t.Error("the screen has no colours without NO_COLOR")
	}
	s.leave()

	s = d.sit(terminal.Options{Env: []string{"NO_COLOR=1"}})
	s.WaitText("· biz.drivers", "✓ 已保存")
	s.press("2")
	if s.Screen().Coloured() {
		t.Error("the screen has colours in spite of NO_COLOR")
	}
	s.press("ctrl+z")
	s.leave()

	s = d.sit(terminal.Options{Width: 120, Height: 40}, "survey", "--ascii")
	s.WaitText("biz.drivers", "就绪度")
	for _, r := range s.Text() {
		if r > unicode.MaxASCII && !unicode.Is(unicode.Han, r) && !strings.ContainsRune("，。？！：；、（）“”·", r) {
			t.Errorf("--ascii draws %q:\n%s", r, s.Screen())
			break
		}
	}
	s.leave()

	s = d.sit(terminal.Options{Env: []string{"TERM=dumb"}})
	s.WaitText("逐行问答", "编号 biz.drivers")
	s.Type("2,3\r")
	s.WaitText("编号 biz.scope.apps")
	s.Type(":q\r")
	s.Wait(0)
	d.has(org(), "biz.drivers", "cost, speed")
}

// TestTerminalEditedView: what a person edited in answers.yaml is compared before
// anything else, and counts once it is taken.
func TestTerminalEditedView(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := d.sit(terminal.Options{})
	s.WaitText("· biz.drivers")
	s.open("crm", "biz.criticality")
	s.press("1", "enter")
	s.WaitText("· biz.lifecycle")
	s.leave()
	d.write("survey/answers.yaml", strings.Replace(d.read("survey/answers.yaml"), "value: core", "value: normal", 1))

	s = d.sit(terminal.Options{})
	s.WaitText("answers.yaml 被人工修改", "一般：只影响内部人员", "核心：影响资金或触及监管")
	d.has(crm(), "biz.criticality", "core")
	s.press("s")
	s.WaitText("已采纳 1 个答案")
	d.has(crm(), "biz.criticality", "normal")
	events := d.events()
	if last := events[len(events)-1]; last.Origin != interview.File {
		t.Errorf("the answer comes from %q", last.Origin)
	}
	s.leave()

	s = d.sit(terminal.Options{})
	s.WaitText("· biz.lifecycle") // decided once, not asked again
	s.leave()
}
