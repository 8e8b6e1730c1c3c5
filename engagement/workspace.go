package engagement

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ConfigFile is the file that makes a directory a workspace.
const ConfigFile = "gantry.yaml"

// EstimationFile overrides coefficients of judgements and plans, where an engagement has its own.
const EstimationFile = "estimation.yaml"

// RulesDir holds readiness rules of the engagement, beside those of the bank.
const RulesDir = "rules"

// The places of a workspace, as slash paths below its root.
const (
	answersFile     = "survey/answers.yaml"
	surveyLogDir    = "survey/log"
	assessmentDir   = "assessment"
	deliverablesDir = "deliverables"
	acceptanceDir   = "acceptance"
	planFile        = "plan.json"
	issuesFile      = "issues.yaml"
	preparationFile = "preparation.yaml"
)

// ErrNoWorkspace is returned when neither a directory nor one above it is a
// workspace.
var ErrNoWorkspace = errors.New("no workspace here or above; make one with gantry init DIR --customer NAME --edition EDITION")

// Workspace is an engagement on disk. Root is an absolute path.
type Workspace struct {
	Root   string
	Config Config
}

// Load finds the workspace that dir is in, from dir upwards, and reads its
// gantry.yaml. Every problem of that file is named in the error.
func Load(dir string) (Workspace, error) {
	root, err := findRoot(dir)
	if err != nil {
		return Workspace{}, err
	}
	file := filepath.Join(root, ConfigFile)
	data, err := readBounded(file)
	if err != nil {
		return Workspace{}, fmt.Errorf("reading %s: %w", file, err)
	}
	cfg, err := ParseConfig(data)
	if err != nil {
		return Workspace{}, fmt.Errorf("reading %s: %w", file, err)
	}
	return Workspace{Root: root, Config: cfg}, nil
}

// findRoot returns the nearest directory, from dir upwards, with a gantry.yaml.
func findRoot(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("looking for a workspace at %s: %w", dir, err)
	}
	for at := abs; ; at = filepath.Dir(at) {
		info, err := os.Stat(filepath.Join(at, ConfigFile))
		switch {
		case err == nil && info.Mode().IsRegular():
			return at, nil
		case err != nil && !errors.Is(err, fs.ErrNotExist) && !isNotDir(at):
			return "", fmt.Errorf("looking for a workspace at %s: %w", dir, err)
		}
		if filepath.Dir(at) == at {
			return "", fmt.Errorf("looking for a workspace at %s: %w", dir, ErrNoWorkspace)
		}
	}
}

// isNotDir tells a path that is a file: it has no gantry.yaml below, but the
// directory around it may.
func isNotDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// AnswersPath is the current view of the answers.
func (w Workspace) AnswersPath() string { return w.at(answersFile) }

// SurveyLogDir holds the answer events, one file per device.
func (w Workspace) SurveyLogDir() string { return w.at(surveyLogDir) }

// AssessmentPath is the assessment of an application.
func (w Workspace) AssessmentPath(application string) string {
	return w.at(assessmentDir + "/" + application + ".json")
}

// DeliverablesDir holds the Office files.
func (w Workspace) DeliverablesDir() string { return w.at(deliverablesDir) }

// PlanPath is the portfolio plan.
func (w Workspace) PlanPath() string { return w.at(planFile) }

// IssuesPath is the issue list.
func (w Workspace) IssuesPath() string { return w.at(issuesFile) }

// PreparationPath is the checklist of the preparation phase.
func (w Workspace) PreparationPath() string { return w.at(preparationFile) }

// AcceptancePath is the record of an accepted milestone.
func (w Workspace) AcceptancePath(milestone string) string {
	return w.at(acceptanceDir + "/" + milestone + ".yaml")
}

// SourcePath is where the source of an application is: a remote address as it
// stands, a path relative to the root otherwise.
func (w Workspace) SourcePath(a Application) string {
	if IsRemote(a.Source) || filepath.IsAbs(a.Source) {
		return a.Source
	}
	return w.at(a.Source)
}

// Application returns the application with the name.
func (w Workspace) Application(name string) (Application, bool) {
	for _, a := range w.Config.Applications {
		if a.Name == name {
			return a, true
		}
	}
	return Application{}, false
}

func (w Workspace) at(path string) string {
	return filepath.Join(w.Root, filepath.FromSlash(path))
}
