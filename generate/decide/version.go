package decide

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
)

// line is a release line of a language and when its support ended or ends.
type line struct {
	version string
	ends    string // month, "" when it is supported for years to come
	ended   bool   // as of this table, November 2026
}

// releases are the lines of a language, newest first, and the one to take when
// the source does not say. Dates are the projects' own; for Java those of
// OpenJDK's long-term builds.
func releases(language string) (lines []line, usual string) {
	switch language {
	case "java":
		return []line{{"25", "2031-09", false}, {"21", "2029-12", false}, {"17", "2027-10", false}, {"11", "2027-10", false}, {"8", "2030-12", false}}, "21"
	case "javascript":
		return []line{{"26", "2029-04", false}, {"24", "2028-04", false}, {"22", "2027-04", false}, {"20", "2026-04", true}, {"18", "2025-04", true},
			{"16", "2023-09", true}, {"14", "2023-04", true}, {"12", "2022-04", true}, {"10", "2021-04", true}}, "24"
	case "python":
		return []line{{"3.14", "2030-10", false}, {"3.13", "2029-10", false}, {"3.12", "2028-10", false}, {"3.11", "2027-10", false}, {"3.10", "2026-10", true},
			{"3.9", "2025-10", true}, {"3.8", "2024-10", true}, {"3.7", "2023-06", true}, {"3.6", "2021-12", true}, {"2.7", "2020-01", true}}, "3.13"
	case "go":
		return []line{{"1.27", "", false}, {"1.26", "", false}}, "1.26"
	}
	return nil, ""
}

// version decides with which version of the language the component is built and run.
func version(q *inquiry, c component) (string, generate.Decision) {
	lines, usual := releases(c.Language.ID)
	var why because
	row := q.ask("app.stack").Value.Record()
	f, found := q.fact(fact.LanguageVersion)
	wanted := f.Value
	if !found {
		wanted = c.Language.Version
		if wanted != "" {
			q.byDefault("language.version", wanted)
		}
	}
	answer := row.Get("version")
	switch lang := row.Get("language"); {
	case answer == "":
	case lang != "" && lang != c.Language.ID:
		why.add("答案说的是 %[1]s，源码是 %[2]s，以源码为准", "the answer speaks of %[1]s but the source is %[2]s, which is followed", lang, c.Language.ID)
	default:
		if wanted != "" && pick(answer, lines) != pick(wanted, lines) {
			why.add("源码要求 %[1]s，生产环境按答案用 %[2]s，请用它跑一遍测试", "the source asks for %[1]s; production runs %[2]s, as answered, so test with it", wanted, answer)
		}
		wanted = answer
	}
	v := pick(wanted, lines)
	if c.Language.ID == "go" && v != "" {
		v = goVersion(&why, toolchain(q, &why, v, lines), usual)
	}
	if v == "" {
		v = usual
		q.assume("app.stack", v)
		why.add("源码没有说明版本，采用 %s", "the source names no version, so %s is taken", v)
	} else if len(why) == 0 {
		why.add("按源码要求的版本", "as the source asks")
	}
	if i := slices.IndexFunc(lines, func(l line) bool { return l.version == v }); i >= 0 && lines[i].ended {
		why.add("该版本已于 %s 停止维护，建议升级", "its support ended in %s; an upgrade is advised", lines[i].ends)
	}
	return v, q.decide(v, why.text())
}

// toolchain is the newest version that go.mod names: the go directive is the least that
// will do, the toolchain directive what the team builds with.
func toolchain(q *inquiry, why *because, v string, lines []line) string {
	for _, f := range q.facts.All(fact.LanguageVersion) {
		if newer := pick(f.Value, lines); f.Origin == fact.FromBuild && compareVersions(newer, v) > 0 {
			q.use(f)
			why.add("go.mod 里团队用的工具链是 %s", "the team's toolchain in go.mod is %s", newer)
			v = newer
		}
	}
	return v
}

// goVersion raises an old version: what go.mod names is the least, and newer
// toolchains build older modules.
func goVersion(why *because, v, usual string) string {
	if compareVersions(v, usual) >= 0 {
		return v
	}
	why.add("go.mod 要求不低于 %[1]s，用仍在维护的 %[2]s 构建", "go.mod asks for %[1]s or newer, so the supported %[2]s builds it", v, usual)
	return usual
}

// pick returns the release line that a version or a range means. Of a range that
// is the oldest line still supported, the one nearest to what runs today, else
// the newest at all. "" when it means none.
func pick(constraint string, lines []line) string {
	constraint = strings.TrimPrefix(strings.TrimSpace(constraint), "v")
	if exact := versionLine(constraint, lines); exact != "" {
		return exact
	}
	best := ""
	for _, l := range lines { // newest first
		if satisfies(l.version, constraint) && (!l.ended || best == "") {
			best = l.version
		}
	}
	return best
}

// versionLine cuts a plain version to the precision of the language's lines:
// 17.0.8 is Java 17, 3.11.4 is Python 3.11. A version of no known line is kept.
func versionLine(v string, lines []line) string {
	parts := strings.Split(v, ".")
	for _, p := range parts {
		if _, err := strconv.Atoi(p); err != nil {
			return ""
		}
	}
	precision := 1
	if len(lines) > 0 {
		precision = strings.Count(lines[0].version, ".") + 1
	}
	if precision == 1 && len(parts) > 1 && parts[0] == "1" { // Java 1.8
		parts = parts[1:]
	}
	if len(parts) < precision {
		return ""
	}
	return strings.Join(parts[:precision], ".")
}
