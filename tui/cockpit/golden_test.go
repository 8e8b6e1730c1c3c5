package cockpit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// scenes lead from the overview to a screen. The texts that are chosen stand in
// both languages.
func scenes() map[string]func(s *stage) {
	say := func(s *stage, zh, en string) string { return s.env.Say(zh, en) }
	assessed := func(s *stage) {
		s.choose("shop")
		s.choose(say(s, "评估源代码", "Assess the source"))
	}
	preview := func(s *stage) {
		s.steps.findings = []verify.Finding{
			{Check: "dockerfile.user", Severity: verify.Error, Path: "api/Dockerfile", Line: 2, Message: i18n.Text{ZH: "以 root 运行", EN: "runs as root"}, Remedy: i18n.Text{ZH: "写 USER", EN: "add USER"}},
			{Check: "ready.secret", Severity: verify.Error, Path: "deploy/base/deployment.yaml", Message: i18n.Text{ZH: "缺 Secret", EN: "a Secret is missing"}, Remedy: i18n.Text{ZH: "先创建", EN: "create it"}},
		}
		s.choose("shop")
		s.choose(say(s, "预览将生成的文件", "Preview what would"))
	}
	return map[string]func(s *stage){
		"home":        func(*stage) {},
		"application": func(s *stage) { assessed(s); s.press("q") },
		"findings":    assessed,
		"source":      func(s *stage) { assessed(s); s.press("<enter>") },
		"grouped":     func(s *stage) { assessed(s); s.press("o") },
		"judgement":   func(s *stage) { assessed(s); s.press("q"); s.choose(say(s, "判断：", "Judgement:")) },
		"reasons": func(s *stage) {
			assessed(s)
			s.press("q")
			s.choose(say(s, "判断：", "Judgement:"))
			s.choose(say(s, "适合度", "suitability"))
		},
		"judged": func(s *stage) {
			assessed(s)
			s.press("q")
			s.choose(say(s, "判断：", "Judgement:"))
			s.choose("- api"[2:])
		},
		"plan":      func(s *stage) { s.choose(say(s, "组合规划", "Portfolio plan")) },
		"component": func(s *stage) { assessed(s); s.press("q"); s.choose("- api"[2:]) },
		"preview":   preview,
		"conflict":  func(s *stage) { preview(s); s.choose("[" + say(s, "未选", "not chosen")) },
		"generated": func(s *stage) {
			preview(s)
			s.find("[" + say(s, "未选", "not chosen"))
			s.press("m")
			s.choose(say(s, "按下面的选择生成", "Generate with the choices"))
		},
		"why":         func(s *stage) { preview(s); s.find("service.yaml"); s.press("w") },
		"all":         func(s *stage) { s.steps.failing = "crm"; s.choose(say(s, "预览全部应用", "Preview what would")) },
		"verify":      func(s *stage) { preview(s); s.press("q"); s.choose(say(s, "交付前校验", "Verify before")) },
		"status":      func(s *stage) { s.choose(say(s, "阶段、交付物", "Phases")) },
		"preparation": func(s *stage) { s.choose(say(s, "准备清单", "Checklist")) },
		"add": func(s *stage) {
			s.choose(say(s, "添加应用", "Add an application"))
			s.press("pay<enter>../" + say(s, "支付", "pay"))
		},
		"unlisted": func(s *stage) { s.steps.unlisted = map[string]bool{"crm": true}; s.choose("crm") },
		"workspace": func(s *stage) {
			s.stack = []screen.Screen{NewWorkspace(s.env, engagement.Options{Edition: engagement.Standard, Lang: s.env.Lang}, nil)}
			s.press("acme<enter>" + say(s, "某某零售", "Acme") + "<enter>")
		},
		"export": func(s *stage) { s.choose(say(s, "导出", "Export")); s.press("<enter>") },
		"import": func(s *stage) { s.choose(say(s, "导入", "Import")); s.press("x.xlsx<enter>") },
		"error":  func(s *stage) { s.steps.failing = "shop"; preview(s) },
	}
}

// TestGolden holds every screen at three sizes in both languages, one file each.
func TestGolden(t *testing.T) {
	for name, scene := range scenes() {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			for _, size := range [][2]int{{80, 24}, {60, 16}, {120, 40}} {
				for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
					s := newStage(t, lang, size[0], size[1]-4)
					scene(s)
					fmt.Fprintf(&b, "-- %dx%d %s: %s --\n%s", size[0], size[1], lang, s.top().Title().In(lang), s.view())
					fmt.Fprintf(&b, "[%s]\n[%s]\n", s.statusText(), ansi.Strip(s.env.Theme.HelpLine(lang, size[0], s.top().Keys()...)))
				}
			}
			golden(t, name, b.String())
		})
	}
}
