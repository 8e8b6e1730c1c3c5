package gantry

import (
	"encoding/json"
	"io/fs"
	"os"

	"github.com/gantry-ack/gantry/assess/portfolio"
	"github.com/gantry-ack/gantry/engagement"
)

// maxStoredPlan bounds what is read of a stored plan, in bytes.
const maxStoredPlan = 64 << 20

// PlannedStart is the first day of the migration in the stored plan of a workspace, "" when there is
// no plan or it has no dates. Planning again from that day keeps the calendar.
func PlannedStart(w engagement.Workspace) portfolio.Date {
	info, err := os.Lstat(w.PlanPath())
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxStoredPlan {
		return ""
	}
	root, err := os.OpenRoot(w.Root)
	if err != nil {
		return ""
	}
	defer func() { _ = root.Close() }()
	data, err := fs.ReadFile(root.FS(), info.Name())
	var stored struct {
		Calendar struct{ Start portfolio.Date }
	}
	if err != nil || json.Unmarshal(data, &stored) != nil || !stored.Calendar.Start.Valid() {
		return ""
	}
	return stored.Calendar.Start
}
