package resolve

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/detect"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Ids of the findings about what is deployed and how that is seen.
const (
	FindingNotDeployed   = "source.not-deployed"
	FindingContains      = "source.contains-deployed"
	FindingOwnImage      = "source.backing-image"
	FindingHealthGuarded = "health.guarded"
)

// notDeployed lists the units that a deployment file speaks of although nothing
// says that they run, so that none is silently missing.
func notDeployed(units []*unit) []assess.Finding {
	var out []assess.Finding
	for _, u := range units {
		at := u.deployment()
		if u.deployable() || len(at) == 0 || slices.ContainsFunc(units, func(o *unit) bool {
			return o.deployable() && (o.path == u.path || within(o.path, u.path) || path.Clean(o.buildRoot()) == u.path)
		}) {
			continue
		}
		out = append(out, assess.Finding{
			ID: FindingNotDeployed, Dimension: assess.DimSource, Severity: assess.Medium,
			Title: i18n.Textf("目录 %s 有部署描述，但源码看起来是库或工具，没有生成", "%s has deployment files, but its source looks like a library or tool, so nothing is generated", u.path),
			Remedy: i18n.Text{ZH: "确认它是否要部署到集群：压测、测试、脚手架等工具可以忽略；要部署则请人工编写它的镜像和清单。",
				EN: "Find out whether it belongs into the cluster: tools for load, tests or scaffolding do not; for anything else write its image and manifests by hand."},
			Evidence: at,
		})
	}
	return out
}

// ownImage tells of an image of a backing service that the customer builds: what is
// in it, such as a schema or first data, comes along with nothing that is generated.
func ownImage(n detect.Note) assess.Finding {
	return assess.Finding{
		ID: FindingOwnImage, Dimension: assess.DimSource, Severity: assess.Medium,
		Title: i18n.Textf("目录 %[1]s 构建自己的 %[2]s 镜像，没有生成", "%[1]s builds an image of %[2]s, for which nothing is generated", n.Dir, n.Backing),
		Remedy: i18n.Text{ZH: "检查镜像里自带的内容（建表脚本、初始数据、配置、插件），确认集群使用的实例也有。",
			EN: "See what is in the image (schema, first data, configuration, plug-ins) and that the instance which the cluster uses has it, too."},
		Evidence: n.Facts[0].Evidence,
	}
}

// deployment returns the places in deployment files that speak of the unit, each
// file once.
func (u *unit) deployment() []fact.Evidence {
	own, _ := u.facts.Best(fact.Language)
	var out []fact.Evidence
	for _, f := range u.facts {
		if f.Origin != fact.FromDeploy || f.Detector == own.Detector {
			continue
		}
		for _, e := range f.Evidence {
			if !slices.ContainsFunc(out, func(o fact.Evidence) bool { return o.Path == e.Path }) {
				out = append(out, e)
			}
		}
	}
	slices.SortFunc(out, func(a, b fact.Evidence) int { return strings.Compare(a.Path, b.Path) })
	return out[:min(len(out), maxPlaces)]
}

// containing lists the programs of the JVM that have others in them, controllers and
// jobs, which are deployed as well: both would do the same work on the same data.
func containing(cs []assess.Component) []assess.Finding {
	var out []assess.Finding
	for _, c := range cs {
		if !c.Deployable || c.Language.ID != "java" {
			continue
		}
		var inside []string
		var at []fact.Evidence
		for _, f := range c.Facts.All(fact.BuildNeeds) {
			dir := path.Join(c.BuildRoot, f.Value)
			for _, o := range cs {
				if o.Deployable && o.Path == dir && o.Path != c.Path && o.BuildRoot == c.BuildRoot && o.Language.ID == c.Language.ID {
					inside, at = append(inside, o.Name), append(at, f.Evidence...)
				}
			}
		}
		if len(inside) == 0 {
			continue
		}
		slices.Sort(inside)
		names := strings.Join(slices.Compact(inside), ", ")
		out = append(out, assess.Finding{
			ID: FindingContains, Component: c.Name, Dimension: assess.DimSource, Severity: assess.High,
			Title:    i18n.Textf("%[1]s 里已经包含 %[2]s，它们又各自单独部署：同样的接口和定时任务会在同一个库上重复运行", "%[1]s contains %[2]s, deployed on their own as well: the same endpoints and jobs run more than once on the same data", c.Name, names),
			Remedy:   i18n.Textf("二选一：只部署 %[1]s，或只部署 %[2]s；删掉另一边生成的目录和清单引用。", "Choose one: deploy %[1]s alone, or %[2]s alone; remove what was generated for the other.", c.Name, names),
			Evidence: slices.Compact(at),
		})
	}
	return out
}

// guarded lists the health endpoints that no probe can ask.
func guarded(cs []assess.Component) []assess.Finding {
	var out []assess.Finding
	for _, c := range cs {
		f, ok := c.Facts.Best(fact.HealthGuarded)
		if !c.Deployable || !ok {
			continue
		}
		out = append(out, assess.Finding{
			ID: FindingHealthGuarded, Component: c.Name, Dimension: assess.DimProcess, Severity: assess.Medium,
			Title:    i18n.Textf("%[1]s 的健康检查接口 %[2]s 需要登录，探针只能检查端口", "the health endpoint %[2]s of %[1]s wants a login, so probes can only check the port", c.Name, f.Value),
			Remedy:   i18n.Textf("在安全配置里放行 %[1]s（及其下级路径），让探针能看到应用真实的就绪状态；不要放行其他 actuator 接口。", "Let requests to %[1]s and below pass in the security configuration, so that probes see whether the program is ready; leave the other actuator endpoints closed.", f.Value),
			Evidence: f.Evidence,
		})
	}
	return out
}
