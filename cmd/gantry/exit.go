package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/assess/image"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Exit codes, the same for every command.
const (
	exitDone        = 0
	exitFound       = 1 // the work was done and found something wrong
	exitUsage       = 2 // bad usage or input
	exitConflict    = 3 // a merge needs a person
	exitOutside     = 4 // an outside system refused or is missing
	exitInterrupted = 130
)

// codeError is an error that has an exit code of its own. With a nil err
// everything was said already.
type codeError struct {
	code int
	err  error
}

func (e *codeError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *codeError) Unwrap() error { return e.err }

func usage(err error) error {
	if err == nil {
		return nil
	}
	return &codeError{exitUsage, err}
}

// found says that the work was done and something is wrong with what it looked at.
func found() error { return &codeError{code: exitFound} }

// exit prints the error, if any, and returns the exit code.
func (a *app) exit(ctx context.Context, err error) int {
	if err == nil {
		return exitDone
	}
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		_, _ = fmt.Fprintln(a.err, a.say("已中断，没有留下写了一半的文件。", "interrupted; nothing was left half-written."))
		return exitInterrupted
	}
	a.tell(err)
	return exitCode(err)
}

// tell prints an error, if it has not been told already.
func (a *app) tell(err error) {
	if text := a.message(err); text != "" {
		_, _ = fmt.Fprintln(a.err, "gantry: "+text)
	}
}

// exitCode is the exit code of an error.
func exitCode(err error) int {
	var coded *codeError
	var git *engagement.GitError
	var registry *image.RegistryError
	switch {
	case errors.As(err, &coded):
		return coded.code
	case errors.As(err, &git), errors.As(err, &registry):
		return exitOutside
	}
	return exitUsage
}

// message is the error in the language of the run where it has both.
func (a *app) message(err error) string {
	var edition *catalog.EditionError
	var spoken interface{ In(i18n.Lang) string }
	switch {
	case errors.As(err, &edition):
		return edition.Text().In(a.lang)
	case errors.As(err, &spoken):
		return strings.TrimSpace(spoken.In(a.lang))
	}
	return err.Error()
}
