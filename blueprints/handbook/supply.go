package handbook

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// bindingPoints are the values that the platform must supply: those that differ by
// the environment alone together, each with all that use it.
func bindingPoints(app generate.Application, bindings []generate.Binding) []OpenPoint {
	missing := generate.Missing(bindings)
	var keys []string
	names := map[string][]string{}
	for _, b := range missing {
		key := anyEnvironment(app, b.Name)
		if names[key] == nil {
			keys = append(keys, key)
		}
		names[key] = append(names[key], b.Name)
	}
	var out []OpenPoint
	for _, key := range keys {
		i := slices.IndexFunc(missing, func(b generate.Binding) bool { return b.Name == names[key][0] })
		text := missing[i].Text
		if zh, en := users(app, names[key]); len(zh) > 0 {
			text = i18n.Textf("用于 %[1]s", "used for %[2]s", strings.Join(zh, "、"), strings.Join(en, ", "))
		}
		out = append(out, OpenPoint{
			Topic: i18n.Textf("平台取值 %[1]s", "binding %[2]s", strings.Join(names[key], "、"), strings.Join(names[key], ", ")),
			Text:  i18n.Text{ZH: text.ZH + "；填入 platform.yaml 后重新生成", EN: text.EN + "; fill it in in platform.yaml and generate again"},
		})
	}
	return out
}

// anyEnvironment is the name of a binding without its environment.
func anyEnvironment(app generate.Application, name string) string {
	for _, e := range app.Environments {
		if rest, ok := strings.CutPrefix(name, app.Name+"."+e.Name+"."); ok {
			return app.Name + ".*." + rest
		}
	}
	return name
}

// users are the variables that hold bound values, each with its components.
func users(app generate.Application, bindings []string) (zh, en []string) {
	var all []gathered
	for _, w := range app.Workloads {
		vars := slices.Clone(w.Env)
		for _, s := range w.Settings {
			vars = append(vars, s.Env...)
		}
		for _, v := range vars {
			if slices.Contains(bindings, v.Binding) {
				all = gather(all, w.Name, i18n.Text{ZH: " " + v.Name, EN: v.Name}, i18n.Text{})
			}
		}
	}
	for _, g := range all {
		t := of(app, g.components, g.topic)
		zh, en = append(zh, t.ZH), append(en, t.EN)
	}
	return zh, en
}

// secretPoints lists the Secrets that somebody has to make.
func secretPoints(app generate.Application) []OpenPoint {
	var names []string
	for _, w := range app.Workloads {
		if slices.ContainsFunc(w.Secrets, func(s generate.Secret) bool { return !s.Optional }) {
			names = append(names, w.SecretName())
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []OpenPoint{{Topic: i18n.Text{ZH: "Secret", EN: "Secrets"}, Text: i18n.Textf(
		"部署前在每个环境建立 %[1]s，键见 "+Path, "before deploying, make %[2]s in every environment; the keys are in "+Path, strings.Join(names, "、"), strings.Join(names, ", "))}}
}
