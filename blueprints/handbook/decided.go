package handbook

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/dockerfile"
	"github.com/gantry-ack/gantry/generate/images"
	"github.com/gantry-ack/gantry/generate/wording"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// gathered is the same thing to do for several components.
type gathered struct {
	topic, text i18n.Text
	components  []string
}

// gather adds a component to what is to be done already, or begins something new.
func gather(all []gathered, component string, topic, text i18n.Text) []gathered {
	i := slices.IndexFunc(all, func(g gathered) bool { return g.topic == topic && g.text == text })
	if i < 0 {
		return append(all, gathered{topic, text, []string{component}})
	}
	if !slices.Contains(all[i].components, component) {
		all[i].components = append(all[i].components, component)
	}
	return all
}

func points(app generate.Application, all []gathered) []OpenPoint {
	var out []OpenPoint
	for _, g := range all {
		out = append(out, OpenPoint{Topic: of(app, g.components, g.topic), Text: g.text})
	}
	return out
}

// of says whose something is.
func of(app generate.Application, names []string, what i18n.Text) i18n.Text {
	who := components(app, names)
	if !strings.HasSuffix(who.ZH, "组件") {
		who.ZH += " "
	}
	return i18n.Text{ZH: who.ZH + "的" + what.ZH, EN: what.EN + " of " + who.EN}
}

// unsetPoints are variables that the program needs and that have no value, or one
// that leads to what is not generated.
func unsetPoints(app generate.Application) []OpenPoint {
	var all []gathered
	for _, w := range app.Workloads {
		for _, d := range w.Decisions {
			about := wording.Of(app, d.ID)
			if name, ok := strings.CutPrefix(about.Aspect, generate.AspectEnv("")); ok && d.Assumes == "cfg.perenv" {
				all = gather(all, w.Name, i18n.Textf("环境变量 %s", "variable %s", name), withPlaces(d.Reason, evidence(d)))
			}
		}
	}
	return points(app, all)
}

func withPlaces(t i18n.Text, es []fact.Evidence) i18n.Text {
	where := places(es)
	return i18n.Text{ZH: t.ZH + where, EN: t.EN + where}
}

// entryPoints say where nothing leads in from outside.
func entryPoints(app generate.Application) []OpenPoint {
	var all []gathered
	for _, w := range app.Workloads {
		var without []string
		for _, s := range w.Settings {
			if len(s.Hosts) == 0 {
				without = append(without, s.Environment)
			}
		}
		switch {
		case !w.Exposed || len(without) == 0:
		case len(without) == len(w.Settings):
			all = gather(all, w.Name, i18n.Text{ZH: "入口", EN: "way in"}, i18n.Text{ZH: "没有域名，未生成 Ingress，集群外访问不到；请回答 net.hosts",
				EN: "there is no host name, so no Ingress is generated and nothing outside the cluster reaches it; please answer net.hosts"})
		default:
			all = gather(all, w.Name, i18n.Text{ZH: "入口", EN: "way in"}, i18n.Textf("%[1]s 没有域名，未生成 Ingress；需要时请回答 net.hosts",
				"there is no host name and no Ingress in %[2]s; where it is wanted, answer net.hosts", strings.Join(without, "、"), strings.Join(without, ", ")))
		}
	}
	return points(app, all)
}

// lockPoints are builds that fetch other dependencies tomorrow than today.
func lockPoints(app generate.Application) []OpenPoint {
	var all []gathered
	for _, w := range app.Workloads {
		d, ok := app.Decision(w.DecisionID(dockerfile.AspectDependencies))
		c := w.Component
		locks := slices.Contains([]string{"javascript", "typescript", "python"}, c.Language.ID)
		if _, locked := c.Facts.Best(fact.BuildLockFile); ok && locks && !locked && !strings.HasPrefix(d.Value, "pip install -r") {
			all = gather(all, w.Name, i18n.Text{ZH: "依赖", EN: "dependencies"}, withPlaces(d.Reason, nil))
		}
	}
	return points(app, all)
}

// supportPoints are run times without security fixes.
func supportPoints(app generate.Application) []OpenPoint {
	table, err := images.Load()
	if err != nil {
		return nil // the generators have said so
	}
	var all []gathered
	for _, w := range app.Workloads {
		language := w.Component.Language.ID
		if ends, ended := table.Ended(language, w.Build.Version); ended {
			if language == "javascript" || language == "typescript" {
				language = "Node.js"
			}
			all = gather(all, w.Name, i18n.Text{ZH: "运行时", EN: "run time"}, i18n.Textf(
				"%[1]s %[2]s 已于 %[3]s 停止维护，不再有安全修复，请计划升级", "support of %[1]s %[2]s ended in %[3]s and there are no security fixes any more; plan an upgrade", language, w.Build.Version, ends))
		}
	}
	return points(app, all)
}
