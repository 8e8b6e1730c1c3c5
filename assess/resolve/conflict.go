package resolve

import (
	goversion "go/version"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// conflicts finds the single-valued keys whose candidates cannot all hold. A
// framework's default is no candidate against what the source states.
func conflicts(fs fact.Set) []assess.Conflict {
	out := []assess.Conflict{}
	for _, key := range []string{
		fact.BuildTool, fact.ContextPath, fact.Framework, fact.LanguageVersion,
		fact.Packaging, fact.Port, fact.RunUser,
	} {
		all := fs.All(key)
		if len(all) < 2 {
			continue
		}
		var against fact.Set
		for _, f := range all[1:] {
			if f.Origin != fact.FromDefault && disagree(fs, key, all[0], f) {
				against = append(against, f)
			}
		}
		if len(against) > 0 {
			out = append(out, assess.Conflict{
				Key: key, Chosen: all[0].Value, Candidates: append(fact.Set{all[0]}, against...),
				Reason: reason(all[0], against[0]),
			})
		}
	}
	return out
}

func disagree(fs fact.Set, key string, chosen, other fact.Fact) bool {
	switch key {
	case fact.Port:
		a, okA := assess.ParsePort(chosen.Value)
		b, okB := assess.ParsePort(other.Value)
		together := chosen.Origin == fact.FromDeploy && samePlace(chosen, other)
		return okA && okB && a.Port != b.Port && !together && !hearsay(chosen, other)
	case fact.LanguageVersion:
		if fs.Value(fact.Language) == "go" {
			return olderThan(other.Value, chosen.Value)
		}
		return !sameVersion(chosen.Value, other.Value)
	}
	return chosen.Value != other.Value
}

// hearsay tells of a port that a deployment file is only taken to mean, such as a
// property of an image plug-in or a variable, against one that something stronger states.
func hearsay(chosen, other fact.Fact) bool {
	return other.Origin == fact.FromDeploy && other.Confidence != fact.High && chosen.Origin != fact.FromDeploy && chosen.Confidence == fact.High
}

// sameVersion tells whether two versions can both hold: 20 and 20.11, or a
// range, which this does not try to solve.
func sameVersion(a, b string) bool {
	if strings.ContainsAny(a+b, "<>=^~*|x ,+") {
		return true
	}
	return a == b || strings.HasPrefix(a, b+".") || strings.HasPrefix(b, a+".")
}

// olderThan compares Go versions. The go directive states the oldest version
// that will do, so that a newer toolchain or image does not contradict it
// (https://go.dev/ref/mod#go-mod-file-go).
func olderThan(version, minimum string) bool {
	if sameVersion(version, minimum) {
		return false
	}
	return goversion.Compare("go"+version, "go"+minimum) < 0
}

func reason(chosen, other fact.Fact) i18n.Text {
	if chosen.Origin == other.Origin {
		return i18n.Textf("同为%[1]s的两处说法不同", "two places in the %[2]s disagree", originZH(chosen.Origin), originEN(chosen.Origin))
	}
	return i18n.Textf("%[1]s的说法优先于%[3]s", "what the %[2]s says precedes what the %[4]s says",
		originZH(chosen.Origin), originEN(chosen.Origin), originZH(other.Origin), originEN(other.Origin))
}

func originZH(o fact.Origin) string { return originText(o).ZH }
func originEN(o fact.Origin) string { return originText(o).EN }

func originText(o fact.Origin) i18n.Text {
	switch o {
	case fact.FromStart:
		return i18n.Text{ZH: "启动命令", EN: "start command"}
	case fact.FromConfig:
		return i18n.Text{ZH: "配置文件", EN: "configuration"}
	case fact.FromCode:
		return i18n.Text{ZH: "源代码", EN: "source code"}
	case fact.FromBuild:
		return i18n.Text{ZH: "构建文件", EN: "build file"}
	case fact.FromDeploy:
		return i18n.Text{ZH: "已有部署描述", EN: "existing deployment file"}
	}
	return i18n.Text{ZH: "框架默认值", EN: "framework default"}
}
