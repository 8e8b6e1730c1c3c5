package interview

import (
	"maps"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// names are what answers may be about: what the interview knows, and what the
// proposals at hand themselves name. Anything else is a slip of the pen, which would
// make a place that nobody ever asks about.
type names struct {
	envs, apps map[string]bool
	components map[string]map[string]bool // of applications whose components are known
}

// namesWith are the names with those that the proposals add.
func (m *Machine) namesWith(proposals []Proposal) names {
	s := m.Subjects()
	n := names{map[string]bool{}, map[string]bool{}, map[string]map[string]bool{}}
	for _, e := range s.Envs {
		n.envs[e] = true
	}
	for _, a := range s.Applications {
		n.apps[a.Name] = true
		for _, c := range a.Components {
			n.component(a.Name, c)
		}
	}
	for _, p := range proposals {
		for _, r := range p.Answer.Value.Rows {
			name := r.Get(columnName)
			switch {
			case name == "":
			case p.Question == questionEnvironments:
				n.envs[name] = true
			case p.Question == questionApplications:
				n.apps[name] = true
			case p.Question == questionComponents && p.Place.App != "":
				n.component(p.Place.App, name)
			}
		}
	}
	return n
}

func (n names) component(app, name string) {
	if n.components[app] == nil {
		n.components[app] = map[string]bool{}
	}
	n.components[app][name] = true
}

// lacks tells what of a place is not known, with what is.
func (n names) lacks(at survey.Place) i18n.Text {
	switch known := n.components[at.App]; {
	case at.Env != "" && !n.envs[at.Env]:
		return i18n.Textf("没有环境 %[1]s；有：%[2]s（新环境先写在 tgt.envs 里）", "there is no environment %[1]s; there are %[2]s (name a new one in tgt.envs)", at.Env, listed(n.envs))
	case at.App != "" && !n.apps[at.App]:
		return i18n.Textf("没有应用 %[1]s；有：%[2]s（新应用先写在 gantry.yaml 或 biz.scope.apps 里）", "there is no application %[1]s; there are %[2]s (name a new one in gantry.yaml or in biz.scope.apps)", at.App, listed(n.apps))
	case at.Component != "" && len(known) > 0 && !known[at.Component]:
		return i18n.Textf("应用 %[1]s 没有组件 %[2]s；有：%[3]s（新组件先写在 app.components 里）", "the application %[1]s has no component %[2]s; it has %[3]s (name a new one in app.components)", at.App, at.Component, listed(known))
	}
	return i18n.Text{}
}

// listed names the first few.
func listed(names map[string]bool) string {
	const most = 10
	all := slices.Sorted(maps.Keys(names))
	if len(all) > most {
		return strings.Join(all[:most], ", ") + ", ..."
	}
	if len(all) == 0 {
		return "-"
	}
	return strings.Join(all, ", ")
}
