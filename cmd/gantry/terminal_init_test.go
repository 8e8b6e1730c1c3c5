package main

import (
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/terminal"
)

// TestTerminalInit goes from nothing to an assessed application without an editor: a
// new workspace on a form, in it an application on another, which the interview knows at once.
func TestTerminalInit(t *testing.T) {
	t.Parallel()
	d := &desk{t: t, root: t.TempDir()}
	d.write("源码/crm/go.mod", "module example.com/crm\n\ngo 1.24\n")
	d.write("源码/crm/main.go", "package main\n\nimport \"net/http\"\n\nfunc main() { _ = http.ListenAndServe(\":8080\", nil) }\n")
	if out := d.run(exitUsage, "init"); !strings.Contains(out, "参数个数不对") {
		t.Errorf("without a terminal it says\n%s", out)
	}

	s := d.sit(terminal.Options{}, "init", "--by", "王工")
	s.WaitText("新建项目工作区", "目录", "标准版")
	s.Type("源码")
	s.press("enter")
	s.Type("某某零售")
	s.WaitText("› 某某零售")
	now := s.Screen()
	if col, row, _ := now.Find("零售"); now.Cursor.Col != col+4 || now.Cursor.Row != row {
		t.Errorf("the cursor is not behind what was typed:\n%s", now)
	}
	s.press("enter", "2", "enter")
	s.WaitText("目录里已有别的文件")
	s.press("home", "e", "backspace", "backspace")
	s.Type("acme")
	s.press("ctrl+s")
	s.WaitText("龙门 › 总览", "某某零售 · 升级版", "还没有应用")

	s.pick("添加应用")
	s.WaitText("添加应用", "源代码")
	s.Type("CRM")
	s.press("enter")
	s.Type("源码/crm")
	s.press("enter")
	s.WaitText(`例如 "crm"`)
	s.press("home", "e", "ctrl+u")
	s.Type("crm")
	s.press("ctrl+s")
	s.WaitText("应用 crm 已登记到 gantry.yaml", "评估源代码")
	s.press("enter")
	s.WaitText("评估完成：可部署组件 1 个")
	s.press("esc")
	s.WaitText("龙门 › 总览 › crm", "重新评估")
	s.press("esc")
	s.WaitText("龙门 › 总览 ", "已评估：1 个组件")
	s.leave()
	for _, want := range []string{"已建立", "gantry 打开项目界面"} {
		if !strings.Contains(s.Text(), want) {
			t.Errorf("the end does not say %q:\n%s", want, s.Screen())
		}
	}

	made := &desk{t: t, root: d.path("acme")}
	if config := made.read("gantry.yaml"); !strings.HasSuffix(config, "  #   source: ../order-service\n  - name: crm\n    source: ../源码/crm\n") {
		t.Errorf("gantry.yaml is\n%s", config)
	}
	made.read("assessment/crm.json")
	if e, ok := made.look().Entry(survey.Place{}, "biz.scope.apps"); !ok || len(e.Suggestions) == 0 || !strings.Contains(e.Suggestions[0].Value.String(), "crm") {
		t.Errorf("the scope suggests %v", e.Suggestions)
	}
}
