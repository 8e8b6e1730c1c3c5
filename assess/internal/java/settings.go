package java

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/spring"
)

// configFacts states what configuration says beside ports and services.
func (v *view) configFacts() {
	for _, f := range v.conf.Files() {
		v.add(fact.ConfigFile, f, fact.FromConfig, fact.High, fact.Evidence{Path: f})
	}
	for _, p := range v.conf.Profiles() {
		v.add(fact.Profile, p.Profile, fact.FromConfig, fact.High, p.At)
	}
	for _, h := range v.conf.All() {
		v.environment(h)
		v.localWrite(h)
	}
	v.optionalEnvironment()
	v.zone()
	v.charset()
	v.graceful()
	v.logFiles()
}

// environment states the variables that a setting asks for. The default of a secret
// is never kept.
func (v *view) environment(h spring.Hit) {
	for _, p := range spring.Env(h.Value) {
		def := v.conf.Resolve(p.Default)
		if fact.Sensitive(p.Name) || fact.Sensitive(lastElement(h.Key)) || secretInside(def) || strings.Contains(def, "${") {
			def = ""
		}
		v.addEnv(p.Name, def, fact.FromConfig, h.At)
	}
}

// optionalEnvironment states the variables that have an empty default wherever
// configuration asks for them, and that no code reads.
func (v *view) optionalEnvironment() {
	needed, seen := map[string]bool{}, map[string]bool{}
	for _, m := range v.marksOf(EnvRead) {
		name, _, _ := strings.Cut(m.Value, "=")
		needed[name] = true
	}
	settings := v.conf.All()
	for _, h := range settings {
		for _, p := range spring.Env(h.Value) {
			needed[p.Name] = needed[p.Name] || !p.HasDefault || p.Default != ""
		}
	}
	for _, h := range settings {
		for _, p := range spring.Env(h.Value) {
			if !needed[p.Name] && !seen[p.Name] {
				seen[p.Name] = true
				v.add(fact.EnvOptional(p.Name), "true", fact.FromConfig, fact.High, h.At)
			}
		}
	}
}

// addEnv states a variable, which may have no default.
func (v *view) addEnv(name, def string, origin fact.Origin, at fact.Evidence) {
	v.out = append(v.out, fact.New(fact.Env(name), def, origin, at.Path, at.Line))
}

func lastElement(key string) string {
	key = trimIndex(key)
	return key[strings.LastIndexByte(key, '.')+1:]
}

var secretRE = regexp.MustCompile(`(?i)(?:password|passwd|pwd|secret|token|accesskey)=|://[^/\s]*@`)

// secretInside tells whether a text such as a URL carries a secret.
func secretInside(s string) bool { return secretRE.MatchString(s) }

var (
	windowsPathRE = regexp.MustCompile(`^(?:file:/*)?[A-Za-z]:[/\\]`)
	pathKeyRE     = regexp.MustCompile(`(?:path|dir|directory|folder|location|upload|file|home|root|store|storage|profile|logs?|temp|tmp|save|base|prefix|data|disk|local)$`)
	urlKeyRE      = regexp.MustCompile(`(?:contextpath|basepath|apidocs|swagger|mapping|urlpattern|pattern|endpoint|servlet|uri|url|route|predicate|prefixpath|loginpage|excludes?|ignore|white|anon|mapper|classpath|actuator|webjars|staticpath|rootpath|requestpath|templates?|keystore|truststore|certificate)`)
	ownDirRE      = regexp.MustCompile(`^(?:\./)?[A-Za-z][\w-]*(?:/[\w-]+)*/?$`)
	storeKeyRE    = regexp.MustCompile(`^(?:\w*(?:storage|upload|attachment|backup))(?:path|dir|directory|folder|root)$`)
	rootDirRE     = regexp.MustCompile(`^(?:file:/*)?/(?:home|opt|data\d*|var|tmp|usr/local|mnt|srv|root|apps?|logs?|nas|share|export|www|u01|work|workspace|storage|uploads?|files?|media|disk\d*|Users|webapps?)(?:/|$)`)
)

// logFileKeys are the settings that name where Spring Boot writes its logs.
func logFileKeys() []string {
	return []string{"logging.file.path", "logging.file.name", "logging.file", "logging.path", "server.tomcat.basedir", "server.tomcat.accesslog.directory", "server.undertow.accesslog.dir"}
}

// localWrite states a path that a setting names for files.
func (v *view) localWrite(h spring.Hit) {
	key := trimIndex(h.Key)
	value := v.conf.Resolve(h.Value)
	if value == "" || fact.Sensitive(lastElement(key)) || strings.Contains(value, "\n") || strings.Contains(value, ",") {
		return
	}
	c := fact.High
	if !h.Active {
		c = fact.Medium
	}
	switch {
	case slices.ContainsFunc(logFileKeys(), func(k string) bool { return spring.Canonical(k) == key }):
	case urlKeyRE.MatchString(key):
		return
	case strings.Contains(value, "${user.home}"), strings.HasPrefix(value, "~/"), strings.Contains(value, "${user.dir}"):
	case windowsPathRE.MatchString(value):
	case rootDirRE.MatchString(value) && pathKeyRE.MatchString(lastElement(key)):
	case ownDirRE.MatchString(value) && storeKeyRE.MatchString(lastElement(key)):
	default:
		return
	}
	value = strings.TrimPrefix(value, "file:")
	v.add(fact.LocalWrite, value, fact.FromConfig, c, h.At)
	if value == strings.TrimPrefix(h.Value, "file:") {
		v.add(fact.WriteSetting, h.Raw+"="+value, fact.FromConfig, c, h.At)
	}
}

var serverZoneRE = regexp.MustCompile(`serverTimezone=([A-Za-z0-9/_+%:-]+)`)

// zone states the time zone that the program works in.
func (v *view) zone() {
	if h, ok := v.conf.Get("spring.jackson.time-zone"); ok {
		v.addZone(v.conf.Resolve(h.Value), fact.FromConfig, h.At)
	}
	for _, h := range v.conf.All() {
		if m := serverZoneRE.FindStringSubmatch(h.Value); m != nil && h.Active {
			v.addZone(m[1], fact.FromConfig, h.At)
			break
		}
	}
	if m, ok := v.mark(TimeZone); ok {
		v.addZone(m.Value, fact.FromCode, m.At)
	}
}

// addZone brings the offset of China to its zone: TZ=GMT+8 would mean eight hours
// west to a C library.
func (v *view) addZone(z string, origin fact.Origin, at fact.Evidence) {
	z = strings.ReplaceAll(strings.TrimSpace(z), "%2B", "+")
	c := fact.High
	switch strings.ToUpper(z) {
	case "GMT+8", "GMT+08", "GMT+08:00", "GMT+8:00", "UTC+8", "UTC+08:00", "+08:00", "ASIA/CHONGQING", "PRC", "CTT", "HONGKONG":
		z, c = "Asia/Shanghai", fact.Medium
	}
	if strings.ContainsAny(z, "${} ") {
		return
	}
	v.add(fact.TimeZone, z, origin, c, at)
}

func (v *view) charset() {
	for _, key := range []string{"server.tomcat.uri-encoding", "spring.http.encoding.charset", "server.servlet.encoding.charset", "spring.messages.encoding", "file.encoding", "spring.mandatory-file-encoding"} {
		if h, ok := v.conf.Get(key); ok {
			if u := strings.ToUpper(v.conf.Resolve(h.Value)); strings.HasPrefix(u, "GB") || strings.HasPrefix(u, "BIG5") {
				v.add(fact.Charset, u, fact.FromConfig, fact.Medium, h.At)
				return
			}
		}
	}
}

// graceful: from 3.4 on Spring Boot drains requests by default.
func (v *view) graceful() {
	if h, ok := v.conf.Get("server.shutdown"); ok {
		value := "false"
		if strings.EqualFold(v.conf.Resolve(h.Value), "graceful") {
			value = "true"
		}
		v.add(fact.GracefulShutdown, value, fact.FromConfig, fact.High, h.At)
		return
	}
	if b := v.boot(); v.isBoot() && v.isWeb() && AtLeast(b.Value, 3, 4) && len(b.At) > 0 {
		v.add(fact.GracefulShutdown, "true", fact.FromDefault, fact.High, b.At...)
	}
}

var (
	logPropertyRE = regexp.MustCompile(`<(?:property|springProperty|Property|variable)\b[^>]*\bname="([^"]*)"[^>]*\b(?:value|defaultValue)="([^"]+)"`)
	logFileRE     = regexp.MustCompile(`<(?:file|fileNamePattern|File)>\s*([^<\s$][^<]*?)\s*<|\bfileName="([^"$][^"]*)"`)
)

// logFiles states where Logback and Log4j 2 write.
func (v *view) logFiles() {
	for _, m := range v.modules {
		for _, dir := range m.Resources {
			for _, e := range v.w.tree.Under(dir) {
				name := e.Path[strings.LastIndexByte(e.Path, '/')+1:]
				if !strings.HasSuffix(name, ".xml") || !strings.HasPrefix(name, "log") || strings.Count(strings.TrimPrefix(e.Path, dir+"/"), "/") > 1 || e.Size > 1<<20 {
					continue
				}
				v.logFile(e.Path)
			}
		}
	}
}

func (v *view) logFile(name string) {
	text, err := v.w.tree.Text(name)
	if err != nil || !strings.Contains(text, "<") {
		return
	}
	code := xmlComments.ReplaceAllStringFunc(text, func(c string) string { return strings.Repeat("\n", strings.Count(c, "\n")) })
	for i, line := range strings.Split(code, "\n") {
		if m := logPropertyRE.FindStringSubmatch(line); m != nil && logDirName(m[1]) {
			v.logPath(m[2], name, i+1)
		}
		if m := logFileRE.FindStringSubmatch(line); m != nil {
			v.logPath(m[1]+m[2], name, i+1)
		}
	}
}

var xmlComments = regexp.MustCompile(`(?s)<!--.*?-->`)

func logDirName(name string) bool {
	n := spring.Canonical(name)
	return strings.Contains(n, "log") && (strings.Contains(n, "path") || strings.Contains(n, "home") || strings.Contains(n, "dir") || strings.Contains(n, "file")) &&
		!strings.Contains(n, "pattern") && !strings.Contains(n, "size") && !strings.Contains(n, "name")
}

func (v *view) logPath(p, file string, line int) {
	if i := strings.Index(p, ":-"); strings.HasPrefix(p, "${") && i > 0 { // ${LOG_PATH:-/var/log}
		p = strings.TrimSuffix(p[i+2:], "}")
	}
	if p == "" || strings.HasPrefix(p, "${") && !strings.HasPrefix(p, "${user.") || strings.ContainsAny(p, "%<>|") {
		return
	}
	v.add(fact.LocalWrite, p, fact.FromConfig, fact.Medium, fact.Evidence{Path: file, Line: line})
}
