package prefill

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// parts are the components with what they are.
func parts(all []component) []candidate {
	var rows []survey.Row
	var facts fact.Set
	for _, c := range all {
		rows = append(rows, row(cell("name", c.name), cell("type", partTypes()[c.Workload]), cell("artefact", artefacts()[c.Packaging])))
		for _, key := range []string{fact.Workload, fact.Deployable} {
			if f, ok := c.Facts.Best(key); ok {
				facts = append(facts, f)
				break
			}
		}
	}
	return one(table(rows...), facts...)
}

// artefacts are the options of app.components by the value of fact.Packaging.
func artefacts() map[string]string {
	return map[string]string{"jar": "jar", "war": "war", "ear": "war", "binary": "binary", "static": "static", "source": "source"}
}

// source: what has a build file can be built, though nobody has tried; an archive
// without one was built elsewhere.
func source(c component, _ []component) []candidate {
	if f, ok := c.Facts.Best(fact.BuildTool); ok {
		return assumed(one(scalar("unverified"), f))
	}
	if f, ok := c.Facts.Best(fact.Packaging); ok && (f.Value == "jar" || f.Value == "war") {
		return assumed(one(scalar("binary-only"), f))
	}
	return nil
}

// partTypes are the options of app.components.
func partTypes() map[assess.Workload]string {
	return map[assess.Workload]string{
		assess.Web: "web", assess.Worker: "worker", assess.Cron: "cron", assess.Job: "job", assess.Static: "static", assess.Gateway: "gateway",
	}
}

var versionRE = regexp.MustCompile(`^[0-9]+(\.[0-9]+)*$`)

// exact is a version without the words that Java's libraries put behind theirs, and
// whether it is one: a range says what would do, not what production runs.
func exact(version string) (string, bool) {
	for _, word := range []string{".RELEASE", ".Final", ".GA"} {
		version = strings.TrimSuffix(version, word)
	}
	return version, versionRE.MatchString(version)
}

// stack is the language with the first version that is one.
func stack(c component, _ []component) []candidate {
	language, ok := c.Facts.Best(fact.Language)
	if !ok {
		return nil
	}
	framework, framed := c.Facts.Best(fact.Framework)
	version, _ := c.Facts.Best(fact.FrameworkVersion)
	number, versioned := exact(version.Value)
	held := readings(c, fact.LanguageVersion)
	var out []candidate
	for _, f := range append(held, c.Facts.All(fact.LanguageVersion)...) {
		if _, is := exact(f.Value); !is || len(out) > len(held) {
			continue
		}
		cells, facts := []survey.Cell{cell("language", language.Value), cell("version", f.Value)}, fact.Set{f, language}
		if framed {
			cells, facts = append(cells, cell("framework", framework.Value)), append(facts, framework)
		}
		if framed && versioned {
			cells, facts = append(cells, cell("framework-version", number)), append(facts, version)
		}
		out = append(out, one(record(cells...), facts...)...)
	}
	return out
}

// build is the command where it is not the usual one, and what comes out.
func build(c component, _ []component) []candidate {
	var cells []survey.Cell
	var facts fact.Set
	if f, ok := c.Facts.Best(fact.BuildCommand); ok {
		if line := command(fact.Args(f.Value)); line != "" {
			cells, facts = append(cells, cell("command", line)), append(facts, f)
		}
	}
	if f, ok := c.Facts.Best(fact.BuildArtifact); ok && !strings.ContainsAny(f.Value, "*?[") {
		cells, facts = append(cells, cell("artefact", f.Value)), append(facts, f)
	}
	return recordOf(cells, facts)
}

// native are modules that are compiled as they are installed, for whatever
// architecture that is.
func native(c component, _ []component) []candidate {
	var found selection
	add := func(f fact.Fact, name string) {
		found.add(f, cell("name", name), cell("arch", "both"), cell("source", "true"))
	}
	for _, name := range c.Facts.Values(fact.NativeModule) {
		add(strongest(c.Facts, fact.NativeModule, name), name)
	}
	if f, ok := flag(c, fact.CGO); ok {
		add(f, "cgo")
	}
	return found.candidates(survey.Assumed)
}

// startup is today's command as far as it means something in an image: without
// the place of the program on the host and without the size of the heap there.
func startup(c component, _ []component) []candidate {
	f, ok := c.Facts.Best(fact.Start)
	args := fact.Args(f.Value)
	if !ok || len(args) == 0 {
		return nil
	}
	name, found := program(c, args[0])
	if !found {
		return nil
	}
	args = append([]string{name}, args[1:]...)
	args = slices.DeleteFunc(args, func(a string) bool {
		return strings.HasPrefix(a, "-Xm") || strings.HasPrefix(a, "-XX:MaxRAM") || strings.HasPrefix(a, "-XX:MaxHeapSize")
	})
	if slices.ContainsFunc(args, ofHost) {
		return nil
	}
	return recordOf([]survey.Cell{cell("command", command(args))}, fact.Set{f})
}

// program is the name by which an image finds a program: a runtime is on its path
// wherever today's machine has it, and so is what is built into it as its only binary. A
// script that is built elsewhere in the image is not.
func program(c component, name string) (string, bool) {
	base := path.Base(name)
	dir := path.Dir(name)
	switch {
	case base == name, c.Packaging == "binary":
		return base, true
	case slices.Contains([]string{"/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"}, dir), runtimeRE.MatchString(base):
		return base, true
	}
	return name, !strings.HasPrefix(name, "/")
}

var runtimeRE = regexp.MustCompile(`^(java|node|npm|npx|yarn|pnpm|python[0-9.]*|gunicorn|uvicorn|celery|uwsgi|flask|hypercorn|daphne)$`)

// ofHost tells an argument that names a path of today's machine.
func ofHost(arg string) bool {
	return slices.ContainsFunc([]string{"/opt/", "/home/", "/root/", "/srv/", "/usr/", "/var/", "/data/", "/etc/"}, func(dir string) bool { return strings.Contains(arg, dir) })
}

// command writes arguments as a line, quoted where they hold spaces; "" for what
// only a shell understands, unless a shell runs it today.
func command(args []string) string {
	if len(args) == 3 && slices.Contains([]string{"sh", "bash"}, args[0]) && args[1] == "-c" && needsShell(args[2]) {
		return args[2]
	}
	words := make([]string, len(args))
	for i, a := range args {
		switch {
		case needsShell(a) || strings.ContainsAny(a, `"'`) || a == "":
			return ""
		case strings.ContainsAny(a, " \t"):
			words[i] = "'" + a + "'"
		default:
			words[i] = a
		}
	}
	return strings.Join(words, " ")
}

func needsShell(s string) bool { return strings.ContainsAny(s, "$`|&;<>()*\n") }

// nativeDeps are system packages, and fonts for Chinese.
func nativeDeps(c component, _ []component) []candidate {
	var v survey.Value
	var facts fact.Set
	for _, name := range c.Facts.Values(fact.SystemPackage) {
		v.List = append(v.List, name)
		facts = append(facts, strongest(c.Facts, fact.SystemPackage, name))
	}
	if f, ok := flag(c, fact.CJKFonts); ok {
		v.List = append(v.List, "cjk-fonts")
		facts = append(facts, f)
	}
	return one(v, facts...)
}

// locale is the time zone and the character set.
func locale(c component, _ []component) []candidate {
	var cells []survey.Cell
	var facts fact.Set
	if f, ok := c.Facts.Best(fact.TimeZone); ok {
		cells, facts = append(cells, cell("time-zone", f.Value)), append(facts, f)
	}
	for _, key := range []string{fact.Charset, fact.Locale} {
		f, ok := c.Facts.Best(key)
		_, set, found := strings.Cut(f.Value, ".")
		if !found {
			set = f.Value
		}
		if charset := charsets()[strings.ToLower(set)]; ok && charset != "" {
			cells, facts = append(cells, cell("charset", charset)), append(facts, f)
			break
		}
	}
	return recordOf(cells, facts)
}

// charsets are the options of app.locale by the names that programs use.
func charsets() map[string]string {
	return map[string]string{"utf-8": "utf-8", "utf8": "utf-8", "gbk": "gbk", "gb2312": "gbk", "cp936": "gbk", "gb18030": "gb18030"}
}

// ports are those that the program listens on, and the same with another main port
// where the evidence disagrees.
func ports(c component, _ []component) []candidate {
	var more []survey.Row
	var facts fact.Set
	for _, p := range c.Ports {
		if p.Name == "" {
			continue
		}
		more = append(more, portRow(c, p))
		if f, ok := c.Facts.Best(fact.PortNamed(p.Name)); ok {
			facts = append(facts, f)
		}
	}
	var out []candidate
	for _, f := range readings(c, fact.Port) {
		if p, ok := assess.ParsePort(f.Value); ok {
			rows := append([]survey.Row{portRow(c, p)}, more...)
			out = append(out, one(table(rows...), append(fact.Set{f}, facts...)...)...)
		}
	}
	if len(out) == 0 && len(more) > 0 {
		out = one(table(more...), facts...)
	}
	return out
}

// portRow is a port with its protocol. A deployment that knows of TCP alone does
// not say what web servers for static files speak.
func portRow(c component, p assess.Port) survey.Row {
	if c.Workload == assess.Static && p.Protocol == "tcp" {
		p.Protocol = "http"
	}
	return row(cell("port", strconv.Itoa(p.Port)), cell("protocol", p.Protocol), cell("name", p.Name))
}

// root: who runs as an ordinary user today needs no root. Who runs as root
// may need none either, which the source does not say.
func root(c component, _ []component) []candidate {
	f, ok := c.Facts.Best(fact.RunUser)
	user, _, _ := strings.Cut(f.Value, ":")
	if !ok || user == "root" || user == "0" || strings.ContainsAny(user, "${}") {
		return nil
	}
	return one(survey.Value{List: []string{"none"}}, f)
}

// unitTests: whether they need something outside is not for the source to say.
func unitTests(c component, _ []component) []candidate {
	f, ok := c.Facts.Best(fact.Tests)
	if !ok {
		return nil
	}
	return one(record(cell("present", "true")), f)
}
