package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gantry-ack/gantry/internal/terminal"
)

// TestTerminalStory holds the interview of two applications from start to finish: begun on the
// terminal with evidence and by hand, interrupted by ctrl+c and by a kill, finished by
// the customer in the workbook, and generated from.
func TestTerminalStory(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("generates two applications")
	}
	d := newDesk(t)
	d.write("crm/go.mod", "module example.com/crm\n\ngo 1.24\n")
	d.write("crm/main.go", "package main\n\nimport \"net/http\"\n\nfunc main() { _ = http.ListenAndServe(\":8080\", nil) }\n")
	d.write("gantry.yaml", strings.Replace(d.read("gantry.yaml"), "../crm", "crm", 1))

	s := d.sit(terminal.Options{})
	s.WaitText("· biz.drivers")
	s.press("2", "3", "enter")
	s.WaitText("· biz.scope.apps", "确认证据")
	s.press("enter")
	s.WaitText("· biz.stakeholders")
	s.open("shop", "biz.criticality")
	s.press("1", "enter")
	s.WaitText("· biz.lifecycle")
	s.open("order-server", "perf.startup")
	s.Type("40s")
	s.WaitText("› 40s")
	s.leave() // the first interruption, in the middle of typing

	s = d.sit(terminal.Options{})
	s.WaitText("· perf.startup", "已答 · 王工")
	s.open("order-server", "state.session")
	s.press("2", "enter")
	s.WaitText("· state.files")
	s.open("order-server", "app.ports")
	s.WaitText("确认证据")
	s.press("enter")
	s.WaitText("· app.root")
	s.Kill() // the second one
	s.Wait(137)

	s = d.sit(terminal.Options{})
	s.WaitText("· app.ports", "已答 · 王工")
	s.open("crm", "biz.criticality")
	s.press("3", "enter")
	s.WaitText("· biz.lifecycle")
	s.leave()

	d.run(exitDone, "survey", "export", "customer.xlsx", "--open")
	d.fill("customer.xlsx")
	if out := d.run(exitDone, "survey", "import", "customer.xlsx", "--yes", "--by", "客户"); !strings.Contains(out, "新增 10") {
		t.Errorf("the import says\n%s", out)
	}
	d.run(exitDone, "survey", "import", "customer.xlsx", "--yes") // a second time it brings nothing
	d.has(shop(), "goal.slo", "99.95")

	out := d.run(exitDone, "generate", "--lang", "en")
	for _, want := range []string{"Application crm", "Application shop", "verified: nothing was found"} {
		if !strings.Contains(out, want) {
			t.Errorf("generate does not say %q:\n%s", want, out)
		}
	}
	for file, wants := range storyFiles() {
		text := d.read("output/" + file)
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not have %q:\n%s", file, want, text)
			}
		}
	}
	if out := d.run(exitDone, "explain", "output/shop/deploy/kustomize/overlays/prod/order-server-horizontalpodautoscaler.yaml", "--lang", "en"); !strings.Contains(out, "biz.criticality") {
		t.Errorf("explain does not name the answer:\n%s", out)
	}
}

// storyFiles is where the answers of the story must be seen.
func storyFiles() map[string][]string {
	return map[string][]string{
		"shop/deploy/kustomize/overlays/prod/kustomization.yaml":                        {"crr.example.com/mall/order-server"},
		"shop/deploy/kustomize/overlays/prod/gateway-hosts.yaml":                        {"mall.example.com"},
		"shop/deploy/kustomize/overlays/prod/order-server-resources.yaml":               {"cpu: 600m"},
		"shop/deploy/kustomize/overlays/prod/order-server-horizontalpodautoscaler.yaml": {"minReplicas: 3"},
		"shop/deploy/kustomize/base/order-server/deployment.yaml":                       {"containerPort: 8081"},
		"crm/deploy/kustomize/overlays/prod/crm-horizontalpodautoscaler.yaml":           {"minReplicas: 2"},
		"crm/Dockerfile": {"FROM"},
	}
}

// fill writes into a workbook what the customer knows, as Excel and WPS would.
func (d *desk) fill(name string) {
	d.t.Helper()
	f, err := excelize.OpenFile(d.path(name))
	if err != nil {
		d.t.Fatal(err)
	}
	b := &book{f, d}
	b.set("goal.slo@apps.shop", "答案", 99.95, 0)
	b.set("tgt.registry#product@org", "答案", "容器镜像服务 ACR 企业版", 0)
	b.set("tgt.registry#host@org", "答案", "crr.example.com", 0)
	b.set("tgt.registry#namespace@org", "答案", "mall", 0)
	for i, env := range []string{"dev", "prod"} {
		b.set("tgt.envs#row@org", "名称", env, i)
		b.set("tgt.envs#row@org", "生产", []string{"否", "是"}[i], i)
	}
	b.set("net.hosts#row@apps.shop", "环境", "prod", 0)
	b.set("net.hosts#row@apps.shop", "域名", "mall.example.com", 0)
	b.set("net.hosts#row@apps.shop", "组件", "gateway", 0)
	b.set("state.singleton@apps.shop.components.order-server", "答案", "可以多实例", 0)
	b.set("perf.cpu#mean@apps.shop.components.order-server", "答案", "600m", 0)
	b.set("perf.cpu#peak@apps.shop.components.order-server", "答案", "1800m", 0)
	b.set("app.stack@apps.shop.components.gateway", "状态", "已知信息对", 0)
	b.set("perf.peaks@apps.crm", "状态", "不知道", 0)
	b.set("state.files@apps.crm", "状态", "不适用", 0)
	b.set("perf.startup@apps.crm", "答案", "5s", 0)
	if err := f.Save(); err != nil {
		d.t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		d.t.Fatal(err)
	}
}

// book is a workbook that a person fills in.
type book struct {
	f *excelize.File
	d *desk
}

// set writes the cell in the nth line with the id, in the column below the title.
func (b *book) set(id, title string, value any, nth int) {
	b.d.t.Helper()
	for _, sheet := range b.f.GetSheetList() {
		if visible, err := b.f.GetSheetVisible(sheet); err != nil || !visible {
			continue
		}
		rows, err := b.f.GetRows(sheet)
		if err != nil {
			b.d.t.Fatal(err)
		}
		skip := nth
		for i, row := range rows {
			if !slices.Contains(row, id) {
				continue
			}
			if skip--; skip >= 0 {
				continue
			}
			b.put(sheet, rows[:i], title, value)
			return
		}
	}
	b.d.t.Fatalf("the workbook has no line %s", id)
}

// put writes the cell of the line after the rows, below the nearest title.
func (b *book) put(sheet string, above [][]string, title string, value any) {
	b.d.t.Helper()
	for _, row := range slices.Backward(above) {
		for col, text := range row {
			if strings.TrimSuffix(text, " *") != title {
				continue
			}
			cell, err := excelize.CoordinatesToCellName(col+1, len(above)+1)
			if err == nil {
				err = b.f.SetCellValue(sheet, cell, value)
			}
			if err != nil {
				b.d.t.Fatal(err)
			}
			return
		}
	}
	b.d.t.Fatalf("%s has no column %s", sheet, title)
}
