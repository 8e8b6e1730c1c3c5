package verify

import (
	"bytes"
	"context"
	"path"
	"regexp"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/gantry-ack/gantry/internal/i18n"
)

var (
	markerRE = regexp.MustCompile(`\b(TODO|FIXME)\b|(?i:\bchange[-_ ]?me\b|\breplace[-_ ]me\b|\bplaceholder\b)`)
	proseRE  = regexp.MustCompile(`\b(TODO|FIXME)\b`) // prose may speak of placeholders
	secretRE = regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----|\bLTAI[A-Za-z0-9]{12,}\b`)
)

// delivered are the generated files that a person reads as finished: not the
// suggestions, which quote the customer's own source.
func (t *Tree) delivered() []string {
	var out []string
	for _, name := range t.paths {
		if strings.HasPrefix(name, ".gantry/") || strings.HasPrefix(name, "deploy/suggestions/") {
			continue
		}
		if t.generated || isYAML(name) && len(t.byPath[name]) > 0 || isDockerfile(name) || name == BakePath {
			out = append(out, name)
		}
	}
	return out
}

// markers finds what was left for later.
func markers(_ context.Context, t *Tree) []Finding {
	return t.scan(func(name string) *regexp.Regexp {
		if path.Ext(name) == ".md" {
			return proseRE
		}
		return markerRE
	}, func(where place, found string) Finding {
		return where.problem(i18n.Textf("留有未完成的标记 %[1]q", "a marker was left: %[1]q", found),
			i18n.Text{ZH: "填上真实的值，或改成有说明的参数", EN: "fill in the value, or make it a parameter with an explanation"})
	})
}

// secretText finds keys in any delivered file. The text itself is not repeated.
func secretText(_ context.Context, t *Tree) []Finding {
	return t.scan(func(string) *regexp.Regexp { return secretRE }, func(where place, _ string) Finding {
		return where.problem(i18n.Text{ZH: "文件中有密钥", EN: "there is a key in the file"},
			i18n.Text{ZH: "移到 KMS 或 Secret，并立即轮换该密钥", EN: "move it to KMS or a Secret, and rotate it at once"})
	})
}

// maxPerFile bounds the findings of one kind in one file.
const maxPerFile = 20

func (t *Tree) scan(pattern func(name string) *regexp.Regexp, finding func(place, string) Finding) []Finding {
	var out []Finding
	for _, name := range t.delivered() {
		content, ok := t.read(name)
		if !ok || bytes.IndexByte(content, 0) >= 0 {
			continue
		}
		for _, m := range pattern(name).FindAllIndex(content, maxPerFile) {
			line := 1 + bytes.Count(content[:m[0]], []byte("\n"))
			out = append(out, finding(place{name, line}, string(content[m[0]:m[1]])))
		}
	}
	return out
}

// secretObjects finds Secrets that hold values: in files, and built by generators.
func secretObjects(_ context.Context, t *Tree) []Finding {
	remedy := i18n.Text{ZH: "只引用 Secret，由平台（KMS、ExternalSecret）创建", EN: "only refer to the Secret; the platform makes it (KMS, ExternalSecret)"}
	message := func(name string) i18n.Text {
		return i18n.Textf("Secret %[1]s 的内容写在文件里", "the content of the Secret %[1]s is in a file", name)
	}
	var out []Finding
	for _, d := range t.docs {
		if d.Kind == "Secret" && d.APIVersion == "v1" && (len(mapKeys(d, "data")) > 0 || len(mapKeys(d, "stringData")) > 0) {
			out = append(out, place{d.Path, d.Line}.problem(message(d.Name), remedy))
		}
	}
	for _, o := range t.overlays {
		for _, s := range objects[*corev1.Secret](o) {
			if len(s.v.Data)+len(s.v.StringData) > 0 && path.Base(o.kustomization.path) != "" && len(o.kustomization.spec.SecretGenerator) > 0 {
				out = append(out, o.kustomization.place("secretGenerator").problem(message(s.Name), remedy))
			}
		}
	}
	return out
}

func mapKeys(d *Document, field string) []string {
	n, _ := mapValue(d.root, field)
	return keys(n)
}
