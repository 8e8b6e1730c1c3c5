package inventory_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/inventory"
	"github.com/gantry-ack/gantry/engagement/survey"
)

func bank(t testing.TB) *survey.Bank {
	t.Helper()
	b, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func read(t *testing.T, text string) inventory.Inventory {
	t.Helper()
	inv, err := inventory.Read(strings.NewReader(text), `C:\清单\apps.csv`)
	if err != nil {
		t.Fatal(err)
	}
	return inv
}

// lines prints proposals one a line.
func lines(proposals []interview.Proposal) string {
	var b strings.Builder
	for _, p := range proposals {
		fmt.Fprintf(&b, "%s %s %s: %s %s\n", p.From, p.Place, p.Question, p.Answer.Value, p.Answer.Confidence)
	}
	return b.String()
}

func problems(ps []inventory.Problem) string {
	var b strings.Builder
	for _, p := range ps {
		fmt.Fprintf(&b, "%s\n", p.In("zh"))
	}
	return b.String()
}

func TestChineseList(t *testing.T) {
	inv := read(t, `某集团应用清单,,,,,,,,,,
序号,应用系统名称,英文简称,负责人,重要等级,开发语言,数据库,实例数,CPU(核),内存（G）,环境,操作系统,Git 地址,依赖系统
1,商城系统,shop,王工,核心,Java 1.8,MySQL 5.7、Redis,４,8,16,生产,CentOS 7.9,https://gitlab.example.com/shop/shop.git,订单中心、短信网关
2,商城系统,shop,王工,核心,Java 1.8,MySQL 5.7、Redis,1台,4核,8GB,测试,CentOS 7.9,,
3,订单中心,,李工,B级,Go,达梦 8,2,,,,银河麒麟 V10,,
4,商城系统,shop,,,,,,,,,,,
5,,,张工,,,,,,,,,,
6,3D 打印,,,很高,,,两台,,,,,password=Hunter2hunter,
`)
	got, more := inv.Proposals(bank(t), nil)
	if diff := cmp.Diff(`apps.csv:3 org biz.scope.apps: name=shop, purpose=商城系统, contact=王工; name=dingdanzhongxin, purpose=订单中心, contact=李工; name=app-3d-dayin, purpose=3D 打印 confirmed
apps.csv:3 apps.shop biz.criticality: core confirmed
apps.csv:3 apps.shop cur.os: centos-7 confirmed
apps.csv:3 apps.shop dev.vcs: url=https://gitlab.example.com/shop/shop.git, product=gitlab confirmed
apps.csv:3 apps.shop app.stack: language=java, version=8 confirmed
apps.csv:3 apps.shop cur.instances: env=prod, count=4, cpu=8, memory=16Gi; env=test, count=1, cpu=4, memory=8Gi confirmed
apps.csv:3 apps.shop dep.down: name=dingdanzhongxin; name=短信网关 confirmed
apps.csv:3 apps.shop data.stores: kind=mysql, version=5.7; kind=redis confirmed
apps.csv:5 apps.dingdanzhongxin biz.criticality: important assumed
apps.csv:5 apps.dingdanzhongxin cur.os: domestic confirmed
apps.csv:5 apps.dingdanzhongxin cur.instances: env=prod, count=2 confirmed
apps.csv:5 apps.dingdanzhongxin data.stores: kind=dameng, version=8 confirmed
`, lines(got)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	all := problems(append(inv.Problems, more...))
	for _, want := range []string{"apps.csv:6: 和 apps.csv:3 重复", "apps.csv:7: 没有应用名称", "apps.csv:8: 没有这个选项，可选：核心", "apps.csv:8: 像是口令", "apps.csv:8: 实例数：应为"} {
		if !strings.Contains(all, want) {
			t.Errorf("no problem %q in\n%s", want, all)
		}
	}
	if strings.Contains(all, "Hunter2") || strings.Count(all, "\n") != 5 {
		t.Errorf("problems:\n%s", all)
	}
}

func TestEnglishListAndOtherSeparators(t *testing.T) {
	const text = "Owner,App Name,In scope,Business Criticality,Language,Language version,Memory (MB),Instances\nAnn,Web Shop,yes,High,Java,11,512,2\n"
	want := `apps.csv:2 org biz.scope.apps: name=web-shop, purpose=Web Shop, contact=Ann, in-scope=true confirmed
apps.csv:2 apps.web-shop biz.criticality: important assumed
apps.csv:2 apps.web-shop app.stack: language=java, version=11 confirmed
apps.csv:2 apps.web-shop cur.instances: env=prod, count=2, memory=512Mi confirmed
`
	for _, separator := range []string{",", ";", "\t"} {
		got, more := read(t, strings.ReplaceAll(text, ",", separator)).Proposals(bank(t), nil)
		if diff := cmp.Diff(want, lines(got)); diff != "" || len(more) > 0 {
			t.Errorf("%q: %v\n%s", separator, more, diff)
		}
	}
}

func TestKonveyor(t *testing.T) {
	inv := read(t, `Record Type 1,Application Name,Description,Comments,Business Service,Dependency,Dependency Direction,Binary Group,Binary Artifact,Binary Version,Binary Packaging,Repository Type,Repository URL,Repository Branch,Repository Path,Owner,Contributors,Tag Category 1,Tag 1,Tag Category 2,Tag 2,Tag Category 3,Tag 3
1,Customers,Legacy Customers management,,Retail,,,corp.acme,customers,0.0.1,war,git,https://git-acme.local/customers.git,main,,John Doe <john@acme.example>,,Operating System,RHEL 8,Database,Oracle,Language,Java
1,Inventory,,,Retail,,,,,,,git,https://git-acme.local/inventory.git,,,,,,,,,,
1,Gateway,,,Retail,Inventory,southbound,,,,,,,,,,,,,,,,
2,Gateway,,,,Customers,southbound
2,Inventory,Gateway,northbound
2,Customers,Inventory,NORTHBOUND
2,Ghost,,,,Customers,southbound
2,Gateway,,,,Customers,sideways
3,What,,,,,
`)
	got, more := inv.Proposals(bank(t), nil)
	if diff := cmp.Diff(`apps.csv:2 org biz.scope.apps: name=customers, purpose=Legacy Customers management, contact=John Doe <john@acme.example>, department=Retail; name=inventory, department=Retail; name=gateway, department=Retail confirmed
apps.csv:2 apps.customers cur.os: centos-8 confirmed
apps.csv:2 apps.customers dev.vcs: url=https://git-acme.local/customers.git, branch=main confirmed
apps.csv:2 apps.customers data.stores: kind=oracle confirmed
apps.csv:3 apps.inventory dev.vcs: url=https://git-acme.local/inventory.git confirmed
apps.csv:7 apps.inventory dep.down: name=customers confirmed
apps.csv:4 apps.gateway dep.down: name=inventory; name=customers confirmed
`, lines(got)); diff != "" || len(more) > 0 {
		t.Errorf("%v -want +got\n%s", more, diff)
	}
	if diff := cmp.Diff(`apps.csv:9: 依赖方向应为 northbound（对方调用它）或 southbound（它调用对方）
apps.csv:10: 记录类型应为 1（应用）或 2（依赖）
apps.csv:8: 清单里没有应用“Ghost”，它的依赖没有导入
`, problems(inv.Problems)); diff != "" {
		t.Error(diff)
	}
}

// A workbook with a title above, merged names, dates and numbers as cells.
func TestWorkbook(t *testing.T) {
	f := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "应用"))
	for i, row := range [][]any{
		{"2026 年应用清单"}, {}, {"部门", "应用名称", "环境", "实例数", "内存(GB)", "备注"},
		{"零售", "商城", "生产", 4, 16, "=1+1"}, {nil, nil, "测试", 1, 8}, {"零售", "订单", "生产", "几台", 4},
	} {
		must(f.SetSheetRow("应用", fmt.Sprintf("A%d", i+1), &row))
	}
	must(f.MergeCell("应用", "B4", "B5"))
	var out bytes.Buffer
	must(f.Write(&out))
	inv, err := inventory.Read(&out, "apps.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	now := &survey.Answer{State: survey.Known, Value: survey.Value{Rows: []survey.Row{{{Column: "name", Text: "shangcheng"}, {Column: "contact", Text: "老王"}}}}}
	got, more := inv.Proposals(bank(t), now)
	if diff := cmp.Diff(`应用!B4 org biz.scope.apps: name=shangcheng, contact=老王; name=dingdan, purpose=订单, department=零售 confirmed
应用!C4 apps.shangcheng cur.instances: env=prod, count=4, memory=16Gi; env=test, count=1, memory=8Gi confirmed
`, lines(got)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if got[0].Base != now || problems(append(inv.Problems, more...)) != "应用!D6: 实例数：应为 0 到 1000 之间的整数\n" {
		t.Errorf("problems: %s", problems(append(inv.Problems, more...)))
	}
}

func TestNoList(t *testing.T) {
	for _, text := range []string{"", "a,b,c\n1,2,3\n", strings.Repeat("x\n", 30) + "应用名称,负责人\n商城,王工\n"} {
		if _, err := inventory.Read(strings.NewReader(text), "x.csv"); err == nil || !strings.Contains(err.Error(), "应用名称") {
			t.Errorf("%.20q: error %v", text, err)
		}
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"商城系统": "shangchengxitong", "Web Shop (v2)": "web-shop-v2", "ＣＲＭ": "crm", "12306": "app-12306", "！！": "", "-a-": "a",
		"中国人民财产保险股份有限公司车险理赔管理系统": "zhongguorenmincaichanbaoxiangufenyouxian",
	} {
		if got := inventory.Slug(in); got != want {
			t.Errorf("Slug(%q) = %q, want %q", in, got, want)
		}
	}
}

// Names are names of the survey and of a workspace, and no two are the same.
func FuzzRead(f *testing.F) {
	f.Add("应用名称,负责人\n商城,王工\n商城.,李工\n")
	f.Add("Record Type 1,Application Name,Dependency,Dependency Direction\n2,a,b\n1,a,a,northbound\n")
	f.Add("name;内存(GB)\n\"a\nb\";1e9\n")
	b := bank(f)
	f.Fuzz(func(t *testing.T, text string) {
		inv, err := inventory.Read(strings.NewReader(text), "f.csv")
		if err != nil {
			return
		}
		label := survey.Field{Type: survey.Text, Format: survey.Label}
		seen := map[string]bool{}
		for _, a := range inv.Applications {
			if _, want := label.Parse(a.Name); want.Complete() || seen[a.Name] {
				t.Errorf("name %q of %q", a.Name, a.Display)
			}
			seen[a.Name] = true
		}
		proposals, _ := inv.Proposals(b, nil)
		for _, p := range proposals {
			q, _ := b.Question(p.Question)
			if _, wrong := q.Check(p.Answer.Value); len(wrong) > 0 || !q.Allows(p.Place.Level()) || p.From == "" {
				t.Errorf("%s: %v", p.Question, wrong)
			}
		}
	})
}
