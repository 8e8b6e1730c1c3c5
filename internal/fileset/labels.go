package fileset

import "github.com/gantry-ack/gantry/internal/i18n"

// Text is the kind as a person reads it.
func (k Kind) Text() i18n.Text {
	switch k {
	case Create:
		return i18n.Text{ZH: "新建", EN: "create"}
	case Update:
		return i18n.Text{ZH: "更新", EN: "update"}
	case Merge:
		return i18n.Text{ZH: "合并", EN: "merge"}
	case Unchanged:
		return i18n.Text{ZH: "无变化", EN: "unchanged"}
	case Delete:
		return i18n.Text{ZH: "删除", EN: "delete"}
	case Kept:
		return i18n.Text{ZH: "保留", EN: "keep"}
	case Conflicts:
		return i18n.Text{ZH: "冲突", EN: "conflict"}
	}
	return i18n.Text{ZH: string(k), EN: string(k)}
}

// Text is the note as a person reads it; empty for no note.
func (n Note) Text() i18n.Text {
	switch n {
	case NoteEdited:
		return i18n.Text{ZH: "已被人工修改", EN: "edited by hand"}
	case NoteDeleted:
		return i18n.Text{ZH: "已被人工删除", EN: "deleted by hand"}
	case NoteAdopted:
		return i18n.Text{ZH: "原有文件与生成内容一致，纳入管理", EN: "was there already with the generated content; managed from now on"}
	case NoteOrphan:
		return i18n.Text{ZH: "不再生成，但已被人工修改；确认不需要后请自行删除", EN: "no longer generated, but edited by hand; delete it if it is not needed"}
	case NoteMode:
		return i18n.Text{ZH: "仅可执行权限变化", EN: "only the executable permission changes"}
	case NoteBaseLost:
		return i18n.Text{ZH: "合并基准缺失", EN: "the merge base is lost"}
	case NoteResolvedMine:
		return i18n.Text{ZH: "冲突已按现有文件解决", EN: "conflict resolved: the file on disk stays"}
	case NoteResolvedGenerated:
		return i18n.Text{ZH: "冲突已按生成内容解决", EN: "conflict resolved: the generated version is taken"}
	}
	return i18n.Text{ZH: string(n), EN: string(n)}
}

// Text is the reason as a person reads it.
func (r Reason) Text() i18n.Text {
	switch r {
	case BothChanged:
		return i18n.Text{ZH: "同一处既被人工修改，又有新的生成内容", EN: "the same lines were edited by hand and generated anew"}
	case BothAdded:
		return i18n.Text{ZH: "同名文件原已存在，内容与生成的不同", EN: "a file of this name was there already, with other content"}
	case DeletedChanged:
		return i18n.Text{ZH: "已被人工删除，但又有新的生成内容", EN: "deleted by hand, but generated anew with other content"}
	case Unmergeable:
		return i18n.Text{ZH: "双方均有修改，而文件为二进制或过大，无法逐行合并", EN: "changed on both sides, and binary or too large to merge by lines"}
	case Invalid:
		return i18n.Text{ZH: "逐行合并后不再是合法的 YAML", EN: "merged by lines it would no longer be valid YAML"}
	}
	return i18n.Text{ZH: string(r), EN: string(r)}
}
