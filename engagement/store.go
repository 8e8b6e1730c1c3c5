package engagement

import (
	"fmt"
	"os"
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

// StoreAssessment replaces the assessment of an application with data, a JSON
// document; until it is complete the one before stays. It returns the path.
func (w Workspace) StoreAssessment(application string, data []byte) (string, error) {
	path := w.AssessmentPath(application)
	if err := CheckName(application); err != nil {
		return path, fmt.Errorf("storing the assessment of %s: %w", application, err)
	}
	root, err := os.OpenRoot(w.Root)
	if err != nil {
		return path, fmt.Errorf("storing the assessment of %s: %w", application, err)
	}
	defer func() { _ = root.Close() }()
	name := assessmentDir + "/" + application + ".json"
	temp := name + ".tmp"
	err = root.MkdirAll(assessmentDir, 0o755)
	if err == nil {
		err = root.WriteFile(temp, data, 0o644)
	}
	if err == nil {
		err = root.Rename(temp, name)
	}
	if err != nil {
		_ = root.Remove(temp)
		return path, fmt.Errorf("storing the assessment of %s: %w; the one before is unchanged", application, err)
	}
	return path, nil
}
