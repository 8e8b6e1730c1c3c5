package prefill

import (
	"cmp"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// rule makes candidates for the answer to one question, the strongest first: of a
// component, which may be looked at beside its siblings, or of the application.
type rule struct {
	question string
	// keys are the facts that it reads, in the form of survey.Question.Prefill; what
	// they suggest may be refined by others.
	keys        []string
	component   func(c component, all []component) []candidate
	application func(all []component) []candidate
}

// rules are all rules, in the order of the bank.
func rules() []rule {
	return []rule{
		{question: "cur.instances", keys: []string{fact.Instances}, component: instances},
		{question: "cur.startup", keys: []string{fact.Start}, component: startup},
		{question: "app.components", keys: []string{fact.Workload, fact.Deployable}, application: parts},
		{question: "app.source", keys: []string{fact.BuildTool, fact.Packaging}, component: source},
		{question: "app.stack", keys: []string{fact.Language, fact.LanguageVersion, fact.Framework, fact.FrameworkVersion}, component: stack},
		{question: "app.build", keys: []string{fact.BuildCommand, fact.BuildArtifact}, component: build},
		{question: "app.native", keys: []string{fact.NativeModule, fact.CGO}, component: native},
		{question: "app.nativedeps", keys: []string{fact.SystemPackage, fact.CJKFonts}, component: nativeDeps},
		{question: "app.locale", keys: []string{fact.TimeZone, fact.Locale, fact.Charset}, component: locale},
		{question: "app.ports", keys: []string{fact.Port, "port.*"}, component: ports},
		{question: "app.root", keys: []string{fact.RunUser}, component: root},
		{question: "cfg.how", keys: []string{fact.ConfigFile, fact.Profile, fact.Service, "env.*"}, component: configuration},
		{question: "cfg.perenv", keys: []string{"env.*"}, component: variables},
		{question: "cfg.secrets", keys: []string{fact.SecretSetting}, component: secrets},
		{question: "state.session", keys: []string{fact.Session}, component: session},
		{question: "state.files", keys: []string{fact.LocalWrite, fact.KeptMount}, component: files},
		{question: "state.singleton", keys: []string{fact.Single}, component: singleton},
		{question: "state.jobs", keys: []string{fact.Schedule, fact.ScheduleLock}, component: jobs},
		{question: "state.shutdown", keys: []string{fact.GracefulShutdown}, component: shutdown},
		{question: "dep.down", keys: []string{"env.*"}, component: callees},
		{question: "dep.registry", keys: []string{fact.Service, fact.Framework}, component: registry},
		{question: "dep.frontend", keys: []string{fact.Workload, fact.Framework}, application: frontEnd},
		{question: "dep.middleware", keys: []string{fact.Service, "service.*"}, component: middleware},
		{question: "data.stores", keys: []string{fact.Service, "service.*"}, component: stores},
		{question: "data.schema", keys: []string{fact.SchemaMigration}, component: schema},
		{question: "data.conn", keys: []string{fact.ConnectionPool}, component: pool},
		{question: "perf.memory", keys: []string{fact.HeapMax}, component: heap},
		{question: "ops.health", keys: []string{fact.Health}, component: health},
		{question: "ops.logs", keys: []string{fact.LocalWrite}, component: logs},
		{question: "ops.tracing", keys: []string{fact.Start}, component: tracing},
		{question: "ops.metrics", keys: []string{fact.MetricsPath}, component: metrics},
		{question: "test.unit", keys: []string{fact.Tests}, component: unitTests},
	}
}

// scalar, record and table are values in the form that questions take.
func scalar(text string) survey.Value { return survey.Value{Text: text} }

func record(cells ...survey.Cell) survey.Value { return table(row(cells...)) }

func table(rows ...survey.Row) survey.Value { return survey.Value{Rows: rows} }

// row leaves out cells that say nothing.
func row(cells ...survey.Cell) survey.Row {
	out := survey.Row{}
	for _, c := range cells {
		if c.Text != "" {
			out = append(out, c)
		}
	}
	return out
}

func cell(column, text string) survey.Cell { return survey.Cell{Column: column, Text: text} }

// one is a single candidate, none when there is nothing in it.
func one(v survey.Value, facts ...fact.Fact) []candidate {
	if v.Text == "" && len(v.List) == 0 && len(v.Rows) == 0 {
		return nil
	}
	return []candidate{{value: v, facts: facts}}
}

// recordOf is a record with the cells that say something, none without any.
func recordOf(cells []survey.Cell, facts fact.Set) []candidate {
	r := row(cells...)
	if len(r) == 0 {
		return nil
	}
	return one(table(r), facts...)
}

// assumed marks what does not follow from the evidence but mostly comes with it.
func assumed(candidates []candidate) []candidate {
	for i := range candidates {
		candidates[i].confidence = survey.Assumed
	}
	return candidates
}

// readings are the facts of a single-valued key: the one that holds and, where the
// resolver found a conflict, those that speak against it.
func readings(c component, key string) fact.Set {
	best, ok := c.Facts.Best(key)
	if !ok {
		return nil
	}
	out := fact.Set{best}
	for _, x := range c.Conflicts {
		if x.Key != key {
			continue
		}
		for _, f := range x.Candidates {
			if f.Value != best.Value {
				out = append(out, f)
			}
		}
	}
	return out
}

// strongest is the strongest fact for one value of a many-valued key.
func strongest(fs fact.Set, key, value string) fact.Fact {
	for _, f := range fs.All(key) {
		if f.Value == value {
			return f
		}
	}
	return fact.Fact{}
}

// chosen maps the value of a fact to the key of an option: of what the table
// lacks there is no suggestion.
func chosen(table map[string]string, f fact.Fact) []candidate {
	return one(scalar(table[f.Value]), f)
}

// flag is the fact that a key is true.
func flag(c component, key string) (fact.Fact, bool) {
	f, ok := c.Facts.Best(key)
	return f, ok && cmp.Or(f.Value, "false") == "true"
}
