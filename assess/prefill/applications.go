package prefill

import (
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

const questionApplications = "biz.scope.apps"

// Application is an application that the workspace lists.
type Application struct {
	Name  string
	Place string // where it is listed: gantry.yaml:7
}

// Applications suggests the applications of the workspace as the scope of the
// engagement. by names the list.
func Applications(bank *survey.Bank, by string, apps []Application) []interview.Suggestion {
	q, ok := bank.Question(questionApplications)
	if !ok || len(apps) == 0 {
		return nil
	}
	var rows []survey.Row
	var places []string
	for _, a := range apps {
		rows = append(rows, row(cell("name", a.Name)))
		if len(places) < maxEvidence {
			places = append(places, a.Place)
		}
	}
	value, problems := q.Check(table(rows...))
	if len(problems) > 0 {
		return nil
	}
	return []interview.Suggestion{{Question: q.ID, Value: value, Evidence: places, By: by, Confidence: survey.Confirmed}}
}
