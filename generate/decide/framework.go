package decide

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// frameworkNames are the variables that the component's framework or runtime
// reads whether or not its source names them.
func frameworkNames(c component, ps []generate.Port) []string {
	var out []string
	if c.spring() && len(c.Facts.Values(fact.Profile)) > 0 {
		out = append(out, springProfiles)
	}
	out = slices.AppendSeq(out, maps.Keys(registrations(c)))
	switch c.Language.ID {
	case "java":
		out = append(out, javaOptions)
	case "javascript":
		out = append(out, nodeEnv)
	}
	out = slices.AppendSeq(out, maps.Keys(listening(c, ps)))
	if len(ps) > 0 && len(c.Facts.All(fact.Env(portVar))) > 0 {
		out = append(out, portVar)
	}
	return out
}

const (
	springProfiles = "SPRING_PROFILES_ACTIVE"
	javaOptions    = "JAVA_TOOL_OPTIONS"
	nodeEnv        = "NODE_ENV"
	portVar        = "PORT"
)

// byFramework sets what the framework or runtime reads, and tells whether it did.
func (b *builder) byFramework(name string) bool {
	switch {
	case name == javaOptions && b.c.Language.ID == "java":
		q := b.inquire(generate.AspectEnv(name))
		opts, why := jvmOptions(q, b.c)
		if opts == "" {
			b.take(q.decide("", why.text()))
			return true
		}
		b.set(q, name, opts, "", why.text())
	case name == nodeEnv && b.c.Language.ID == "javascript":
		q := b.inquire(generate.AspectEnv(name))
		q.byDefault("node.env", "production")
		b.set(q, name, "production", "", i18n.Textf("各环境都按生产方式运行，与镜像一致", "every environment runs as production does, like the image"))
	case name == portVar && len(b.w.Ports) > 0:
		q := b.inquire(generate.AspectEnv(name))
		q.uses(b.decision(generate.AspectPorts))
		b.set(q, name, mainPort(b.w.Ports), "", i18n.Textf("与容器端口一致", "the same as the container's port"))
	case b.listen(name):
	case name == springProfiles:
		b.profiles()
	case b.register(name):
	case isLogLevel(name):
		b.logLevels(name)
	default:
		return false
	}
	return true
}

// profiles sets the Spring profile of each environment that has one.
func (b *builder) profiles() {
	names := b.c.Facts.Values(fact.Profile)
	for i, e := range b.app.Environments {
		q := b.inquireIn(generate.AspectEnv(springProfiles), e)
		p := profileFor(e, names)
		if p == "" {
			q.all(fact.Profile)
			b.take(q.decide("", i18n.Textf("没有为该环境准备的 profile", "there is no profile for this environment")))
			continue
		}
		q.factOf(fact.Profile, p)
		b.setIn(q, i, springProfiles, p, "", i18n.Textf("该环境对应的 profile", "the profile that is meant for this environment"))
	}
}

// profileFor returns the Spring profile that is meant for an environment, "" when
// there is none.
func profileFor(e generate.Environment, profiles []string) string {
	families := [][]string{
		{"prod", "production", "prd", "pro", "online", "live"},
		{"staging", "stage", "stg", "uat", "pre", "preprod"},
		{"test", "sit", "qa"},
		{"dev", "develop", "development"},
	}
	if slices.Contains(profiles, e.Name) {
		return e.Name
	}
	for _, family := range families {
		if !slices.Contains(family, e.Name) && !(e.Production && family[0] == "prod") {
			continue
		}
		for _, p := range family {
			if slices.Contains(profiles, p) {
				return p
			}
		}
	}
	return ""
}

// jvmOptions are the options of every JVM in a container: the heap follows the
// memory limit, unless the start command fixes it, and an old character set stays.
func jvmOptions(q *inquiry, c component) (string, because) {
	var opts []string
	var why because
	if fixedHeap(q) {
		why.add("启动命令已固定堆大小", "the start command fixes the heap")
	} else {
		percent := heapShare(q, c)
		opts = append(opts, "-XX:MaxRAMPercentage="+percent)
		why.add("堆最多用内存上限的 %[1]s%%，其余给线程、元空间和本地内存", "the heap takes %[1]s%% of the memory limit, and threads, classes and native memory the rest", percent)
	}
	charset := q.ask("app.locale").Value.Record().Get("charset")
	if f, ok := q.fact(fact.Charset); ok && charset == "" {
		charset = strings.ToLower(f.Value)
	}
	if charset != "" && charset != "utf-8" {
		opts = append(opts, "-Dfile.encoding="+strings.ToUpper(charset))
		why.add("程序依赖 %s", "the program relies on %s", charset)
	}
	return strings.Join(opts, " "), why
}

// fixedHeap tells whether the command that the container runs sets the heap. One
// of today's host does not count: the memory is sized by its heap instead.
func fixedHeap(q *inquiry) bool {
	a, ok := q.lookup("cur.startup", "")
	if !ok || a.State != survey.Known {
		return false
	}
	fixed := slices.ContainsFunc(words(a.Value.Record().Get("command")), func(a string) bool {
		return strings.HasPrefix(a, "-Xmx") || strings.HasPrefix(a, "-XX:MaxRAMPercentage") || strings.HasPrefix(a, "-XX:MaxHeapSize")
	})
	if fixed {
		q.ask("cur.startup")
	}
	return fixed
}

// isLogFile tells a variable that sends logs to a file.
func isLogFile(name string) bool {
	n := strings.ToUpper(name)
	return strings.Contains(n, "LOG") && (strings.HasSuffix(n, "FILE") || strings.HasSuffix(n, "PATH") || strings.HasSuffix(n, "DIR") || strings.HasSuffix(n, "FILE_NAME"))
}

// mainPort is the value of PORT.
func mainPort(ps []generate.Port) string { return strconv.Itoa(ps[0].Number) }
