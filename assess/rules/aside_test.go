package rules_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
)

// What a source has for its developers is no part of what runs, unless it is all that there is.
func TestAside(t *testing.T) {
	set := ruleOf(t, "    match:\n      - code: {languages: [csharp], kinds: [call], names: [\"*.Start\"]}\n")
	const start = "class A { void Run() { Process.Start(\"x\"); } }\n"
	files := map[string]string{"src/Tools/Packer/A.cs": start, "src/Shop.AppHost/A.cs": start, "src/Shop/A.cs": start}
	all := []assess.Component{program("packer", "src/Tools/Packer", "csharp"), program("host", "src/Shop.AppHost", "csharp"), program("shop", "src/Shop", "csharp")}
	for name, c := range map[string]struct {
		of   []assess.Component
		want []string
	}{
		"beside a program": {all, []string{"shop src/Shop/A.cs:1"}},
		"alone":            {all[1:2], []string{"host src/Shop.AppHost/A.cs:1", "host src/Shop/A.cs:1"}},
	} {
		got, _ := judged(t, set, files, c.of...)
		if diff := cmp.Diff(c.want, places(got)); diff != "" {
			t.Errorf("%s: places (-want +got):\n%s", name, diff)
		}
	}
}
