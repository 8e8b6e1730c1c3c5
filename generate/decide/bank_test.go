package decide

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
)

// TestDrives holds the bank to the decisions: every question is read by exactly
// the decisions that it says it drives.
func TestDrives(t *testing.T) {
	b := bank(t)
	perEnvironment := []string{
		generate.AspectReplicas, generate.AspectAutoscale, generate.AspectResources, generate.AspectDisruption, generate.AspectSpread, generate.AspectHosts,
		generate.AspectPlatforms, // asks every environment
	}
	read := map[string]map[string]bool{}
	var names []string
	for _, c := range zoo().Deployables() {
		names = append(names, c.Name)
	}
	witness := func(question, decision string) {
		if decision == "" {
			return
		}
		if read[question] == nil {
			read[question] = map[string]bool{}
		}
		read[question][aspectOf(decision)] = true
	}
	for seed := range uint64(64) {
		r := rand.New(rand.NewPCG(seed, 2))
		a := answers(t, randomAnswers(r, b, names, float64(seed%8)/8))
		if _, err := decide(Input{Name: "shop", Assessment: zoo(), Answers: a, Bank: b}, witness); err != nil {
			t.Fatal(err)
		}
	}
	for _, q := range b.Questions() {
		var got []string
		for aspect := range read[q.ID] {
			got = append(got, aspect)
		}
		slices.Sort(got)
		want := slices.Sorted(slices.Values(slices.DeleteFunc(slices.Clone(q.Drives), isLater)))
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s drives (-bank +decisions):\n%s", q.ID, d)
		}
		for _, aspect := range got {
			if q.Allows(survey.Env) && !slices.Contains(perEnvironment, aspect) {
				t.Errorf("%s may be answered for an environment, but %s is taken once for all", q.ID, aspect)
			}
		}
		delete(read, q.ID)
	}
	for id := range read {
		t.Errorf("a decision reads %s, which the bank lacks", id)
	}
}

func isLater(drive string) bool { return !survey.IsAspect(drive) }

// aspectOf drops the component, the environment and the name of a variable.
func aspectOf(decision string) string {
	_, aspect, _ := strings.Cut(decision, ".")
	if strings.HasPrefix(aspect, "env.") {
		return "env"
	}
	for _, e := range []string{"dev", "staging", "uat", "prod"} {
		aspect = strings.TrimSuffix(aspect, "."+e)
	}
	return aspect
}

// evidenceOnly are the aspects that no question drives, each with the reason.
func evidenceOnly() map[string]string {
	return map[string]string{
		generate.AspectBuildContext: "where the source of a component lies",
		generate.AspectBuildBase:    "follows from stack and version; made with the Dockerfile",
		generate.AspectRoutes:       "paths that the front end or its proxy names in the source",
		generate.AspectSecretsFixed: "secrets that files fix where no variable wins over them",
		generate.AspectDisruption:   "follows from the number of instances",
		generate.AspectSpread:       "follows from the number of instances",
	}
}

// TestAspects holds that every decision is fed by a question, or is known to rest
// on evidence alone, and that the words of the bank name decisions that exist.
func TestAspects(t *testing.T) {
	driven := map[string]bool{}
	for _, q := range bank(t).Questions() {
		for _, id := range q.Drives {
			driven[id] = true
		}
	}
	known := map[string]bool{"env": true}
	for name, id := range constants(t, "../aspects.go") {
		if !strings.HasPrefix(name, "Aspect") {
			continue
		}
		known[id] = true
		_, alone := evidenceOnly()[id]
		switch {
		case !survey.IsAspect(id):
			t.Errorf("the survey has no words for the aspect %s", id)
		case driven[id] && alone:
			t.Errorf("%s rests on evidence alone, and yet a question drives it", id)
		case !driven[id] && !alone:
			t.Errorf("no question drives %s", id)
		}
	}
	for _, d := range survey.Drives() {
		if !d.Later && !known[d.ID] {
			t.Errorf("%s is no aspect of a decision", d.ID)
		}
	}
}

// TestPrefill holds the bank to the facts.
func TestPrefill(t *testing.T) {
	known := map[string]bool{}
	for _, key := range constants(t, "../../assess/fact/keys.go") {
		if strings.HasSuffix(key, ".") {
			key += "*"
		}
		known[key] = true
	}
	for _, q := range bank(t).Questions() {
		for _, key := range q.Prefill {
			if !known[key] {
				t.Errorf("%s is prefilled from %q, which is no fact", q.ID, key)
			}
		}
	}
}

// constants reads the text constants of a Go file by name, so that a new one
// cannot be forgotten here.
func constants(t *testing.T, file string) map[string]string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, decl := range f.Decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok || group.Tok != token.CONST {
			continue
		}
		for _, spec := range group.Specs {
			v := spec.(*ast.ValueSpec)
			for i, name := range v.Names {
				if i >= len(v.Values) {
					continue
				}
				if lit, ok := v.Values[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
					out[name.Name], err = strconv.Unquote(lit.Value)
					if err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	return out
}
