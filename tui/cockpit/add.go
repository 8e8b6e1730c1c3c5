package cockpit

import (
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// sourceHelp says what a source may be.
func sourceHelp() i18n.Text {
	return i18n.Text{
		ZH: "源代码：目录、压缩包、jar 或 war，或 git 地址（不带口令）。相对路径从启动 gantry 的目录算起。只读，不改源码。",
		EN: "Source: a directory, an archive, a jar or war, or a git address without a password. Relative paths begin where gantry was started. It is only read.",
	}
}

// addForm asks for a new application.
func (h *Home) addForm() screen.Screen {
	help := sourceHelp()
	return newForm(form{
		env: h.env, title: i18n.Text{ZH: "添加应用", EN: "Add an application"}, verb: i18n.Text{ZH: "添加", EN: "add"},
		help: i18n.Text{
			ZH: "名称：最多 40 个小写字母、数字和连字符，会用作生成的目录和对象的名称。\n" + help.ZH,
			EN: "Name: at most 40 lower-case letters, digits and hyphens; what is generated is named after it.\n" + help.EN,
		},
		enter: h.add,
	}, nil, textColumn("name", "名称", "Name"), textColumn("source", "源代码", "Source"))
}

// add lists the application, and shows what can be done with it: assessing it comes first.
func (h *Home) add(filled survey.Row) screen.Action {
	name := filled.Get("name")
	if err := h.steps.AddApplication(name, typedPath(filled.Get("source"))); err != nil {
		return bad(errorText(err))
	}
	return screen.Action{Handled: true, Replace: NewApplication(h.env, h.steps, h.ask, name), Status: addedText(name)}
}

func addedText(name string) *screen.Status {
	return &screen.Status{Text: i18n.Textf("应用 %[1]s 已登记到 %[2]s；按 enter 评估它的源代码",
		"%[1]s is listed in %[2]s now; enter assesses its source", textOf(name).ZH, engagement.ConfigFile)}
}

// sourceLine stands in the place of the assessment of an application that only the
// interview names. Its name may be one that gantry.yaml cannot list.
func (p *application) sourceLine() screen.Line {
	env := p.env
	if engagement.CheckName(p.name) != nil {
		return link(env, env.Theme.Marks.Warn, env.Say("先在访谈的范围问题里改名", "Rename it first, in the interview's question about the scope"), p.scope,
			env.Say("名称只能用小写字母、数字和连字符，最多 40 个；改名之后才能登记源代码", "Only lower-case letters, digits and hyphens, at most 40; then its source can be listed"))
	}
	return link(env, env.Theme.Marks.Warn, env.Say("说明源代码在哪里", "Say where its source is"), opens(p.sourcePrompt),
		env.Say("应用只在访谈里提到，gantry.yaml 还没有登记；登记之后才能评估和生成", "Only the interview names it, gantry.yaml does not; once it does, the source can be assessed and generated from"))
}

// scope goes to the question that names the applications.
func (p *application) scope() screen.Action {
	p.ask.Open(interview.Item{Question: "biz.scope.apps"})
	return push(p.ask)
}

func (p *application) sourcePrompt() screen.Screen {
	title := i18n.Textf("%[1]s 的源代码在哪里", "Where is the source of %[1]s", textOf(p.name).ZH)
	return newPrompt(p.env, title, sourceHelp(), i18n.Text{ZH: "登记", EN: "list it"}, "", func(source string) screen.Action {
		if err := p.steps.AddApplication(p.name, source); err != nil {
			return bad(errorText(err))
		}
		return screen.Action{Handled: true, Pop: true, Status: addedText(p.name)}
	})
}
