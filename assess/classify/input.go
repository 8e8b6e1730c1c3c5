package classify

import (
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// Input is all that a judgement depends on.
type Input struct {
	Application string            // as answers name it; "" outside of a workspace
	Assessment  assess.Assessment // the zero value when there is no source
	Answers     survey.Answers    // the zero value when nobody was asked
	Bank        *survey.Bank
	// Names are the names by which answers speak of components, by their names in the assessment;
	// those that are not there go by their own.
	Names map[string]string
	Model Model
}
