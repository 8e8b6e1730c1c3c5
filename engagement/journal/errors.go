package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Error is an error that a person is shown, in both languages.
type Error struct {
	Text i18n.Text
	Err  error // the cause, nil when there is none
}

// Error is the English text.
func (e *Error) Error() string { return e.In(i18n.EN) }

// In is the text in a language, with the cause.
func (e *Error) In(l i18n.Lang) string {
	if e.Err == nil {
		return e.Text.In(l)
	}
	if l == i18n.EN {
		return e.Text.EN + ": " + e.Err.Error()
	}
	return e.Text.ZH + "：" + e.Err.Error()
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

func problem(err error, zh, en string, args ...any) *Error {
	return &Error{i18n.Textf(zh, en, args...), err}
}

// ErrReadOnly is the cause when a workspace cannot be written to.
var ErrReadOnly = errors.New("the workspace is read-only")

// ErrClosed is returned by a journal after Close.
var ErrClosed = errors.New("writing to the log of the interview: it is closed")

// opening names what went wrong while a workspace was opened.
func opening(root string, err error) error {
	if readOnly(err) {
		return problem(fmt.Errorf("%w: %w", ErrReadOnly, err),
			"打开 %[1]s 的调研：不能在该目录中写入。请放到可写的目录，或修正目录权限后再打开；只看结果不需要写权限（gantry status）",
			"opening the interview of %[1]s: nothing can be written there; copy the workspace to a place that can be written to or correct the permissions. Looking at results needs none (gantry status)", root)
	}
	return problem(err, "打开 %[1]s 的调研", "opening the interview of %[1]s", root)
}

func readOnly(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// Problem is something in the files of the interview that a person should look
// at. Nothing was lost by it but what the text says.
type Problem struct {
	File string // slash path below the root of the workspace
	Line int    // 0 stands for the whole file
	Text i18n.Text
}

// In is the problem with its place, in a language.
func (p Problem) In(l i18n.Lang) string {
	at := p.File
	if p.Line > 0 {
		at = fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	if l == i18n.EN {
		return at + ": " + p.Text.EN
	}
	return at + "：" + p.Text.In(l)
}

// String is the problem in English.
func (p Problem) String() string { return p.In(i18n.EN) }
