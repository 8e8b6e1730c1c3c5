package verify

import (
	"context"
	"io/fs"

	"github.com/gantry-ack/gantry/generate/explain"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// record reads the decisions behind the tree; false when there are none to read.
func (t *Tree) record() (explain.Record, error) {
	info, err := fs.Stat(t.tree, explain.Path)
	if err != nil {
		return explain.Record{}, err
	}
	content, err := readBounded(t.tree, explain.Path, info, explain.MaxSize)
	if err != nil {
		return explain.Record{}, err
	}
	return explain.Parse(content)
}

// decisions checks that the record of decisions can be read and speaks of files
// that are there. Edits of those files are fine.
func decisions(_ context.Context, t *Tree) []Finding {
	if _, err := fs.Stat(t.tree, explain.Path); err != nil {
		return nil
	}
	r, err := t.record()
	if err != nil {
		return []Finding{place{explain.Path, 0}.problem(i18n.Textf("决策记录无法读取：%[1]s", "the record of decisions cannot be read: %[1]s", brief(err.Error())),
			i18n.Text{ZH: "从版本库恢复，或重新生成", EN: "restore it from version control, or generate it again"})}
	}
	var out []Finding
	for _, f := range r.Files {
		if in(f.Path) {
			if _, err := fs.Stat(t.tree, f.Path); err == nil {
				continue
			}
		}
		out = append(out, place{explain.Path, 0}.caution(i18n.Textf("决策记录中的 %[1]s 不存在", "%[1]s, of which the record of decisions speaks, does not exist", f.Path),
			i18n.Text{ZH: "重新生成；确实不要该文件时可忽略", EN: "generate it again; ignore this where the file is not wanted"}))
	}
	return out
}
