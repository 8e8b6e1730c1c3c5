// Package container gathers what a description of a running container says,
// whether it is a Dockerfile, a compose service, a docker run or a Kubernetes pod:
// environment, command, ports, probes and mounts, as facts.
package container

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/cmdline"
)

// Builder collects the facts about one container. What is in it is of one
// origin; the path is that of the file that speaks.
type Builder struct {
	Origin fact.Origin
	Path   string
	set    fact.Set
}

// Facts returns what was collected, each once. A port whose protocol is known
// from elsewhere is not repeated as one of TCP.
func (b *Builder) Facts() fact.Set {
	var out fact.Set
	for _, f := range b.set {
		if !slices.ContainsFunc(out, func(g fact.Fact) bool { return g.Key == f.Key && g.Value == f.Value }) && !b.better(f) {
			out = append(out, f)
		}
	}
	return out
}

// better tells whether another fact knows more of what is spoken on a port.
func (b *Builder) better(f fact.Fact) bool {
	number, protocol, ok := strings.Cut(f.Value, "/")
	return ok && f.Key == fact.Port && slices.ContainsFunc(b.set, func(g fact.Fact) bool {
		n, p, _ := strings.Cut(g.Value, "/")
		return g.Key == fact.Port && n == number && knowledge(p) > knowledge(protocol) && protocol != "udp"
	})
}

// knowledge orders protocols by how much someone must have known to say so: that
// it is HTTP is often only assumed.
func knowledge(protocol string) int {
	switch protocol {
	case "udp":
		return -1
	case "tcp":
		return 0
	case "http":
		return 1
	}
	return 2
}

// Add adds a fact unless its value is empty.
func (b *Builder) Add(key, value string, line int) {
	b.AddAs(fact.High, key, value, line)
}

// AddAs is Add with another confidence than high.
func (b *Builder) AddAs(c fact.Confidence, key, value string, line int) {
	if value != "" {
		b.set = append(b.set, fact.New(key, value, b.Origin, b.Path, line).With(c))
	}
}

// Env adds a variable that the container is given, and what it stands for. The
// value of a secret is never taken over.
func (b *Builder) Env(name, value string, line int) {
	if !envName(name) {
		if name == "spring.profiles.active" { // docker run -e spring.profiles.active=prod
			b.command(cmdline.FromVars([]cmdline.Var{{Name: name, Value: value}}), line)
		}
		return
	}
	shown := cmdline.Value(name, value)
	if strings.HasPrefix(shown, "${") && strings.IndexByte(shown, '}') == len(shown)-1 {
		shown = "" // only a reference: whoever starts it gives the value
	}
	if len(shown) > maxValue || strings.ContainsAny(shown, "\r\n") {
		shown = "" // a document, not a default
	}
	b.command(cmdline.FromVars([]cmdline.Var{{Name: name, Value: shown}}), line)
	switch name {
	case "LANG", "LC_ALL", "LC_CTYPE":
		b.locale(shown, line)
		return
	case "TZ":
		return
	}
	if ofTheImage(name) {
		return
	}
	b.set = append(b.set, fact.New(fact.Env(name), shown, b.Origin, b.Path, line))
}

const maxValue = 300

func envName(name string) bool {
	return name != "" && len(name) <= 100 && !strings.ContainsFunc(name, func(r rune) bool {
		return r != '_' && r != '-' && !(r >= '0' && r <= '9') && !(r >= 'a' && r <= 'z') && !(r >= 'A' && r <= 'Z')
	})
}

// ofTheImage tells of variables that steer the build or the interpreter and that
// no application reads.
func ofTheImage(name string) bool {
	if slices.Contains([]string{
		"PATH", "HOME", "LANGUAGE", "DEBIAN_FRONTEND", "JAVA_HOME", "CATALINA_HOME", "GOPATH", "GOPROXY", "GO111MODULE", "GOFLAGS", "CGO_ENABLED", "GOOS", "GOARCH",
		"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "PYTHONIOENCODING", "PYTHONPATH", "PYTHONFAULTHANDLER", "VIRTUAL_ENV", "POETRY_VERSION",
		"NPM_CONFIG_LOGLEVEL", "NODE_PATH", "CI", "TERM", "SHELL", "LD_LIBRARY_PATH", "PS1", "MAINTAINER",
	}, name) {
		return true
	}
	for _, prefix := range []string{"PIP_", "POETRY_", "UV_", "NPM_CONFIG_", "npm_config_", "YARN_", "DOTNET_CLI_"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// locale notes a locale that someone chose, which is any but those that images
// have anyway.
func (b *Builder) locale(value string, line int) {
	lang, charset, _ := strings.Cut(value, ".")
	if lang == "" || lang == "C" || lang == "POSIX" || strings.HasPrefix(lang, "en") || strings.ContainsAny(value, "$ /") {
		return
	}
	switch strings.ToLower(strings.ReplaceAll(charset, "-", "")) {
	case "", "utf8":
		charset = "UTF-8"
	default:
		charset = strings.ToUpper(charset)
		b.Add(fact.Charset, charset, line)
	}
	b.Add(fact.Locale, lang+"."+charset, line)
}

// Command adds the command that the container runs. One that only describes
// development is left out.
func (b *Builder) Command(line cmdline.Line, at int) {
	if len(line.Args) == 0 {
		return
	}
	c := cmdline.Analyze(line)
	if !c.Dev {
		c.Serves = true // that a container runs it says so
	}
	if len(c.Ports) > 0 { // flags win over what a variable lets assume
		b.set = slices.DeleteFunc(b.set, func(f fact.Fact) bool { return f.Key == fact.Port && f.Confidence == fact.Medium })
	}
	b.command(c, at)
}

func (b *Builder) command(c cmdline.Command, line int) {
	b.set = append(b.set, c.Facts(b.Origin, b.Path, line)...)
}

// Shell adds a command in the form of a shell, with the variables that the
// container is known to have.
func (b *Builder) Shell(text string, vars map[string]string, at int) {
	line, ok := cmdline.Words(text, vars)
	if !ok {
		line = cmdline.Line{Args: []string{"sh", "-c", text}}
	}
	b.Command(line, at)
}

// Port adds a port that the container listens on, as its description has it:
// NUMBER or NUMBER/PROTOCOL. What is spoken on it is rarely known here.
func (b *Builder) Port(spec string, line int) {
	if n, protocol, ok := port(spec); ok && !debugPort(n) {
		b.Add(fact.Port, strconv.Itoa(n)+"/"+protocol, line)
	}
}

// NamedPort adds a further port by its name.
func (b *Builder) NamedPort(name, spec string, line int) {
	if n, protocol, ok := port(spec); ok && !debugPort(n) {
		b.Add(fact.PortNamed(strings.ToLower(name)), strconv.Itoa(n)+"/"+protocol, line)
	}
}

func port(spec string) (number int, protocol string, ok bool) {
	num, protocol, _ := strings.Cut(strings.TrimSpace(spec), "/")
	n, err := strconv.Atoi(num)
	if err != nil || n < 1 || n > 65535 {
		return 0, "", false
	}
	switch protocol = cmp.Or(strings.ToLower(protocol), "tcp"); {
	case protocol == "tcp" && n == 80:
		protocol = "http"
	case protocol == "tcp" && (n == 443 || n == 8443):
		protocol = "https"
	}
	return n, protocol, true
}

// debugPort tells of ports that debuggers listen on, which nobody deploys.
func debugPort(n int) bool { return slices.Contains([]int{9229, 9230, 5005, 5678, 2345}, n) }

// Volume adds a directory that the container keeps data in.
func (b *Builder) Volume(target string, line int) {
	target = path.Clean(target)
	if !path.IsAbs(target) || target == "/" || strings.ContainsAny(target, "${") {
		return
	}
	for _, no := range []string{"/etc/localtime", "/etc/timezone", "/var/run/docker.sock", "/run/secrets", "/etc/hosts", "/dev", "/proc", "/sys"} {
		if target == no || strings.HasPrefix(target, no+"/") {
			return
		}
	}
	if strings.Contains(target, "node_modules") || strings.HasPrefix(target, "/usr/share/zoneinfo") {
		return
	}
	b.Add(fact.LocalWrite, target, line)
}

// Kept marks a volume as one whose content outlives the container.
func (b *Builder) Kept(target string, line int) {
	target = path.Clean(target)
	if slices.ContainsFunc(b.set, func(f fact.Fact) bool { return f.Key == fact.LocalWrite && f.Value == target }) {
		b.Add(fact.KeptMount, target, line)
	}
}

// WorkDir adds the directory in which the program runs.
func (b *Builder) WorkDir(dir string, line int) {
	if path.IsAbs(dir) && path.Clean(dir) != "/" && !strings.ContainsAny(dir, "${") {
		b.Add(fact.WorkDir, path.Clean(dir), line)
	}
}

// User adds the user of a container, without its group.
func (b *Builder) User(user string, line int) {
	user, _, _ = strings.Cut(user, ":")
	if !strings.Contains(user, "$") {
		b.Add(fact.RunUser, user, line)
	}
}
