package survey

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/gantry-ack/gantry/internal/i18n"
)

func parse(t *testing.T, body string) (Answers, error) {
	t.Helper()
	return ParseAnswers([]byte("schema: "+Schema+"\n"+body), testBank(t))
}

func mustParse(t *testing.T, body string) Answers {
	t.Helper()
	a, err := parse(t, body)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestLookup(t *testing.T) {
	a := mustParse(t, `
org: {perf.peaks: {pattern: steady}, perf.startup: 10s, state.session: shared}
envs: {prod: {perf.peaks: {pattern: daily}}}
apps:
  shop:
    perf.startup: 20s
    components:
      bff: {perf.startup: 30s, state.session: {unknown: true}}
      api: {perf.peaks: {pattern: promotion, ratio: 5}}
`)
	tests := []struct {
		name  string
		id    string
		scope Scope
		want  string // value or state
		from  string
	}{
		{"component", "perf.startup", Scope{App: "shop", Component: "bff"}, "30s", "apps.shop.components.bff"},
		{"application", "perf.startup", Scope{App: "shop", Component: "api"}, "20s", "apps.shop"},
		{"organisation", "perf.startup", Scope{App: "mall", Component: "api"}, "10s", "org"},
		{"environment", "perf.peaks", Scope{App: "shop", Component: "bff", Env: "prod"}, "pattern=daily", "envs.prod"},
		{"component before environment", "perf.peaks", Scope{App: "shop", Component: "api", Env: "prod"}, "pattern=promotion, ratio=5", "apps.shop.components.api"},
		{"another environment", "perf.peaks", Scope{App: "shop", Env: "dev"}, "pattern=steady", "org"},
		{"no environment asked", "perf.peaks", Scope{App: "shop"}, "pattern=steady", "org"},
		{"an unknown ends the search", "state.session", Scope{App: "shop", Component: "bff"}, "unknown", "apps.shop.components.bff"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := a.Lookup(tt.id, tt.scope)
			value := got.Value.String()
			if got.State != Known {
				value = string(got.State)
			}
			if !ok || value != tt.want || got.Scope != tt.from {
				t.Errorf("got %q from %q (%v), want %q from %q", value, got.Scope, ok, tt.want, tt.from)
			}
		})
	}
	if _, ok := a.Lookup("biz.criticality", Scope{App: "shop"}); ok {
		t.Error("an answer that nobody gave")
	}
	if d := cmp.Diff([]string{"api", "bff"}, a.Components("shop")); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"prod"}, a.Environments()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"shop"}, a.Applications()); d != "" {
		t.Error(d)
	}
}

func TestValues(t *testing.T) {
	tests := []struct{ id, yaml, want string }{
		{"net.mirrors", "none", "none"}, {"net.mirrors", `"none"`, "none"},
		{"dep.complete", "yes", "true"}, {"dep.complete", "off", "false"}, {"dep.complete", "True", "true"},
		{"goal.slo", "99.95", "99.95"}, {"goal.slo", "99.9%", "99.9"}, {"goal.slo", "100", "100"},
		{"perf.startup", "1m30s", "1m30s"}, {"perf.cpu", "{peak: 2, mean: 500m}", "mean=500m, peak=2"}, {"perf.memory", "{peak: 1.5Gi}", "peak=1.5Gi"},
		{"app.stack", "{version: 1.20}", "version=1.20"}, {"app.nativedeps", "[ffmpeg, fontconfig]", "ffmpeg, fontconfig"}, {"app.root", "[none]", "none"},
		{"tgt.arch", "[arm64, amd64]", "arm64, amd64"}, {"dep.down", "[]", ""},
		{"net.hosts", "[{host: a.b.example.com, env: prod}, {env: dev, host: 10.0.0.1}]", "env=prod, host=a.b.example.com; env=dev, host=10.0.0.1"},
		{"state.jobs", "[{name: n, cron: \"0 0/5 * * * ?\"}]", "name=n, cron=0 0/5 * * * ?"},
	}
	for _, tt := range tests {
		for _, form := range []string{"%s", "{value: %s, confidence: confirmed, by: 王工, at: 2026-11-01, note: 见 2026-10 会议纪要}"} {
			a, err := parse(t, "org:\n  "+tt.id+": "+fmt.Sprintf(form, tt.yaml))
			if err != nil {
				t.Errorf("%s %s: %v", tt.id, tt.yaml, err)
				continue
			}
			if got, _ := a.Lookup(tt.id, Scope{}); got.Value.String() != tt.want || got.State != Known || got.Line != 3 {
				t.Errorf("%s %s: got %q in line %d, want %q", tt.id, tt.yaml, got.Value, got.Line, tt.want)
			}
		}
	}
}

// TestProblems is the table of what is wrong and how it is said.
func TestProblems(t *testing.T) {
	tests := []struct {
		name, body string
		want       []string // each in the message
	}{
		{"unknown question", "org:\n  biz.critical: core", []string{`line 3, column 3: org has no "biz.critical"`, "did you mean biz.criticality?"}},
		{"underscore", "org:\n  net_mirrors: none", []string{"did you mean net.mirrors?"}},
		{"nothing close", "org:\n  zzz: none", []string{"see docs/answers-file.md"}},
		{"unknown option", "org:\n  net.mirrors: chnia", []string{"line 3, column 16", `"chnia"`, "did you mean china? Allowed: china, none, custom"}},
		{"display text is no key", "org:\n  net.mirrors: 官方源", []string{"allowed: china, none, custom"}},
		{"unknown column", "org:\n  perf.cpu: {meen: 1}", []string{"perf.cpu has no \"meen\"", "did you mean mean?"}},
		{"unknown section", "orgs: {}", []string{"did you mean org?"}},
		{"unknown form key", "org:\n  net.mirrors: {value: none, who: x}", []string{`net.mirrors has no "who"`, "confidence, by, at, note"}},
		{"wrong scope", "envs: {prod: {dev.vcs: {branch: x}}}", []string{"dev.vcs cannot be answered at envs.prod", "allowed: org, apps.<app>"}},
		{"finer than allowed", "apps: {shop: {components: {bff: {net.hosts: []}}}}", []string{"net.hosts cannot be answered at apps.shop.components.bff"}},
		{"memory in milli", "org:\n  perf.memory: {peak: 512m}", []string{`perf.memory.peak is "512m", want 512Mi`}},
		{"memory in GB", "org:\n  perf.memory: {peak: 2GB}", []string{"want 2Gi"}},
		{"CPU", "org:\n  perf.cpu: {mean: 2 cores}", []string{"want an amount of CPU"}},
		{"duration without unit", "org:\n  perf.startup: 90", []string{"want a duration with a unit, such as 90s"}},
		{"percent", "org:\n  goal.slo: 101", []string{"want a percentage"}},
		{"percent that is none", "org:\n  goal.slo: NaN", []string{"want a percentage"}},
		{"range", "org:\n  dep.up: [{name: a, cidr: 10.1.2.3/8}]", []string{"want the range 10.0.0.0/8"}},
		{"port", "org:\n  app.ports: [{port: 0}]", []string{"from 1 to 65535"}},
		{"host", "org:\n  net.hosts: [{env: prod, host: 'https://a.example.com'}]", []string{"without scheme or port"}},
		{"time zone", "org:\n  app.locale: {time-zone: Asia/Beijing}", []string{"IANA"}},
		{"required column", "org:\n  net.hosts: [{host: a.example.com}]", []string{"net.hosts lacks env"}},
		{"unique column", "org:\n  net.proxy: [{kind: npm, url: a.example.com}, {kind: npm, url: b.example.com}]", []string{`kind "npm" is there twice`}},
		{"exclusive option", "org:\n  app.root: [none, root]", []string{"nothing else goes beside none"}},
		{"option twice", "org:\n  tgt.arch: [arm64, arm64]", []string{"is there twice"}},
		{"a list is wanted", "org:\n  tgt.arch: arm64", []string{"tgt.arch is a list"}},
		{"a single value is wanted", "org:\n  net.mirrors: [none]", []string{"net.mirrors is a single value"}},
		{"a record is wanted", "org:\n  perf.cpu: 500m", []string{"perf.cpu is a mapping"}},
		{"no value", "org:\n  net.mirrors:", []string{"net.mirrors has no value; write unknown: true"}},
		{"two states", "org:\n  net.mirrors: {value: none, unknown: true}", []string{"exactly one of"}},
		{"unknown: false", "org:\n  net.mirrors: {unknown: false}", []string{"unknown can only be true"}},
		{"confidence", "org:\n  net.mirrors: {value: none, confidence: confirm}", []string{"did you mean confirmed?"}},
		{"date", "org:\n  net.mirrors: {value: none, at: 昨天}", []string{"want a date"}},
		{"duplicate key", "org:\n  net.mirrors: none\n  net.mirrors: china", []string{"line 4", "first in line 3"}},
		{"alias", "org: &a {net.mirrors: none}\nenvs: {prod: *a}", []string{"aliases (*) are not supported"}},
		{"merge", "org: {net.mirrors: none}\nenvs:\n  prod: {<<: {tgt.arch: [arm64]}}", []string{"a key is a text"}},
		{"tag", "org:\n  net.mirrors: !secret none", []string{"tags (!) are not supported"}},
		{"wrong schema", "", nil},
		{"two lines", "org:\n  app.build: {command: \"a\\nb\"}", []string{"a text of one line"}},
		{"every problem", "org:\n  net.mirrors: x\n  goal.slo: y\n  zzz: 1", []string{"3 problem(s)", "line 3", "line 4", "line 5"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := parse(t, tt.body)
			if tt.want == nil {
				if err != nil {
					t.Error(err)
				}
				return
			}
			var pe *ParseError
			if !errors.As(err, &pe) {
				t.Fatalf("error %v", err)
			}
			for _, w := range tt.want {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("%v\nlacks %q", err, w)
				}
			}
			if zh := pe.In(i18n.ZH); strings.Contains(zh+err.Error(), "%!") || !hasHan(zh) {
				t.Errorf("message %s", zh)
			}
		})
	}
}

func TestSecretsAreRefused(t *testing.T) {
	secrets := []string{
		"LTAI5tAbCdEfGhIjKlMnOpQr", "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "AKIAIOSFODNN7EXAMPLE", "ghp_abcdefghijklmnopqrstuvwxyz0123456789", "-----BEGIN RSA PRIVATE KEY-----",
		"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.x", "redis://:s3cr3tpw@10.0.0.1:6379", "password=Abc12345", "密码：Abc12345", "DB_PASSWORD: hunter22", "xK9mQ2vL8pR4tY7wZ1nB5cD3",
	}
	for _, s := range secrets {
		for _, body := range []string{
			fmt.Sprintf("org:\n  net.mirrors: {value: none, note: %q}", s),
			fmt.Sprintf("org:\n  app.build: {command: %q}", s),
			fmt.Sprintf("org:\n  app.nativedeps: [%q]", s),
			fmt.Sprintf("org:\n  %q: none", s),
			fmt.Sprintf("%q: none", s),
		} {
			_, err := parse(t, body)
			if err == nil {
				t.Errorf("%s is accepted", body)
				continue
			}
			if strings.Contains(err.Error(), s) || !strings.Contains(err.Error(), "looks like a password") {
				t.Errorf("%s: %v", body, err)
			}
		}
	}
	for _, body := range []string{
		"org:\n  cfg.perenv: [{key: DB_PASSWORD, setting: hunter22}]", "org:\n  cfg.perenv: [{key: LICENCE, setting: hunter22, secret: true}]",
	} {
		if _, err := parse(t, body); err == nil || strings.Contains(err.Error(), "hunter22") {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestWordsAboutSecretsAreFine(t *testing.T) {
	for _, note := range []string{
		"密码存在 Nacos 里", "密码：由运维保管", "password: in KMS", "token 由网关签发", "DB_PASSWORD=${DB_PASSWORD}", "secret: <KMS>", "https://git.example.com/a/b.git",
		"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "spring-cloud-starter-alibaba-nacos-discovery", "rm-2ze1234567890abcd.mysql.rds.aliyuncs.com",
	} {
		if _, err := parse(t, fmt.Sprintf("org:\n  net.mirrors: {value: none, note: %q}", note)); err != nil {
			t.Errorf("%s: %v", note, err)
		}
	}
}

func TestEncodings(t *testing.T) {
	text := "schema: " + Schema + "\norg:\n  net.mirrors: {value: none, note: 内网有自己的源}\n"
	gbk, err := simplifiedchinese.GBK.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"UTF-8": text, "with a mark": "\uFEFF" + text, "GBK": gbk, "UTF-16": utf16, "CRLF": strings.ReplaceAll(text, "\n", "\r\n")} {
		a, err := ParseAnswers([]byte(data), testBank(t))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, _ := a.Lookup("net.mirrors", Scope{}); got.Note != "内网有自己的源" {
			t.Errorf("%s: note %q", name, got.Note)
		}
	}
}

func TestNoAnswersFile(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"empty", "", "the file is empty"},
		{"comment only", "# nothing\n", "the file is empty"},
		{"another format", "PK\x03\x04\x00\x00", "not a text file"},
		{"broken", "schema: [", "reading answers: yaml: line"},
		{"a list", "- a", "file is a mapping"},
		{"no schema", "org: {}", "schema: gantry.answers/v1 is missing"},
		{"another schema", "schema: gantry.answers/v9", `"gantry.answers/v9", want`},
		{"two documents", "schema: gantry.answers/v1\n---\norg: {}", "one document"},
		{"large", "schema: " + strings.Repeat("x", MaxFile), "larger than 4 MiB"},
		{"deep", "schema: gantry.answers/v1\norg: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000), "nested deeper"},
		{"bomb", "a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b]", "aliases"},
		{"very many problems", "schema: gantry.answers/v1\norg:\n" + strings.Repeat("  ? [x]\n  : 1\n", 1200), "more are not listed"},
		{"not UTF-8, not GBK", "schema: \xff\xfe\xfd", "save it as UTF-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ParseAnswers([]byte(tt.data), testBank(t))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %.300v, want %s", err, tt.want)
			}
		})
	}
}

func TestShopAnswers(t *testing.T) {
	a, err := ParseAnswers(read(t, shopFile), testBank(t))
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := a.Lookup("perf.memory", Scope{App: "shop", Component: "bff"}); !ok || got.State != Unknown {
		t.Errorf("%+v", got)
	}
	if d := cmp.Diff([]string{"bff", "gateway", "order-server", "storefront", "worker"}, a.Components("shop")); d != "" {
		t.Error(d)
	}
}

func FuzzParseAnswers(f *testing.F) {
	f.Add(read(f, shopFile))
	f.Add([]byte("schema: gantry.answers/v1\norg: {net.mirrors: {value: none, note: x}, perf.cpu: {mean: 1}}"))
	f.Add([]byte("a: &a [*a]"))
	f.Add([]byte("schema: gantry.answers/v1\norg: {? {} : {}, <<: [], app.ports: [{port: 1e9}]}"))
	bank := testBank(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := ParseAnswers(data, bank)
		if err != nil && a.Len() != 0 {
			t.Errorf("answers beside an error: %v", err)
		}
	})
}
