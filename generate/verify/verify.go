// Package verify checks a generated tree, whoever wrote or edited it: the
// Dockerfiles, the builds, the manifests and how they fit together. Everything
// happens in this process, without network, daemon or cluster, and the tree is
// taken as hostile: what is read, expanded and built is bounded, and nothing
// that a file names is ever fetched or run.
package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Severity tells how bad a finding is.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // it does not work, or must not be delivered
	Warning Severity = "warning" // a reviewer would ask about it
)

// Finding is one thing that does not hold.
type Finding struct {
	Check    string    `json:"check"` // id of the check, e.g. dockerfile.copy-source
	Severity Severity  `json:"severity"`
	Path     string    `json:"path"`           // relative to the tree; "." is the tree as a whole
	Line     int       `json:"line,omitempty"` // from 1; 0 when the file as a whole is meant
	Message  i18n.Text `json:"message"`        // what is wrong
	Remedy   i18n.Text `json:"remedy"`         // what to do about it
}

// Input is what is checked.
type Input struct {
	// Tree is the generated tree.
	Tree fs.FS
	// Source is where a build looks for what Tree lacks; nil when Tree is the
	// source tree itself.
	Source fs.FS
	// Ready also asks for everything that must be filled in before delivery.
	Ready bool
	// Checks are the checks of the floors above.
	Checks []Check
}

// Check is one property that a tree must have.
type Check struct {
	ID   string    // lower-kebab with dots, permanent
	Text i18n.Text // what must hold
	// Run returns what does not hold. Check and Severity of a finding may be left
	// empty: they are the id of the check and an error.
	Run func(ctx context.Context, t *Tree) []Finding
}

// Run makes every check and returns the findings sorted by place, each once.
// An error means that the tree could not be looked at, or that ctx ended.
func Run(ctx context.Context, in Input) ([]Finding, error) {
	t, err := newTree(ctx, in)
	if err != nil {
		return nil, err
	}
	var out []Finding
	for _, c := range slices.Concat(Checks(), in.Checks) {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("checking %s: %w", c.ID, err)
		}
		out = append(out, run(ctx, c, t)...)
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("checking the tree: %w", err)
	}
	return sorted(out), nil
}

// run makes one check. The libraries that it calls read hostile input: what
// they cannot take is a finding, and the other checks go on.
func run(ctx context.Context, c Check, t *Tree) (found []Finding) {
	defer func() {
		if r := recover(); r != nil {
			found = []Finding{{Check: c.ID, Severity: Error, Path: ".",
				Message: i18n.Textf("检查 %[1]s 无法完成：%[2]v", "the check %[1]s could not finish: %[2]v", c.ID, r),
				Remedy:  i18n.Text{ZH: "文件内容超出解析库的处理能力，请还原最近的修改后重试", EN: "a file is beyond what the parsers take; undo the latest edits and try again"}}}
		}
	}()
	found = sorted(c.Run(ctx, t))
	if more := len(found) - maxPerCheck; more > 0 {
		found = append(found[:maxPerCheck], Finding{Path: ".", Message: i18n.Textf("另有 %[1]d 处同类问题未列出", "%[1]d more of the same kind are not listed", more),
			Remedy: i18n.Text{ZH: "先处理已列出的", EN: "begin with those that are listed"}})
	}
	for i := range found {
		f := &found[i]
		f.Check, f.Severity = cmp.Or(f.Check, c.ID), cmp.Or(f.Severity, Error)
		f.Path, f.Message, f.Remedy = shorten(f.Path), short(f.Message), short(f.Remedy)
	}
	return found
}

// Bounds of what is said about a tree, however much is wrong with it.
const (
	maxPerCheck = 200
	maxText     = 600 // characters of a message
)

func short(t i18n.Text) i18n.Text { return i18n.Text{ZH: shorten(t.ZH), EN: shorten(t.EN)} }

func shorten(s string) string {
	if len(s) <= maxText {
		return s
	}
	if r := []rune(s); len(r) > maxText {
		return string(r[:maxText]) + "…"
	}
	return s
}

func sorted(found []Finding) []Finding {
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Check, b.Check),
			cmp.Compare(a.Message.EN, b.Message.EN), cmp.Compare(a.Severity, b.Severity))
	})
	return slices.CompactFunc(found, func(a, b Finding) bool {
		return a.Path == b.Path && a.Line == b.Line && a.Check == b.Check && a.Message == b.Message
	})
}

// Holds tells whether no finding is an error.
func Holds(found []Finding) bool {
	return !slices.ContainsFunc(found, func(f Finding) bool { return f.Severity == Error })
}

var errNoTree = errors.New("reading the tree: there is none")

// place is where something is written.
type place struct {
	path string
	line int
}

func (p place) problem(message, remedy i18n.Text) Finding {
	return Finding{Severity: Error, Path: p.path, Line: p.line, Message: message, Remedy: remedy}
}

func (p place) caution(message, remedy i18n.Text) Finding {
	return Finding{Severity: Warning, Path: p.path, Line: p.line, Message: message, Remedy: remedy}
}
