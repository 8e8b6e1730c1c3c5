package journal

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// ViewState tells how survey/answers.yaml stands to the answers in force.
type ViewState string

// The states.
const (
	ViewMissing ViewState = "missing" // there is none, or it is empty
	ViewCurrent ViewState = "current" // it shows the answers in force
	ViewOlder   ViewState = "older"   // it is as it was written, for other answers
	ViewMerged  ViewState = "merged"  // git put two views together; the logs tell what holds
	ViewEdited  ViewState = "edited"  // a person wrote or edited it
)

// View is survey/answers.yaml beside the answers in force.
type View struct {
	State ViewState
	// Proposals are what an edited view says differently, by line.
	Proposals []interview.Proposal
	// Removed are answers that a person took out of an edited view. They are still in
	// force: only the interview clears an answer.
	Removed []survey.Given
	// Problem is why an edited view cannot be read, a *survey.ParseError mostly.
	Problem error
	// Print stands for the content. WriteView takes it as the word that what this
	// content proposes was decided on.
	Print string
}

// Open tells whether a person has to decide before the view may be replaced.
func (v View) Open() bool {
	return v.State == ViewEdited && (len(v.Proposals) > 0 || len(v.Removed) > 0 || v.Problem != nil)
}

// viewBase is the view as this copy of the workspace wrote it last: what a person
// edited is the difference to it.
const viewBase = stateDir + "/view.yaml"

// ReadView looks at the view of the workspace at root. A workspace without it is
// no error.
func ReadView(root string, answers survey.Answers, bank *survey.Bank) (View, error) {
	dir, err := os.OpenRoot(root)
	if err == nil {
		defer dir.Close()
		var v View
		if v, _, err = readView(dir, answers, bank); err == nil {
			return v, nil
		}
	}
	return View{}, problem(err, "读取 %[1]s", "reading %[1]s", viewFile)
}

func readView(root *os.Root, answers survey.Answers, bank *survey.Bank) (View, []byte, error) {
	content, err := readFile(root, viewFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return View{}, nil, err
	}
	p := takeApart(content)
	v := View{State: p.state(), Print: digest(content)}
	switch v.State {
	case ViewOlder:
		body, err := answers.YAML(bank, "")
		if err != nil {
			return View{}, nil, err
		}
		if bytes.Equal(body, p.body()) {
			v.State = ViewCurrent
		}
	case ViewEdited:
		v.compare(content, readBase(root, bank), answers, bank)
	}
	return v, content, nil
}

// readBase reads the answers of the view that was written last; nil when that is
// not known.
func readBase(root *os.Root, bank *survey.Bank) *survey.Answers {
	content, err := readFile(root, viewBase)
	if err != nil {
		return nil
	}
	answers, err := survey.ParseAnswers(content, bank)
	if err != nil {
		return nil
	}
	return &answers
}

// compare finds what the edited view says differently from the answers in force,
// without what only grew old in it.
func (v *View) compare(content []byte, base *survey.Answers, answers survey.Answers, bank *survey.Bank) {
	edited, err := survey.ParseAnswers(content, bank)
	if err != nil {
		v.Problem = err
		return
	}
	for _, g := range edited.All() {
		if now, ok := answers.At(g.Place, g.Question); ok && says(now, g.Answer) {
			continue
		}
		p := interview.Proposal{Place: g.Place, Question: g.Question, Answer: g.Answer, From: fmt.Sprintf("%s:%d", path.Base(viewFile), g.Answer.Line)}
		if base != nil {
			if was, ok := base.At(g.Place, g.Question); ok && says(was, g.Answer) {
				continue
			} else if ok {
				p.Base = &was
			}
		}
		v.Proposals = append(v.Proposals, p)
	}
	slices.SortStableFunc(v.Proposals, func(a, b interview.Proposal) int { return cmp.Compare(a.Answer.Line, b.Answer.Line) })
	if base == nil {
		return
	}
	for _, g := range base.All() {
		_, there := edited.At(g.Place, g.Question)
		if now, ok := answers.At(g.Place, g.Question); ok && !there && says(now, g.Answer) {
			v.Removed = append(v.Removed, survey.Given{Place: g.Place, Question: g.Question, Answer: now})
		}
	}
}

// says tells whether an answer says all that another one does.
func says(a, b survey.Answer) bool {
	about := func(a, b string) bool { return b == "" || a == b }
	return a.State == b.State && a.Value.Text == b.Value.Text && slices.Equal(a.Value.List, b.Value.List) &&
		slices.EqualFunc(a.Value.Rows, b.Value.Rows, slices.Equal) &&
		about(a.Note, b.Note) && about(a.Owner, b.Owner) && about(a.Due, b.Due)
}

// checksumMark begins the line of the view that tells whether it was edited.
const checksumMark = "# gantry-view: sha256:"

// parts is a view taken apart.
type parts struct {
	text  []byte   // without its checksum lines, with line feeds only
	sums  []string // of the checksum lines
	blank bool
}

func takeApart(content []byte) parts {
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	p := parts{blank: len(bytes.Trim(content, "\x00\r\n\t ")) == 0}
	for line := range bytes.Lines(content) {
		line = append(bytes.TrimRight(line, "\r\n"), '\n')
		if sum, ok := bytes.CutPrefix(line, []byte(checksumMark)); ok {
			p.sums = append(p.sums, string(bytes.TrimSpace(sum)))
			continue
		}
		p.text = append(p.text, line...)
	}
	return p
}

// state tells what the view is without knowing the answers: ViewOlder stands for
// every view that is as it was written.
func (p parts) state() ViewState {
	switch {
	case p.blank:
		return ViewMissing
	case len(p.sums) > 1:
		return ViewMerged
	case len(p.sums) == 1 && p.sums[0] == digest(p.text):
		return ViewOlder
	}
	return ViewEdited
}

// body is the text below the comment at its head.
func (p parts) body() []byte {
	text := p.text
	for bytes.HasPrefix(text, []byte("#")) {
		_, text, _ = bytes.Cut(text, []byte("\n"))
	}
	return text
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:16])
}

// HandEdited tells whether the content of a survey/answers.yaml holds what a person
// wrote, rather than a view of the logs.
func HandEdited(content []byte) bool { return takeApart(content).state() == ViewEdited }
