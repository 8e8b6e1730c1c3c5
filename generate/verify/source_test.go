package verify_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gantry-ack/gantry/generate/verify"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// A generated tree without its source gets one warning, not an error for every COPY.
func TestSourceElsewhere(t *testing.T) {
	tree, source := shop(t)
	var entries []string
	for name := range tree {
		entries = append(entries, fmt.Sprintf(`{"path": %q, "sha256": %q, "mode": "0644"}`, name, strings.Repeat("0", 64)))
	}
	slices.Sort(entries)
	tree[".gantry/manifest.json"] = &fstest.MapFile{Data: []byte(`{"schema": "gantry.manifest/v1", "files": [` + strings.Join(entries, ",") + `]}`)}
	alone := run(t, tree, nil, false)
	if got := strings.Join(checks(alone), " "); got != "dockerfile.source" || !verify.Holds(alone) || len(alone) != 1 {
		t.Errorf("without the source:\n%s", text(alone, i18n.EN))
	}
	if found := run(t, tree, source, false); len(found) > 0 {
		t.Errorf("with the source:\n%s", text(found, i18n.EN))
	}
	for name, f := range source { // where a part of it is there, what lacks is an error
		if strings.HasSuffix(name, "package.json") {
			tree[name] = f
		}
	}
	if part := run(t, tree, nil, false); verify.Holds(part) {
		t.Errorf("with a part of the source:\n%s", text(part, i18n.EN))
	}
}

func TestLabel(t *testing.T) {
	for want, f := range map[string]verify.Finding{
		"错误":  {Check: "k8s.security", Severity: verify.Error},
		"警告":  {Check: "k8s.security", Severity: verify.Warning},
		"待补齐": {Check: "ready.secret", Severity: verify.Error},
	} {
		if got := f.Label().ZH; got != want {
			t.Errorf("%+v is labelled %s", f, got)
		}
	}
}
