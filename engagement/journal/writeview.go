package journal

import (
	"bytes"
	"fmt"
	"os"
	"path"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// ViewEditedError says that the view was not replaced, because a person edited it
// and nobody has decided on that yet.
type ViewEditedError struct{ View View }

// Error is the English text.
func (e *ViewEditedError) Error() string { return e.In(i18n.EN) }

// In is the text in a language.
func (e *ViewEditedError) In(l i18n.Lang) string {
	if e.View.Problem != nil {
		reason := e.View.Problem.Error()
		if both, ok := e.View.Problem.(interface{ In(i18n.Lang) string }); ok {
			reason = both.In(l)
		}
		return i18n.Textf("更新 %[1]s：文件被手工修改过，且读不懂，没有覆盖；改正后再打开，或用 git checkout 取回：%[2]s",
			"updating %[1]s: it was edited by hand and cannot be read, and was not replaced; correct it, or take it back with git checkout: %[2]s", viewFile, reason).In(l)
	}
	return i18n.Textf("更新 %[1]s：文件被手工修改过，有 %[2]d 处与答案不同，没有覆盖；请在 gantry survey 中逐条确认",
		"updating %[1]s: it was edited by hand, differs from the answers in %[2]d places and was not replaced; go through them in gantry survey", viewFile, len(e.View.Proposals)+len(e.View.Removed)).In(l)
}

// WriteView makes survey/answers.yaml show the answers in force, with a comment in
// the language. A view that a person edited is replaced when all that it says is in
// force, or when settled is the Print of that very content: a person has decided on
// its proposals. Otherwise the error is a *ViewEditedError. What was edited or merged
// is kept under .gantry before it is replaced.
func WriteView(root string, answers survey.Answers, bank *survey.Bank, lang i18n.Lang, settled string) error {
	dir, err := os.OpenRoot(root)
	if err != nil {
		return writing(err)
	}
	defer dir.Close()
	v, before, err := readView(dir, answers, bank)
	if err != nil {
		return writing(err)
	}
	if v.Open() && settled != v.Print {
		return &ViewEditedError{v}
	}
	content, err := viewContent(answers, bank, lang)
	if err != nil {
		return writing(err)
	}
	if err := replaceView(dir, v.State, before, content); err != nil {
		return writing(err)
	}
	return nil
}

func writing(err error) *Error {
	return problem(err, "更新 %[1]s（若在其他程序中打开着，请先关闭；答案都在日志中）",
		"updating %[1]s (close it when another program has it open; the answers are safe in the log)", viewFile)
}

func replaceView(root *os.Root, was ViewState, before, content []byte) error {
	if err := prepareState(root); err != nil {
		return err
	}
	if bytes.Equal(before, content) {
		return writeBase(root, content)
	}
	if was == ViewEdited || was == ViewMerged {
		if _, err := keepAside(root, "answers", path.Ext(viewFile), before); err != nil {
			return err
		}
	}
	if err := root.MkdirAll(surveyDir, 0o755); err != nil {
		return err
	}
	if err := writeFile(root, viewFile, content, true); err != nil {
		return err
	}
	return writeBase(root, content)
}

func writeBase(root *os.Root, content []byte) error {
	if was, err := readFile(root, viewBase); err == nil && bytes.Equal(was, content) {
		return nil
	}
	return writeFile(root, viewBase, content, false)
}

// viewContent prints the view with its comment and checksum.
func viewContent(answers survey.Answers, bank *survey.Bank, lang i18n.Lang) ([]byte, error) {
	body, err := answers.YAML(bank, "")
	if err != nil {
		return nil, err
	}
	head := i18n.Text{
		ZH: "# 调研答案的当前视图，由 gantry survey 根据 survey/log 生成。\n# 可以手工修改：下次打开 gantry survey 时逐条确认后生效。git 合并后会重新生成。\n",
		EN: "# The answers in force, made by gantry survey from survey/log.\n# It may be edited: gantry survey asks about every change before it counts. After a merge by git it is made anew.\n",
	}.In(lang)
	sum := digest(append([]byte(head), body...))
	return fmt.Appendf(nil, "%s%s%s\n%s", head, checksumMark, sum, body), nil
}
