package prefill

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// instances need an environment, which only the place of the file names.
func instances(c component, _ []component) []candidate {
	f, ok := c.Facts.Best(fact.Instances)
	if !ok || len(f.Evidence) == 0 {
		return nil
	}
	for part := range strings.FieldsFuncSeq(strings.ToLower(f.Evidence[0].Path), func(r rune) bool { return strings.ContainsRune("/._-", r) }) {
		if env := environments()[part]; env != "" {
			return one(table(row(cell("env", env), cell("count", f.Value))), f)
		}
	}
	return nil
}

// environments are the usual names by the words in names of files.
func environments() map[string]string {
	return map[string]string{"prod": "prod", "production": "prod", "staging": "staging", "stage": "staging", "uat": "uat", "test": "test", "dev": "dev"}
}

// session tells where sessions live. Where memory holds them, requests mostly
// stick to an instance; that they do is for a person to say.
func session(c component, _ []component) []candidate {
	f, ok := c.Facts.Best(fact.Session)
	if !ok {
		return nil
	}
	out := chosen(map[string]string{
		"redis": "shared", "jdbc": "shared", "mongodb": "shared", "memcached": "shared", "database": "shared",
		"cookie": "stateless", "none": "stateless", "jwt": "stateless", "memory": "memory-sticky", "file": "local-file",
	}, f)
	if len(out) > 0 && f.Value == "memory" {
		out[0].confidence = survey.Estimated
	}
	return out
}

// singleton: what the program keeps to one instance. A database in memory counts
// only where there is no other.
func singleton(c component, _ []component) []candidate {
	for _, f := range c.Facts.All(fact.Single) {
		if strings.HasPrefix(f.Value, "memory-database") && slices.ContainsFunc(c.Services, func(s assess.Service) bool { return fact.IsStore(s.Kind) }) {
			continue
		}
		return one(scalar("single"), f)
	}
	return nil
}

// files are the paths that the program writes to; those that today's deployment
// keeps are to be kept, and so is what lies where machines keep data. It is never more than
// assumed: that nothing else is written, and whether instances share what is kept, is for a
// person to say.
func files(c component, _ []component) []candidate {
	kept := c.Facts.Values(fact.KeptMount)
	var rows []survey.Row
	var facts fact.Set
	for _, p := range c.Facts.Values(fact.LocalWrite) {
		content, keep := content(p), ""
		scratch := content == "log" || content == "temp" || content == "cache"
		if slices.Contains(kept, p) && !scratch || keeps(p, content) {
			keep = "true"
		}
		rows = append(rows, row(cell("path", p), cell("content", content), cell("keep", keep)))
		facts = append(facts, strongest(c.Facts, fact.LocalWrite, p))
	}
	return assumed(one(table(rows...), facts...))
}

// keeps tells by its name a directory whose content is missed when it is gone.
func keeps(p, content string) bool {
	if content != "" {
		return content == "upload" || content == "index" || content == "report"
	}
	for _, dir := range []string{"/data/", "/srv/", "/mnt/", "/nas/", "/share/", "/storage/", "/var/lib/"} {
		if strings.HasPrefix(p+"/", dir) {
			return true
		}
	}
	base := strings.ToLower(path.Base(strings.ReplaceAll(p, `\`, "/")))
	return slices.Contains([]string{"file", "files", "image", "images", "img", "doc", "docs", "document", "documents"}, base) ||
		slices.ContainsFunc([]string{"attach", "avatar", "media", "storage", "backup", "photo", "picture", "sqlite"}, func(w string) bool { return strings.Contains(base, w) })
}

// content tells by its last elements what a directory holds, where a word says so:
// uploadPath and upload_dir are for uploads, too.
func content(p string) string {
	words := strings.FieldsFunc(wordRE.ReplaceAllString(p, "$1-$2"), func(r rune) bool { return strings.ContainsRune("/._-\\", r) })
	for _, w := range slices.Backward(words) {
		if kind := contents()[strings.ToLower(w)]; kind != "" {
			return kind
		}
	}
	return ""
}

// wordRE finds where one word of a name in camel case ends and the next begins.
var wordRE = regexp.MustCompile(`([a-z0-9])([A-Z])`)

func contents() map[string]string {
	return map[string]string{
		"log": "log", "logs": "log", "upload": "upload", "uploads": "upload", "cache": "cache", "caches": "cache",
		"tmp": "temp", "temp": "temp", "index": "index", "indexes": "index", "indices": "index",
		"report": "report", "reports": "report", "export": "report", "exports": "report",
	}
}

// jobs are those inside the process, named by the file that starts them, or by what
// runs them where a list of dependencies is all that tells of them.
func jobs(c component, _ []component) []candidate {
	lock, locked := c.Facts.Best(fact.ScheduleLock)
	var rows []survey.Row
	var facts fact.Set
	for _, value := range c.Facts.Values(fact.Schedule) {
		f := strongest(c.Facts, fact.Schedule, value)
		name, cron, again := value, value, ""
		if len(f.Evidence) > 0 && f.Origin != fact.FromBuild && f.Origin != fact.FromStart {
			base := path.Base(f.Evidence[0].Path)
			name = strings.TrimSuffix(base, path.Ext(base))
		}
		if !strings.ContainsAny(value, "*?") || len(strings.Fields(value)) < 5 {
			cron = ""
			if name != value {
				name += " (" + value + ")"
			}
		}
		if locked {
			again = "true"
		}
		rows = append(rows, row(cell("name", name), cell("cron", cron), cell("reentrant", again), cell("framework", scheduler(f))))
		facts = append(facts, f)
	}
	if locked && len(rows) > 0 {
		facts = append(facts, lock)
	}
	return one(table(rows...), facts...)
}

// scheduler is the option of state.jobs for what starts a job.
func scheduler(f fact.Fact) string {
	switch {
	case f.Value == "quartz" || f.Value == "xxl-job" || f.Value == "elastic-job" || f.Value == "schedulerx":
		return f.Value
	case strings.HasPrefix(f.Value, "celery"):
		return "celery"
	case f.Origin == fact.FromCode:
		return "in-process"
	}
	return ""
}

func shutdown(c component, _ []component) []candidate {
	f, ok := c.Facts.Best(fact.GracefulShutdown)
	behaviour := map[string]string{"true": "graceful", "false": "abrupt"}[f.Value]
	if !ok || behaviour == "" {
		return nil
	}
	return one(record(cell("behaviour", behaviour)), f)
}

func heap(c component, _ []component) []candidate {
	f, ok := c.Facts.Best(fact.HeapMax)
	if !ok {
		return nil
	}
	return one(record(cell("heap", f.Value)), f)
}

// health: an endpoint without a kind beside a readiness endpoint speaks of the
// process alone.
func health(c component, _ []component) []candidate {
	paths, facts := map[string]string{}, fact.Set{}
	var service fact.Set
	for _, f := range c.Facts.All(fact.Health) {
		kind, p, _ := strings.Cut(f.Value, ":")
		if kind == "grpc" && len(service) == 0 {
			service = fact.Set{f}
		}
		if _, seen := paths[kind]; seen || p == "" {
			continue
		}
		paths[kind] = p
		facts = append(facts, f)
	}
	live, ready, health := paths["liveness"], paths["readiness"], paths["health"]
	if live == "" && ready != "" && health != ready {
		live, health = health, ""
	}
	switch {
	case live != "" && ready != "":
		return one(record(cell("kind", "separate"), cell("liveness", live), cell("readiness", ready)), facts...)
	case live != "":
		return one(record(cell("kind", "single"), cell("liveness", live)), facts...)
	case ready != "" || health != "":
		if ready == "" {
			ready = health
		}
		return one(record(cell("kind", "single"), cell("readiness", ready)), facts...)
	case len(service) > 0:
		return one(record(cell("kind", "grpc")), service...)
	}
	return nil
}
