package cockpit

import (
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/screen"
)

// newComponent lists everything that the source shows about a component, and
// first of all what contradicts.
func newComponent(env *screen.Env, _ Steps, app string, c assess.Component) screen.Screen {
	build := func() []screen.Line {
		var out []screen.Line
		if len(c.Conflicts) > 0 {
			out = append(out, env.HeadingLine(env.Say("互相矛盾的证据", "Evidence that contradicts")))
		}
		for _, x := range c.Conflicts {
			details := []string{x.Reason.In(env.Lang)}
			for _, f := range x.Candidates {
				details = append(details, f.Value+"  "+places(f))
			}
			out = append(out, env.TextLine(env.Theme.Marks.Warn, x.Key+" = "+x.Chosen, details...))
		}
		out = append(out, env.HeadingLine(env.Say("事实与证据", "Facts and evidence")))
		for _, f := range c.Facts {
			out = append(out, env.TextLine(env.Theme.Marks.Bullet, f.Key+" = "+f.Value,
				strings.Join([]string{places(f), f.Detector, string(f.Confidence)}, " · ")))
		}
		return out
	}
	return screen.NewList(env, &screen.List{Name: i18n.Text{ZH: app + " · " + c.Name, EN: app + " · " + c.Name}, Build: build})
}

// places are the places of a fact, the first few of them.
func places(f fact.Fact) string {
	const most = 3
	var out []string
	for _, e := range f.Evidence[:min(most, len(f.Evidence))] {
		out = append(out, e.String())
	}
	return strings.Join(out, ", ")
}
