package portfolio

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/classify"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// estate is everything that the steps of a plan read and write.
type estate struct {
	in       Input
	model    Model
	apps     []*application
	index    map[string]int // position in apps by name
	names    names
	graph    *graph
	groups   []*group
	cut      []Cut // each of which breaks a cycle
	needed   *application
	stacks   map[string]int // moving applications by language
	moving   int
	schedule *schedule
	prepared Date // the last day of preparation, "" without a start
	waves    [][]*group
	work     workdays
	plan     Plan
	touched  map[string]bool // questions whose default was assumed already
	said     map[string][]survey.Given
	scope    map[string]survey.Row // of biz.scope.apps, by the application's name
}

// byApplication are the answers that were given for applications and their components.
func byApplication(answers survey.Answers) map[string][]survey.Given {
	out := map[string][]survey.Given{}
	for _, g := range answers.All() {
		if g.Place.App != "" {
			out[g.Place.App] = append(out[g.Place.App], g)
		}
	}
	return out
}

// application is an application with what the plan finds out about it.
type application struct {
	Application
	at         int // position in the estate
	moves      bool
	strategy   classify.Strategy
	components []component
	value      Value
	group      *group
	dependents int // applications that need it
}

// component is a component to run, under the name that answers have for it.
type component struct {
	assess.Component
	name string
	role assess.Workload
}

func newEstate(in Input) *estate {
	e := &estate{in: in, model: in.Model, index: map[string]int{}, touched: map[string]bool{}, scope: map[string]survey.Row{}, work: newWorkdays(in.Model.Calendar.Holidays)}
	e.said = byApplication(in.Answers)
	sorted := slices.Clone(in.Applications)
	slices.SortStableFunc(sorted, func(a, b Application) int { return cmp.Compare(a.Name, b.Name) })
	for _, a := range sorted {
		if _, twice := e.index[a.Name]; twice || a.Name == "" {
			continue
		}
		e.index[a.Name] = len(e.apps)
		e.apps = append(e.apps, &application{Application: a, at: len(e.apps)})
	}
	for _, r := range e.rows("biz.scope.apps", survey.Scope{}) {
		e.scope[r.Get("name")] = r
	}
	for _, a := range e.apps {
		a.components = e.componentsOf(a)
		e.settleStrategy(a)
	}
	e.names = newNames(e)
	return e
}

// componentsOf are the components that run, corrected by app.components as generation corrects
// them (generate/decide, corrections). An application without source has those that answers name,
// or one that goes by the application's name.
func (e *estate) componentsOf(a *application) []component {
	corrected := map[string]survey.Row{}
	for _, r := range e.rows("app.components", survey.Scope{App: a.Name}) {
		corrected[r.Get("name")] = r
	}
	var out []component
	if a.Assessment != nil && len(a.Assessment.Deployables()) > 0 {
		for _, c := range a.Assessment.Deployables() {
			name := cmp.Or(a.Names[c.Name], c.Name)
			row := firstRow(corrected, name, c.Name, c.Path)
			if deploy, given := row.Bool("deploy"); given && !deploy {
				continue
			}
			out = append(out, component{c, name, cmp.Or(assess.Workload(row.Get("type")), c.Workload, assess.Web)})
		}
		return out
	}
	for _, r := range e.rows("app.components", survey.Scope{App: a.Name}) {
		if deploy, given := r.Bool("deploy"); !given || deploy {
			out = append(out, e.toldComponent(a, r.Get("name"), assess.Workload(r.Get("type"))))
		}
	}
	if len(out) == 0 {
		out = append(out, e.toldComponent(a, a.Name, ""))
	}
	return out
}

// toldComponent is a component that answers alone tell of.
func (e *estate) toldComponent(a *application, name string, role assess.Workload) component {
	c := component{assess.Component{Name: name}, name, cmp.Or(role, assess.Web)}
	stack := e.record("app.stack", survey.Scope{App: a.Name, Component: name})
	c.Language.ID, c.Language.Version, c.Framework.ID = stack.Get("language"), stack.Get("version"), assess.Slug(stack.Get("framework"))
	return c
}

func firstRow(rows map[string]survey.Row, names ...string) survey.Row {
	for _, n := range names {
		if r, ok := rows[n]; ok {
			return r
		}
	}
	return nil
}

// settleStrategy decides whether the application goes into containers.
func (e *estate) settleStrategy(a *application) {
	a.strategy = a.Judgement.Strategy.Value
	if in, given := e.scopeRow(a.Name).Bool("in-scope"); given && !in {
		a.strategy = classify.Retain
	}
	a.moves = a.strategy == classify.Replatform || a.strategy == classify.Refactor
	if a.strategy == "" && a.Assessment != nil {
		a.moves = true
	}
	if a.Assessment == nil && !e.answered(a.Name) {
		a.moves = false
		e.problem(Problem{
			Kind:         ProblemUnassessed,
			Text:         i18n.Textf("%[1]s 既没有源码评估，也没有调研答案，无法安排波次", "%[1]s has neither an assessment of its source nor answers, so it has no wave", e.label(a.Name).ZH),
			Remedy:       t("补做访谈，或提供源码、镜像或安装包后重新评估", "interview its people, or provide source, image or artefact and assess it"),
			Applications: []string{a.Name},
		})
	}
}

// unrecognized names the applications whose source was read and showed nothing to deploy.
func (e *estate) unrecognized() {
	var found []string
	for _, a := range e.apps {
		if a.Assessment != nil && len(a.Assessment.Deployables()) == 0 {
			found = append(found, a.Name)
		}
	}
	if len(found) == 0 {
		return
	}
	names := joinNames(found)
	e.problem(Problem{
		Kind: ProblemUnassessed,
		Text: i18n.Textf("%[1]s 的源码里没有认出可部署的组件，只按调研答案计划，工作量和容量偏粗", "no component to deploy was recognized in the source of %[2]s; the plan goes by answers alone, and effort and capacity are rough", names.ZH, names.EN),
		Remedy: t("确认源码目录；不能自动识别的技术栈请补全 app.stack、app.components 和资源用量，Dockerfile 由人工编写",
			"check the directory; for stacks that are not recognized complete app.stack, app.components and the use of resources, and write the Dockerfile by hand"),
		Applications: found,
	})
}

// scopeRow is what biz.scope.apps says of an application.
func (e *estate) scopeRow(app string) survey.Row { return e.scope[app] }

// answered tells whether anybody said anything about the application.
func (e *estate) answered(app string) bool {
	return len(e.said[app]) > 0
}

// ask returns what holds, when it is known.
func (e *estate) ask(id string, s survey.Scope) (survey.Answer, bool) {
	a, ok := e.in.Answers.Lookup(id, s)
	return a, ok && a.State == survey.Known
}

// rows are those of a table or record, none when it is not known.
func (e *estate) rows(id string, s survey.Scope) []survey.Row {
	a, _ := e.ask(id, s)
	return a.Value.Rows
}

func (e *estate) record(id string, s survey.Scope) survey.Row {
	a, _ := e.ask(id, s)
	return a.Value.Record()
}

// choice is the key that was chosen, "" when nobody knows.
func (e *estate) choice(id string, s survey.Scope) string {
	a, _ := e.ask(id, s)
	return a.Value.Text
}

// optionText is what an option is called, without what stands behind its colon.
func (e *estate) optionText(id, column, key string) i18n.Text {
	if e.in.Bank == nil {
		return i18n.Text{ZH: key, EN: key}
	}
	q, ok := e.in.Bank.Question(id)
	f := q.Field
	if column != "" {
		c, _ := q.Column(column)
		f = c.Field
	}
	o, found := f.Option(key)
	if !ok || !found {
		return i18n.Text{ZH: key, EN: key}
	}
	zh, _, _ := strings.Cut(o.Text.ZH, "：")
	en, _, _ := strings.Cut(o.Text.EN, ":")
	return i18n.Text{ZH: zh, EN: en}
}

// assume records once that a default stands for an answer of the plan as a whole.
func (e *estate) assume(question string, text i18n.Text) {
	if !e.touched[question] {
		e.touched[question] = true
		e.plan.Assumptions = append(e.plan.Assumptions, text)
	}
}

func (e *estate) problem(p Problem) { e.plan.Problems = append(e.plan.Problems, p) }

func (e *estate) app(name string) (*application, bool) {
	i, ok := e.index[name]
	if !ok {
		return nil, false
	}
	return e.apps[i], true
}

// label is what people call an application: its name, with what biz.scope.apps says it is for.
func (e *estate) label(app string) i18n.Text {
	if purpose := e.scopeRow(app).Get("purpose"); purpose != "" && purpose != app && len([]rune(purpose)) <= maxAlias {
		return i18n.Text{ZH: app + "（" + purpose + "）", EN: app + " (" + purpose + ")"}
	}
	return i18n.Text{ZH: app, EN: app}
}

// reason is one without points.
func reason(question, zh, en string, args ...any) classify.Reason {
	return classify.Reason{Text: i18n.Textf(zh, en, args...), Question: question}
}

// term is a reason that adds points.
func term(points float64, question, zh, en string, args ...any) classify.Reason {
	r := reason(question, zh, en, args...)
	r.Points = round(points, 2)
	return r
}

// sum adds the points up.
func sum(rs []classify.Reason) float64 {
	total := 0.0
	for _, r := range rs {
		total += r.Points
	}
	return round(total, 2)
}
