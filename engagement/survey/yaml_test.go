package survey

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestAnswersRoundTrip: what is printed is read back as it was.
func TestAnswersRoundTrip(t *testing.T) {
	bank := testBank(t)
	tests := []struct{ name, body string }{
		{"nothing", ""},
		{"the example", string(read(t, shopFile))},
		{"states", "org: {net.mirrors: {unknown: true, owner: 李工, due: 2026-12-01}, goal.slo: {na: true, note: 'yes: no # x'}}"},
		{"confidence", "org: {net.mirrors: {value: none, confidence: estimated, by: 王工, at: 2026-11-24}}"},
		{"record", "org: {perf.cpu: {mean: 500m, peak: 2}, app.stack: {version: 3.10}}"},
		{"table", "apps: {shop: {tgt.envs: [{name: on, namespace: 'null'}, {name: off, production: true}]}}"},
		{"empty lists", "org: {perf.limits: [], app.nativedeps: []}"},
		{"odd names", "apps: {'商城 1.0': {components: {'yes': {perf.startup: 90s}, '08': {perf.startup: 1m}}}}\nenvs: {'null': {tgt.arch: [arm64]}}"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := tt.body
			if tt.name != "the example" {
				text = "schema: " + Schema + "\n" + text
			}
			first, err := ParseAnswers([]byte(text), bank)
			if err != nil {
				t.Fatal(err)
			}
			printed, err := first.YAML(bank, "answers\nof a test")
			if err != nil {
				t.Fatal(err)
			}
			second, err := ParseAnswers(printed, bank)
			if err != nil {
				t.Fatalf("%v\n%s", err, printed)
			}
			ignore := cmpopts.IgnoreFields(Answer{}, "Line")
			if d := cmp.Diff(first.All(), second.All(), ignore); d != "" {
				t.Errorf("(-first +second)\n%s\n%s", d, printed)
			}
		})
	}
}

func TestPlace(t *testing.T) {
	for _, p := range []Place{{}, {Env: "prod"}, {App: "shop"}, {App: "shop", Component: "bff"}} {
		back, ok := ParsePlace(p.String())
		if !ok || back != p || !p.Valid() {
			t.Errorf("%v became %v", p, back)
		}
	}
	for _, bad := range []string{"", "envs.", "apps.", "apps.x.components.", "orgs", "shop"} {
		if p, ok := ParsePlace(bad); ok {
			t.Errorf("%q became %v", bad, p)
		}
	}
	if (Place{Env: "prod", App: "shop"}).Valid() || (Place{Component: "bff"}).Valid() {
		t.Error("an environment has no application, a component has one")
	}
}

func TestCheck(t *testing.T) {
	bank := testBank(t)
	tests := []struct {
		id   string
		in   Value
		want Value // when nothing is wrong
		bad  bool
	}{
		{"net.mirrors", Value{Text: "china"}, Value{Text: "china"}, false},
		{"net.mirrors", Value{Text: "japan"}, Value{}, true},
		{"goal.slo", Value{Text: "99.9%"}, Value{Text: "99.9"}, false},
		{"perf.cpu", Value{Rows: []Row{{{"peak", "2"}, {"mean", "500m"}}}}, Value{Rows: []Row{{{"mean", "500m"}, {"peak", "2"}}}}, false},
		{"perf.cpu", Value{}, Value{}, true},
		{"tgt.envs", Value{Rows: []Row{{{"name", "dev"}}, {{"name", "dev"}}}}, Value{}, true},
		{"app.nativedeps", Value{List: []string{"ffmpeg"}}, Value{List: []string{"ffmpeg"}}, false},
		{"cur.startup", Value{Rows: []Row{{{"command", "run --password=Ab12cd34Ef"}}}}, Value{}, true},
	}
	for _, tt := range tests {
		q, ok := bank.Question(tt.id)
		if !ok {
			t.Fatal(tt.id)
		}
		got, problems := q.Check(tt.in)
		if (len(problems) > 0) != tt.bad {
			t.Errorf("%s %v: %v", tt.id, tt.in, problems)
		} else if d := cmp.Diff(tt.want, got); !tt.bad && d != "" {
			t.Errorf("%s (-want +got)\n%s", tt.id, d)
		}
	}
}

func TestParseScalar(t *testing.T) {
	tests := []struct {
		f        Field
		in, want string
		bad      bool
	}{
		{Field{Type: Duration}, " 90s ", "90s", false},
		{Field{Type: Duration}, "90", "", true},
		{Field{Type: Quantity, Unit: Memory}, "512m", "", true},
		{Field{Type: Number, Min: 1, Max: 9}, "10", "", true},
		{Field{Type: Text}, "token=Abcd1234efgh", "", true},
		{Field{Type: Text}, "", "", true},
	}
	for _, tt := range tests {
		got, want := tt.f.Parse(tt.in)
		if got != tt.want || want.Complete() != tt.bad {
			t.Errorf("%v %q: %q, %v", tt.f.Type, tt.in, got, want)
		}
	}
}
