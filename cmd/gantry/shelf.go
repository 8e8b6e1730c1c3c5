package main

import (
	"errors"
	"os"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement"
)

// shelf is the workspace that the command runs in, if any.
type shelf struct {
	dir       string
	workspace *engagement.Workspace
}

func newShelf() (shelf, error) {
	dir, err := os.Getwd()
	if err != nil {
		return shelf{}, err
	}
	w, err := engagement.Load(dir)
	switch {
	case errors.Is(err, engagement.ErrNoWorkspace):
		return shelf{dir: dir}, nil
	case err != nil:
		return shelf{}, err
	}
	return shelf{dir: dir, workspace: &w}, nil
}

func (s shelf) application(path string) (engagement.Application, bool) {
	if s.workspace == nil {
		return engagement.Application{}, false
	}
	return s.workspace.ApplicationAt(s.dir, path)
}

// targets are what the arguments speak of: applications of the workspace or sources. Without
// arguments they are all applications.
func (s shelf) targets(args []string) []gantry.Target {
	var out []gantry.Target
	if len(args) == 0 && s.workspace != nil {
		for _, app := range s.workspace.Config.Applications {
			out = append(out, gantry.Target{Source: app.Name, Application: app, Workspace: s.workspace})
		}
	}
	for _, arg := range args {
		t := gantry.Target{Source: arg}
		if app, ok := s.application(arg); ok {
			t.Application, t.Workspace = app, s.workspace
		}
		out = append(out, t)
	}
	return out
}
