package prefill

import (
	"path"
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
		if strings.HasPrefix(f.Value, "memory-database") && slices.ContainsFunc(c.Services, func(s assess.Service) bool { return isStore(s.Kind) }) {
			continue
		}
		return one(scalar("single"), f)
	}
	return nil
}

// files are the paths that the program writes to. Those that today's deployment
// keeps are to be kept; of what lies where machines keep data the same is assumed.
func files(c component, _ []component) []candidate {
	kept := c.Facts.Values(fact.KeptMount)
	var rows []survey.Row
	var facts fact.Set
	byName := false
	for _, p := range c.Facts.Values(fact.LocalWrite) {
		content, keep := content(p), ""
		switch scratch := content == "log" || content == "temp" || content == "cache"; {
		case slices.Contains(kept, p) && !scratch:
			keep = "true"
		case keeps(p, content):
			keep, byName = "true", true
		}
		rows = append(rows, row(cell("path", p), cell("content", content), cell("keep", keep)))
		facts = append(facts, strongest(c.Facts, fact.LocalWrite, p))
	}
	if byName {
		return assumed(one(table(rows...), facts...))
	}
	return one(table(rows...), facts...)
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

// content tells by its last elements what a directory holds, where a word says so.
func content(p string) string {
	words := strings.FieldsFunc(strings.ToLower(p), func(r rune) bool { return strings.ContainsRune("/._-\\", r) })
	for _, w := range slices.Backward(words) {
		if kind := contents()[w]; kind != "" {
			return kind
		}
	}
	return ""
}

func contents() map[string]string {
	return map[string]string{
		"log": "log", "logs": "log", "upload": "upload", "uploads": "upload", "cache": "cache", "caches": "cache",
		"tmp": "temp", "temp": "temp", "index": "index", "indexes": "index", "indices": "index",
		"report": "report", "reports": "report", "export": "report", "exports": "report",
	}
}

// jobs are those inside the process, named by the file that starts them.
func jobs(c component, _ []component) []candidate {
	lock, locked := c.Facts.Best(fact.ScheduleLock)
	var rows []survey.Row
	var facts fact.Set
	for _, value := range c.Facts.Values(fact.Schedule) {
		f := strongest(c.Facts, fact.Schedule, value)
		name, cron, again := value, value, ""
		if len(f.Evidence) > 0 {
			base := path.Base(f.Evidence[0].Path)
			name = strings.TrimSuffix(base, path.Ext(base))
		}
		if !strings.ContainsAny(value, "*?") || len(strings.Fields(value)) < 5 {
			name, cron = name+" ("+value+")", ""
		}
		if locked {
			again = "true"
		}
		rows, facts = append(rows, row(cell("name", name), cell("cron", cron), cell("reentrant", again))), append(facts, f)
	}
	if locked && len(rows) > 0 {
		facts = append(facts, lock)
	}
	return one(table(rows...), facts...)
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
	for _, f := range c.Facts.All(fact.Health) {
		kind, p, _ := strings.Cut(f.Value, ":")
		if _, seen := paths[kind]; seen || p == "" {
			continue
		}
		paths[kind] = p
		facts = append(facts, f)
	}
	live, ready, any := paths["liveness"], paths["readiness"], paths["health"]
	if live == "" && ready != "" && any != ready {
		live, any = any, ""
	}
	switch {
	case live != "" && ready != "":
		return one(record(cell("kind", "separate"), cell("liveness", live), cell("readiness", ready)), facts...)
	case live != "":
		return one(record(cell("kind", "single"), cell("liveness", live)), facts...)
	case ready != "" || any != "":
		if ready == "" {
			ready = any
		}
		return one(record(cell("kind", "single"), cell("readiness", ready)), facts...)
	}
	return nil
}
