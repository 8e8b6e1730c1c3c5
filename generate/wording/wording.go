// Package wording says decisions in the words of people: what an aspect is called
// and what its value means, in both languages. The values themselves are codes that
// files and programs refer to; nothing else turns them into prose.
package wording

import (
	"strings"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// About is what the id of a decision speaks of.
type About struct {
	Component   string // "" for the application as a whole
	Aspect      string // without the environment: replicas, env.LOG_LEVEL
	Environment string // "" when the decision holds in all of them
}

// Of takes the id of a decision apart.
func Of(app generate.Application, id string) About {
	component, aspect, _ := strings.Cut(id, ".")
	a := About{Component: component, Aspect: aspect}
	if _, ok := app.Workload(component); !ok && component == appPrefix {
		a.Component = ""
	}
	for _, e := range app.Environments {
		if rest, ok := strings.CutSuffix(aspect, "."+e.Name); ok && perEnvironment(rest) {
			a.Aspect, a.Environment = rest, e.Name
		}
	}
	return a
}

// appPrefix begins the ids of decisions of the application; see [generate.AppDecision].
const appPrefix = "app"

func perEnvironment(aspect string) bool {
	if _, ok := variable(aspect); ok {
		return true
	}
	word, ok := words()[aspect]
	return ok && word.perEnvironment
}

// Aspect is what an aspect, without its environment, is called; of an aspect
// that has no words, the aspect itself.
func Aspect(aspect string) i18n.Text {
	if name, ok := variable(aspect); ok {
		return i18n.Textf("环境变量 %s", "variable %s", name)
	}
	if kind, ok := generate.ServiceKind(aspect); ok {
		return i18n.Textf("%s 的地址", "address of %s", kind)
	}
	if w, ok := words()[aspect]; ok {
		return w.name
	}
	return plain(aspect)
}

// Value is what a value of an aspect means.
func Value(aspect, value string) i18n.Text {
	if _, ok := variable(aspect); ok {
		return variableValue(value)
	}
	if _, ok := generate.ServiceKind(aspect); ok {
		return fixed(value)
	}
	w, ok := words()[aspect]
	if !ok {
		return plain(value)
	}
	if text, ok := w.values[value]; ok {
		return text
	}
	if w.say != nil {
		return w.say(value)
	}
	return plain(value)
}

// Brief is Value for a list of many components: what differs from one to the next
// without being a choice of its own, such as who talks to whom, is left out.
func Brief(aspect, value string) i18n.Text {
	if strings.Contains(value, ".invalid") {
		return i18n.Text{ZH: "由平台提供，见待办", EN: "supplied by the platform, see the open points"}
	}
	if aspect == generate.AspectNetwork {
		mode, _, _ := strings.Cut(value, ";")
		return networkMode(mode)
	}
	return Value(aspect, value)
}

// variable returns the name of the variable that an aspect is about.
func variable(aspect string) (string, bool) { return strings.CutPrefix(aspect, generate.AspectEnv("")) }

func variableValue(value string) i18n.Text {
	switch value {
	case "none":
		return i18n.Text{ZH: "不设置", EN: "not set"}
	case "secret":
		return i18n.Text{ZH: "由 Secret 注入", EN: "from a Secret"}
	}
	return plain(value)
}

func fixed(value string) i18n.Text {
	if value == generate.ServiceFixed {
		return i18n.Text{ZH: "写在文件或代码里，环境变量覆盖不了", EN: "in a file or in code, where no variable wins over it"}
	}
	return plain(value)
}

// plain is a value that reads the same in both languages.
func plain(s string) i18n.Text { return i18n.Text{ZH: s, EN: s} }
