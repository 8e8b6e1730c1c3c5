package cockpit

import (
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// NewStatus shows where the engagement stands: phases, deliverables, milestones.
func NewStatus(env *screen.Env, steps Steps) screen.Screen {
	report, err := steps.Status()
	return screen.NewPage(env, &screen.Page{
		Name: i18n.Text{ZH: "项目状态", EN: "Status"}, Preformatted: true,
		Text: func() []string {
			if err != nil {
				return []string{err.Error()}
			}
			return strings.Split(strings.TrimRight(report.Text(env.Lang), "\n"), "\n")
		},
	})
}
