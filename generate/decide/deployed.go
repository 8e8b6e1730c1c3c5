package decide

import (
	"cmp"
	"net/netip"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
)

var (
	stageWordRE   = regexp.MustCompile(`(?i)(?:^|[/._-])(?:dev|devel|develop|development|devcontainer|debug|local|override|tests?|testing|e2e|ci|examples?|samples?)(?:[/._-]|$)`)
	unfilledRE    = regexp.MustCompile(`(?i)\$[({]|\{\{|^<.*>$|change[-_]?me|^your[-_]`)
	developmentRE = regexp.MustCompile(`(?i)^(?:dev|develop|development|debug|local|test|testing)$`)
	variantRE     = regexp.MustCompile(`^(?:docker-)?compose[._-].+\.ya?ml$`)
	turnedOnRE    = regexp.MustCompile(`(?i)^(?:1|true|yes|on|.*\*.*)$`)
)

// given returns what holds for a variable today. What a manifest, a compose file or an
// image of production sets is what the program runs with there, so that it wins over the
// program's own default, as it does when the program runs; of secrets only the place counts, and where it listens is decided on elsewhere.
func (c component) given(name string) (fact.Fact, bool) {
	all := c.Facts.All(fact.Env(name))
	if len(all) == 0 {
		return fact.Fact{}, false
	}
	best := all[0]
	if fact.Sensitive(name) || best.Origin == fact.FromStart && best.Value != "" || c.listensAt(best.Value) {
		return best, true
	}
	var deployed fact.Set
	for _, f := range all {
		if slices.Contains([]fact.Origin{fact.FromDeploy, fact.FromStart}, f.Origin) && usable(name, f) && (best.Value == "" || !weak(f)) {
			deployed = append(deployed, f)
		}
	}
	slices.SortStableFunc(deployed, func(x, y fact.Fact) int { return cmp.Compare(nearness(x), nearness(y)) })
	if len(deployed) > 0 {
		return deployed[0], true
	}
	return best, true
}

// nearness orders deployment files by how near they are to the process: a unit of the
// machine, a manifest of the cluster, a compose file, and last what the image says.
func nearness(f fact.Fact) int {
	return 1 + slices.Index([]string{"kubernetes", "compose", "dockerfile"}, f.Detector)
}

// usable tells whether a deployment file's value is one of production: no blank to be
// filled in, nothing that leads to the machine itself, and nothing for development.
func usable(name string, f fact.Fact) bool {
	if f.Value == "" || unfilledRE.MatchString(f.Value) || pointsHome(f.Value) || developmentRE.MatchString(f.Value) {
		return false
	}
	if len(name) > 2 && strings.Contains(strings.ToUpper(f.Value), strings.ToUpper(name)+"_") {
		return false // PROJECT_ID_VAL, which a tool replaces
	}
	if strings.Contains(strings.ToUpper(name), "DEBUG") && turnedOnRE.MatchString(f.Value) {
		return false
	}
	return f.Origin == fact.FromStart || !slices.ContainsFunc(f.Evidence, func(e fact.Evidence) bool { return stageWordRE.MatchString(e.Path) })
}

// weak tells a value that only stands in where the program has none of its own:
// one of an image, and a path, which is the old image's.
func weak(f fact.Fact) bool {
	return f.Detector == "dockerfile" || strings.HasPrefix(f.Value, "/")
}

// fromDeployment tells whether a value is that of today's deployment.
func fromDeployment(f fact.Fact) bool {
	return f.Origin == fact.FromDeploy || f.Origin == fact.FromStart
}

// deployedWith tells whether today's deployment of production gives the program the
// address of a kind of backing service. A compose file with a word in its name is a choice.
func (c component) deployedWith(kind string) bool {
	return slices.ContainsFunc(c.Facts.Prefixed("env."), func(f fact.Fact) bool {
		name, _ := fact.EnvName(f.Key)
		s, ok := assess.ServiceNamed(c.Services, name)
		if !ok || s.Kind != kind || f.Origin != fact.FromDeploy || partByName(name, f.Value) == noPart || !usable(name, f) {
			return false
		}
		return slices.ContainsFunc(f.Evidence, func(e fact.Evidence) bool {
			return !variantRE.MatchString(path.Base(e.Path)) || strings.Contains(e.Path, "prod")
		})
	})
}

// keptReason says where the value of a variable is from.
func keptReason(f fact.Fact) i18n.Text {
	if fromDeployment(f) {
		return i18n.Textf("现有部署描述的取值%s", "the value of today's deployment%s", firstPlace(f))
	}
	return i18n.Textf("程序自带的默认值", "the program's own default")
}

// insideHost returns the host of an address that only means something where today's
// deployment is: a name without a domain, of a service beside it, or an address of its network.
func insideHost(v string) (string, bool) {
	host, port := hostPort(v)
	if host == "" || port == 0 && !strings.Contains(v, "://") || host == "0.0.0.0" {
		return "", false
	}
	if a, err := netip.ParseAddr(host); err == nil {
		return host, a.IsPrivate()
	}
	return host, !strings.Contains(host, ".") || hasAnySuffix(host, ".local", ".internal", ".svc")
}
