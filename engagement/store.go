package engagement

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
)

// ApplicationAt returns the application that source speaks of: by its name, or
// by where its source is, which is relative to dir unless it is absolute or remote.
func (w Workspace) ApplicationAt(dir, source string) (Application, bool) {
	if a, ok := w.Application(source); ok {
		return a, true
	}
	at := source
	if !IsRemote(source) && !filepath.IsAbs(source) {
		at = filepath.Join(dir, source)
	}
	for _, a := range w.Config.Applications {
		if own := w.SourcePath(a); own == source || filepath.Clean(own) == filepath.Clean(at) {
			return a, true
		}
	}
	return Application{}, false
}

// BundleSource is the source, as gantry.yaml says it, of an application that is known from a
// bundle only: where StoreBundle puts it.
func BundleSource(application string) string { return assessmentDir + "/" + application + bundleSuffix }

const bundleSuffix = ".bundle.json"

// StoreAssessment replaces the assessment of an application with data, a JSON
// document; until it is complete the one before stays. It returns the path.
func (w Workspace) StoreAssessment(application string, data []byte) (string, error) {
	err := w.store(application, assessmentDir+"/"+application+".json", data)
	if err != nil {
		err = fmt.Errorf("storing the assessment of %s: %w; the one before is unchanged", application, err)
	}
	return w.AssessmentPath(application), err
}

// StoreBundle does so for the bundle that stands for the source of an application.
func (w Workspace) StoreBundle(application string, data []byte) (string, error) {
	name := BundleSource(application)
	err := w.store(application, name, data)
	if err != nil {
		err = fmt.Errorf("storing the bundle of %s: %w; the one before is unchanged", application, err)
	}
	return w.at(name), err
}

// StorePlan does so for the portfolio plan.
func (w Workspace) StorePlan(data []byte) (string, error) {
	err := w.replace(planFile, data)
	if err != nil {
		err = fmt.Errorf("storing the plan: %w; the one before is unchanged", err)
	}
	return w.PlanPath(), err
}

func (w Workspace) store(application, name string, data []byte) error {
	if err := CheckName(application); err != nil {
		return err
	}
	return w.replace(name, data)
}

// replace writes a file of the workspace in one step.
func (w Workspace) replace(name string, data []byte) error {
	root, err := os.OpenRoot(w.Root)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	if dir := path.Dir(name); dir != "." {
		if err := root.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	temp := name + ".tmp"
	err = root.WriteFile(temp, data, 0o644)
	if err == nil {
		err = root.Rename(temp, name)
	}
	if err != nil {
		_ = root.Remove(temp) // best effort, the first error is the one to tell
	}
	return err
}
