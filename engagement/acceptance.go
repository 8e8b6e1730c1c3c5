package engagement

import (
	"time"

	"go.yaml.in/yaml/v3"
)

// AcceptanceSchema is the version of an acceptance record.
const AcceptanceSchema = "gantry.acceptance/v1"

// Acceptance is the record of an accepted milestone, a file of acceptance/
// named after it. By is the role that accepted.
type Acceptance struct {
	Milestone string
	Accepted  time.Time
	By        string
	Note      string
}

// ParseAcceptance reads a record strictly.
func ParseAcceptance(data []byte) (Acceptance, error) {
	top, err := parseNode(data)
	if err != nil {
		return Acceptance{}, err
	}
	var r reader
	a := Acceptance{}
	r.mapping(top, "acceptance record",
		field{"schema", true, func(n *yaml.Node) { r.schema(n, AcceptanceSchema) }},
		field{"milestone", true, func(n *yaml.Node) { a.Milestone = r.text(n, "milestone") }},
		field{"accepted", true, func(n *yaml.Node) {
			a.Accepted = r.date(n, "accepted")
			if a.Accepted.IsZero() {
				r.fail(n, "accepted: give the day on which the customer confirmed, like 2026-12-21")
			}
		}},
		field{"by", false, func(n *yaml.Node) { a.By = r.text(n, "by") }},
		field{"note", false, func(n *yaml.Node) { a.Note = r.text(n, "note") }},
	)
	return a, r.err()
}
