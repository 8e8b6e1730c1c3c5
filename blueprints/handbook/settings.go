package handbook

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// settingPoints are the addresses and secrets in files and in code that a person
// must look after. Components that share a file share the point.
func settingPoints(app generate.Application) []OpenPoint {
	var all []settingPoint
	for _, w := range app.Workloads {
		for _, p := range append(fixedPoints(w), committedSecrets(w)...) {
			i := slices.IndexFunc(all, func(x settingPoint) bool { return x.about == p.about && x.text == p.text })
			if i < 0 {
				i, all = len(all), append(all, p)
			}
			all[i].names = append(all[i].names, w.Name)
		}
	}
	out := make([]OpenPoint, len(all))
	for i, p := range all {
		out[i] = OpenPoint{Text: p.text, Topic: of(app, p.names, p.about)}
	}
	return out
}

// settingPoint is an open point about settings of several components.
type settingPoint struct {
	about, text i18n.Text
	names       []string // of the components
}

// fixedPoints are what no variable reaches.
func fixedPoints(w generate.Workload) []settingPoint {
	var out []settingPoint
	for _, d := range w.Decisions {
		aspect := strings.TrimPrefix(d.ID, w.Name+".")
		about := i18n.Text{ZH: "敏感配置", EN: "secrets"}
		if kind, ok := generate.ServiceKind(aspect); ok {
			about = i18n.Textf(" %s 地址", "the address of %s", kind)
		} else if aspect != generate.AspectSecretsFixed {
			continue
		}
		at := places(evidence(d))
		out = append(out, settingPoint{about: about, text: i18n.Text{ZH: d.Reason.ZH + at, EN: d.Reason.EN + at}})
	}
	return out
}

func evidence(d generate.Decision) []fact.Evidence {
	var out []fact.Evidence
	for _, in := range d.Inputs {
		out = append(out, in.Evidence...)
	}
	return out
}

// committedSecrets asks to change what is committed in plain text, even where a
// Secret takes it over: it stays in the history of the repository and in every image.
func committedSecrets(w generate.Workload) []settingPoint {
	found := w.Component.Facts.All(fact.SecretSetting)
	if len(found) == 0 {
		return nil
	}
	var at []fact.Evidence
	for _, f := range found {
		at = append(at, f.Evidence...)
	}
	return []settingPoint{{about: i18n.Text{ZH: "明文敏感配置", EN: "plain-text secrets"}, text: i18n.Textf(
		"配置文件里有 %[1]d 项明文敏感配置%[2]s，会进镜像和提交历史：请更换这些值，并从文件中删除",
		"%[1]d secrets stand in configuration files in plain text%[2]s and are in every image and in the history: change them, and take them out of the files",
		len(found), places(at))}}
}
