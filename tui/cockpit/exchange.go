package cockpit

import (
	"context"
	"errors"
	"io/fs"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
	"github.com/gantry-ack/gantry/tui/screen"
)

// exportMenu chooses which questions go out.
func (h *Home) exportMenu() screen.Screen {
	env := h.env
	return screen.NewList(env, &screen.List{Name: i18n.Text{ZH: "导出", EN: "Export"}, Build: func() []screen.Line {
		line := func(zh, en string, f interview.Filter) screen.Line {
			n := len(env.Session.FullAgenda(f))
			return link(env, env.Theme.Marks.Bullet, env.Say(zh, en)+env.Sayf("（%d 个）", " (%d)", n), opens(func() screen.Screen { return h.exportPrompt(f) }))
		}
		return []screen.Line{
			env.HeadingLine(env.Say("导出哪些问题", "Which questions")),
			line("全部问题", "All questions", interview.Filter{}),
			line("还没有回答的问题", "Questions without an answer", interview.Filter{Open: true}),
			line("核心问题", "Core questions", interview.Filter{Quick: true}),
		}
	}})
}

func (h *Home) exportPrompt(f interview.Filter) screen.Screen {
	return newPrompt(h.env, i18n.Text{ZH: "导出到文件", EN: "Export to a file"}, i18n.Text{
		ZH: "以 .xlsx 结尾：给客户离线填写的调研表，填好后再导入。\n以 .yaml 结尾：当前有效的答案，可用于 gantry migrate 和 gantry survey --answers。",
		EN: "Ending in .xlsx: the workbook that the customer fills in offline and that is imported again.\nEnding in .yaml: the answers in force, for gantry migrate and gantry survey --answers.",
	}, i18n.Text{ZH: "导出", EN: "export"}, "survey.xlsx", func(file string) screen.Action { return h.export(file, f, false) })
}

// export writes the file; one that is there is replaced only when a person says so.
func (h *Home) export(file string, f interview.Filter, replace bool) screen.Action {
	task := h.steps.Export(file, f, replace)
	return work(h.env, i18n.Textf("导出 %s", "Exporting %s", textOf(file).ZH), func(ctx context.Context, _ Report) (func() screen.Action, error) {
		written, err := task(ctx)
		if errors.Is(err, fs.ErrExist) && !replace {
			return func() screen.Action { return push(h.replaceMenu(file, f)) }, nil
		}
		if err != nil {
			return nil, err
		}
		return func() screen.Action {
			return screen.Action{Handled: true, Home: true, Status: &screen.Status{Text: i18n.Textf("已导出 %s", "exported %s", textOf(written).ZH)}}
		}, nil
	})
}

func (h *Home) replaceMenu(file string, f interview.Filter) screen.Screen {
	env := h.env
	return screen.NewList(env, &screen.List{Name: i18n.Text{ZH: "文件已存在", EN: "The file exists"}, Build: func() []screen.Line {
		return []screen.Line{
			env.HeadingLine(env.Sayf("%s 已经存在", "%s exists already", textOf(file).ZH)),
			link(env, env.Theme.Marks.Bullet, env.Say("返回，换一个名字", "Go back and choose another name"), func() screen.Action { return screen.Action{Handled: true, Pop: true} }),
			link(env, env.Theme.Marks.Warn, env.Say("覆盖它", "Replace it"), func() screen.Action { return h.export(file, f, true) }),
		}
	}})
}

// importPrompt reads a file and shows what it would change, before anything is taken.
func (h *Home) importPrompt() screen.Screen {
	return newPrompt(h.env, i18n.Text{ZH: "导入文件", EN: "Import a file"}, i18n.Text{
		ZH: "客户填好的调研表（.xlsx）、答案文件（.yaml）、应用清单（.csv 或 .xlsx，包括 Konveyor 的格式）。\n先显示差异，确认之后才写入，可以撤销。",
		EN: "A workbook that the customer filled in (.xlsx), an answers file (.yaml), a list of applications (.csv or .xlsx, Konveyor's format included).\nThe differences are shown first; nothing is taken before you say so, and undo takes it back.",
	}, i18n.Text{ZH: "读取", EN: "read"}, "", func(file string) screen.Action {
		read := h.steps.Import(file)
		return work(h.env, i18n.Textf("读取 %s", "Reading %s", textOf(file).ZH), func(ctx context.Context, _ Report) (func() screen.Action, error) {
			in, err := read(ctx)
			if err != nil {
				return nil, err
			}
			return func() screen.Action {
				if len(in.Proposals) == 0 && len(in.Problems) == 0 {
					return screen.Action{Handled: true, Pop: true, Status: &screen.Status{Text: i18n.Text{ZH: "文件里没有新的答案", EN: "there is no new answer in the file"}}}
				}
				return screen.Action{Handled: true, Replace: ask.NewCompare(h.env, in)}
			}, nil
		})
	})
}

// verifyPrompt checks any directory.
func (h *Home) verifyPrompt() screen.Screen {
	return newPrompt(h.env, i18n.Text{ZH: "校验目录", EN: "Verify a directory"}, i18n.Text{
		ZH: "任意产物目录：检查 Dockerfile、Kustomize、Tekton 以及它们之间的引用。只读。",
		EN: "Any generated tree: Dockerfiles, Kustomize, Tekton and what they say of each other. It only reads.",
	}, i18n.Text{ZH: "校验", EN: "verify"}, "", func(dir string) screen.Action {
		return (&checking{env: h.env, steps: h.steps, dir: dir}).start(false)()
	})
}

// explainPrompt explains any generated file.
func (h *Home) explainPrompt() screen.Screen {
	return newPrompt(h.env, i18n.Text{ZH: "说明文件的依据", EN: "Explain a file"}, i18n.Text{
		ZH: "生成的文件，或者 文件#字段，例如 output/shop/deploy/kustomize/overlays/prod/kustomization.yaml#replicas",
		EN: "A generated file, or FILE#FIELD, such as output/shop/deploy/kustomize/overlays/prod/kustomization.yaml#replicas",
	}, i18n.Text{ZH: "说明", EN: "explain"}, "", func(file string) screen.Action { return explained(h.env, h.steps, file) })
}
