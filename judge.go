package gantry

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/assess/prefill"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// Judge judges applications by the evidence, the answers of a workspace and its coefficients.
type Judge struct {
	bank    *survey.Bank
	model   classify.Model
	answers survey.Answers
}

// NewJudge returns a judge for the workspace; with nil it judges by the evidence alone.
func NewJudge(w *engagement.Workspace) (*Judge, error) {
	bank, err := survey.Load()
	if err != nil {
		return nil, err
	}
	j := &Judge{bank: bank, model: classify.DefaultModel()}
	if w == nil {
		return j, nil
	}
	reading, err := ReadInterview(*w)
	if err != nil {
		return nil, err
	}
	j.answers = reading.Answers
	j.model, err = readModel(*w)
	return j, err
}

// readModel reads the coefficients that the engagement overrides, if it has any.
func readModel(w engagement.Workspace) (classify.Model, error) {
	root, err := os.OpenRoot(w.Root)
	if err != nil {
		return classify.Model{}, fmt.Errorf("reading %s: %w", engagement.EstimationFile, err)
	}
	defer func() { _ = root.Close() }()
	data, err := fs.ReadFile(root.FS(), engagement.EstimationFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return classify.DefaultModel(), nil
	case err != nil:
		return classify.Model{}, fmt.Errorf("reading %s: %w", engagement.EstimationFile, err)
	}
	return classify.ParseModel(data)
}

// Judge judges an application. Outside of a workspace app has only a name, which may be "".
func (j *Judge) Judge(app engagement.Application, a assess.Assessment) classify.Judgement {
	names := prefill.Aliases(a, prefill.Options{Application: app.Name, Components: app.Components, Named: j.answers.Components(app.Name)})
	return classify.Judge(classify.Input{Application: app.Name, Assessment: a, Answers: j.answers, Bank: j.bank, Names: names, Model: j.model})
}

// Judge judges an application by its stored assessment, if there is one, and by the answers as they
// are now.
func (i *Interview) Judge(name string) (classify.Judgement, error) {
	app, ok := i.Workspace.Application(name)
	if !ok {
		app.Name = name // the interview alone speaks of it
	}
	model, err := readModel(i.Workspace)
	if err != nil {
		return classify.Judgement{}, err
	}
	a, assessed := i.assessments[name]
	if assessed {
		if a, err = limit(a, app.Components); err != nil {
			return classify.Judgement{}, err
		}
	}
	j := Judge{bank: i.bank, model: model, answers: i.Answers()}
	return j.Judge(app, a), nil
}
