package rules_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/fact"
)

// Main packages that nobody deploys belong to no program beside them.
func TestGoTools(t *testing.T) {
	set := ruleOf(t, "    match:\n      - code: {languages: [go], kinds: [call], names: [os.Create]}\n")
	const write = "\n\nimport \"os\"\n\nfunc main() { os.Create(\"x\") }\n"
	files := map[string]string{
		"cmd/shop/main.go": "package main" + write, "internal/gen/main.go": "package main" + write, "internal/store/store.go": "package store" + write,
		"internal/store/plain_darwin.go": "package store" + write, "internal/store/tag.go": "//go:build !linux\n\npackage store" + write,
		"extra/go.mod": "module extra", "extra/extra.go": "package extra" + write,
		"internal/store/own.go": "//go:build enterprise\n\npackage store" + write,
	}
	shop := program("shop", ".", "go", fact.New(fact.GoMain, "./cmd/shop", fact.FromCode, "cmd/shop/main.go", 5))
	extra := program("extra", "extra", "go")
	extra.Deployable = false
	got, _ := judged(t, set, files, shop, extra)
	if diff := cmp.Diff([]string{"shop cmd/shop/main.go:5", "shop internal/store/own.go:7", "shop internal/store/store.go:5"}, places(got)); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
}
