package handbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/wording"
	"github.com/gantry-ack/gantry/internal/document"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Assumption is a question without an answer and what was decided on its default.
type Assumption struct {
	Question  string    // its id
	Text      i18n.Text // the question itself
	Uses      []Use     // what is used instead of an answer
	Decisions []generate.Decision
}

// Use is one thing that is used for some components.
type Use struct {
	What i18n.Text // replicas = 2 (prod), 1 (staging)
	For  i18n.Text // the components; empty for the application as a whole
}

// Assumptions are the decisions that rest on a question without an answer,
// those on the same question together, sorted by question.
func Assumptions(app generate.Application, bank *survey.Bank) []Assumption {
	var out []Assumption
	for _, d := range app.AllDecisions() {
		if !d.Assumption() {
			continue
		}
		i := slices.IndexFunc(out, func(a Assumption) bool { return a.Question == d.Assumes })
		if i < 0 {
			q, _ := bank.Question(d.Assumes)
			out = append(out, Assumption{Question: d.Assumes, Text: q.Text})
			i = len(out) - 1
		}
		out[i].Decisions = append(out[i].Decisions, d)
	}
	for i := range out {
		out[i].Uses = uses(app, out[i].Decisions)
	}
	slices.SortFunc(out, func(a, b Assumption) int { return cmp.Compare(a.Question, b.Question) })
	return out
}

// used is a value of an aspect and the environments in which some components have it.
type used struct {
	aspect       string
	value        i18n.Text
	environments []string
	components   []string
}

// uses says decisions in words: those of several components with the same value
// together, and of an aspect the values by environment in one line.
func uses(app generate.Application, ds []generate.Decision) []Use {
	all := byComponents(app, byEnvironment(app, ds))
	var out []Use
	for i := 0; i < len(all); {
		same := i
		for same < len(all) && all[same].aspect == all[i].aspect && slices.Equal(all[same].components, all[i].components) {
			same++
		}
		what := i18n.Textf("%[1]s = %[3]s", "%[2]s = %[4]s", wording.Aspect(all[i].aspect).ZH, wording.Aspect(all[i].aspect).EN,
			values(app, all[i:same], i18n.ZH), values(app, all[i:same], i18n.EN))
		out = append(out, Use{What: what, For: components(app, all[i].components)})
		i = same
	}
	return out
}

// byEnvironment gathers the components that have the same value of an aspect in an environment.
func byEnvironment(app generate.Application, ds []generate.Decision) []used {
	var out []used
	for _, d := range ds {
		about := wording.Of(app, d.ID)
		u := used{aspect: about.Aspect, value: wording.Brief(about.Aspect, d.Value)}
		if about.Environment != "" {
			u.environments = []string{about.Environment}
		}
		i := slices.IndexFunc(out, func(o used) bool {
			return o.aspect == u.aspect && o.value == u.value && slices.Equal(o.environments, u.environments)
		})
		if i < 0 {
			out, i = append(out, u), len(out)
		}
		if about.Component != "" {
			out[i].components = append(out[i].components, about.Component)
		}
	}
	return out
}

// byComponents joins the environments in which the same components have the same
// value, and puts what the same components have of an aspect side by side.
func byComponents(app generate.Application, in []used) []used {
	var out []used
	for _, u := range in {
		i := slices.IndexFunc(out, func(o used) bool {
			return o.aspect == u.aspect && o.value == u.value && slices.Equal(o.components, u.components)
		})
		if i < 0 {
			out = append(out, u)
			continue
		}
		out[i].environments = append(out[i].environments, u.environments...)
	}
	order := func(name string) int {
		return slices.IndexFunc(app.Environments, func(e generate.Environment) bool { return e.Name == name })
	}
	for _, u := range out {
		slices.SortFunc(u.environments, func(a, b string) int { return cmp.Compare(order(a), order(b)) })
	}
	slices.SortStableFunc(out, func(a, b used) int {
		return cmp.Or(cmp.Compare(a.aspect, b.aspect), slices.Compare(a.components, b.components), cmp.Compare(order(first(a.environments)), order(first(b.environments))))
	})
	return out
}

func first(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

// values lists the values of one aspect, each with its environments unless it holds in all.
func values(app generate.Application, us []used, l i18n.Lang) string {
	var out []string
	for _, u := range us {
		s := u.value.In(l)
		if n := len(u.environments); n > 0 && n < len(app.Environments) {
			s += i18n.Textf("（%[1]s）", " (%[2]s)", strings.Join(u.environments, "、"), strings.Join(u.environments, ", ")).In(l)
		}
		out = append(out, s)
	}
	return strings.Join(out, i18n.Text{ZH: "；", EN: "; "}.In(l))
}

// manyComponents is how many a list names before it says which ones it leaves out instead.
const manyComponents = 4

// components says which they are: all of them, all but a few, or a list.
func components(app generate.Application, names []string) i18n.Text {
	var rest []string
	for _, w := range app.Workloads {
		if !slices.Contains(names, w.Name) {
			rest = append(rest, w.Name)
		}
	}
	switch zh, en := strings.Join(rest, "、"), strings.Join(rest, ", "); {
	case len(names) > 1 && len(rest) == 0:
		return i18n.Text{ZH: "全部组件", EN: "all components"}
	case len(names) > manyComponents && len(rest) < manyComponents:
		return i18n.Textf("除 %[1]s 外的全部组件", "all components but %[2]s", zh, en)
	}
	return i18n.Text{ZH: strings.Join(names, "、"), EN: strings.Join(names, ", ")}
}

// Line is the use with what it is for.
func (u Use) Line(l i18n.Lang) string {
	if who := u.For.In(l); who != "" {
		return fmt.Sprintf("%s%s%s", u.What.In(l), i18n.Text{ZH: "：", EN: ": "}.In(l), who)
	}
	return u.What.In(l)
}

func (h book) assumptions() document.Document {
	doc := document.Document{h.heading("假设", "Assumptions")}
	if len(h.Assumptions) == 0 {
		return append(doc, document.Paragraph{Text: h.say("没有：所有决定都有答案或证据。", "None: every decision has an answer or evidence.")})
	}
	t := document.Table{Head: []string{h.say("问题", "Question"), h.say("采用", "What is used"), h.say("用于", "For")}}
	for _, a := range h.Assumptions {
		question := strings.TrimSpace(a.Text.In(h.App.Lang) + " " + document.Verbatim(a.Question))
		for i, u := range a.Uses {
			if i > 0 {
				question = ""
			}
			t.Rows = append(t.Rows, []string{question, u.What.In(h.App.Lang), cmp.Or(u.For.In(h.App.Lang), h.say("整个应用", "the application"))})
		}
	}
	return append(doc, document.Paragraph{Text: h.say("下列问题还没有答案，采用了默认值。在答案文件中按编号回答后重新生成即可；每个取值的来由用 gantry explain 查看。",
		"These questions have no answer yet and a default was taken. Answer them by their ids in the answers file and generate again; gantry explain tells why a value is as it is.")}, t)
}
