package cockpit

import (
	"github.com/gantry-ack/gantry/internal/fileset"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
	"github.com/gantry-ack/gantry/tui/frame"
)

// AllKeys are the keys of the screens around the interview, for a page that lists them.
func AllKeys() []frame.KeyMap {
	browsed := &Findings{of: -1, input: field.NewLine(frame.Theme{}, "")}
	filtered := &Findings{of: -1, input: field.NewLine(frame.Theme{}, "")}
	filtered.input.Focus()
	filter := filtered.Keys()[0]
	filter.Title = i18n.Text{ZH: "发现：输入筛选词时", EN: "findings: while a filter is typed"}
	file := (&diff{all: make([]fileset.Change, 1)}).Keys()[0]
	file.Title = i18n.Text{ZH: "差异：一个文件", EN: "difference of a file"}
	return []frame.KeyMap{
		{ID: "list", Title: i18n.Text{ZH: "总览、应用、判断等列表", EN: "Lists, such as the overview"}, Bindings: []frame.Binding{
			{ID: "enter", Keys: []string{"enter", "right"}, Text: i18n.Text{ZH: "打开这一行", EN: "open the line"}}, backKeys(),
		}},
		{ID: "home", Title: i18n.Text{ZH: "总览", EN: "Overview"}, Bindings: homeKeys()},
		browsed.Keys()[0], filter, (&source{}).Keys()[0],
		{ID: "judgement", Title: i18n.Text{ZH: "判断", EN: "judgement"}, Bindings: reasonKeys()},
		(&planPage{}).Keys()[0],
		{ID: "result", Title: i18n.Text{ZH: "预览与产物", EN: "preview and files"}, Bindings: resultKeys()},
		file, frame.DiffKeys(),
	}
}
