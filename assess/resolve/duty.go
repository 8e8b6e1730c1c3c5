package resolve

import "github.com/gantry-ack/gantry/assess"

// duty is what is to be done about a finding that assessing itself makes, by whom, and what it takes.
type duty struct {
	action assess.Action
	by     assess.Party
	effort assess.Hours
}

// duties are those of all findings of this package, by id.
func duties() map[string]duty {
	settle := assess.Hours{0.2, 1}
	return map[string]duty{
		FindingUnreadable:    {assess.Decide, assess.Developers, settle},
		FindingDetector:      {assess.Know, assess.Consultant, assess.Hours{}},
		FindingSkipped:       {assess.Know, assess.Consultant, assess.Hours{}},
		FindingUnrecognised:  {assess.Decide, assess.Consultant, assess.Hours{4, 16}},
		FindingEmpty:         {assess.Decide, assess.Consultant, settle},
		FindingUnread:        {assess.Decide, assess.Developers, settle},
		FindingNotDeployed:   {assess.Decide, assess.Developers, settle},
		FindingContains:      {assess.Decide, assess.Developers, assess.Hours{0.5, 2}},
		FindingOwnImage:      {assess.Decide, assess.Operations, assess.Hours{0.5, 4}},
		FindingHealthGuarded: {assess.Change, assess.Developers, assess.Hours{0.5, 2}},
		FindingFrontEnd:      {assess.Configure, assess.Consultant, assess.Hours{1, 4}},
		FindingMissingFile:   {assess.Configure, assess.Developers, assess.Hours{0.5, 4}},
		FindingDevAtRuntime:  {assess.Configure, assess.Developers, assess.Hours{0.2, 1}},
		FindingNoLock:        {assess.Configure, assess.Developers, assess.Hours{0.5, 4}},
		FindingStartStep:     {assess.Decide, assess.Operations, assess.Hours{0.5, 4}},
		FindingBuildAddress:  {assess.Decide, assess.Developers, assess.Hours{0.5, 2}},
		FindingLogin:         {assess.Configure, assess.Developers, assess.Hours{1, 4}},
	}
}

// assign says of each finding what is to be done and by whom.
func assign(findings []assess.Finding) {
	all := duties()
	for i := range findings {
		if d, ok := all[findings[i].ID]; ok && findings[i].Action == "" {
			findings[i].Action, findings[i].By, findings[i].Effort = d.action, d.by, d.effort
		}
	}
}
