package image

import (
	"path"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess/internal/cmdline"
)

// applicationPaths finds what in the image is the application: its work directory, what the start command names,
// and the directories beside those of the distribution that layers above the base fill.
func (im *Image) applicationPaths() []string {
	base := im.base().Layers
	root := im.tree.root
	var out []string
	add := func(name string) {
		at := root.real(name)
		n := root.find(at, false)
		switch {
		case at == "" || at == "." || n == nil:
		case n.dir() && !systemDir(at):
			out = append(out, refine(at, n)...)
		case n.file != nil && n.file.layer >= base && !interpreter(path.Base(at)):
			out = append(out, at)
		}
	}
	add(im.config.Config.WorkingDir)
	for _, name := range im.startPaths() {
		add(name)
		if dir := path.Dir(root.real(name)); dir != "." {
			add(strings.TrimSuffix(dir, "/bin"))
		}
	}
	for _, dir := range candidates(root) {
		if n := root.find(dir, false); n != nil && n.above(base) {
			add(dir)
		}
	}
	return outermost(out)
}

// startPaths are the absolute paths that the start command names or may mean.
func (im *Image) startPaths() []string {
	var out []string
	for _, arg := range im.startWords() {
		arg = strings.TrimPrefix(arg, "@")
		for part := range strings.SplitSeq(arg, ":") { // a class path
			part = strings.TrimSuffix(part, "*")
			if part == "" || strings.HasPrefix(part, "-") || strings.ContainsAny(part, "$ ") {
				continue
			}
			if path.IsAbs(part) {
				out = append(out, part)
			} else {
				out = append(out, path.Join("/", im.config.Config.WorkingDir, part))
			}
		}
	}
	if first := im.argv(); len(first) > 0 && !strings.Contains(first[0], "/") {
		for dir := range strings.SplitSeq(im.env("PATH"), ":") {
			out = append(out, path.Join("/", dir, first[0]))
		}
	}
	return out
}

// startFiles are the files that the start command names, apart from interpreters.
func (im *Image) startFiles() []string {
	var out []string
	for _, name := range im.startPaths() {
		at := im.tree.root.real(name)
		n := im.tree.root.find(at, false)
		if at != "" && n != nil && n.file != nil && !interpreter(path.Base(at)) && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}

// argv is what the container starts.
func (im *Image) argv() []string {
	return append(slices.Clone(im.config.Config.Entrypoint), im.config.Config.Cmd...)
}

// startWords are the words of the start command; those of sh -c are taken apart.
func (im *Image) startWords() []string {
	args := im.argv()
	if text, ok := shellText(args); ok {
		if s, err := cmdline.Parse(text); err == nil {
			for _, l := range s.Lines {
				args = append(args, l.Args...)
			}
		}
	}
	return args
}

// shellText is the script of sh -c.
func shellText(args []string) (string, bool) {
	if len(args) < 3 || !shell(path.Base(args[0])) {
		return "", false
	}
	for i, a := range args[1:] {
		if !strings.HasPrefix(a, "-") {
			return "", false
		}
		if strings.HasSuffix(a, "c") && !strings.HasPrefix(a, "--") && i+2 < len(args) {
			return args[i+2], true
		}
	}
	return "", false
}

func shell(base string) bool {
	return slices.Contains([]string{"sh", "bash", "ash", "dash", "ksh", "zsh"}, base)
}

// interpreter tells of programs of the distribution or of a runtime that start what others wrote.
func interpreter(base string) bool {
	if shell(base) {
		return true
	}
	stem := strings.TrimRight(base, "0123456789.")
	return slices.Contains([]string{
		"java", "node", "nodejs", "python", "php", "php-fpm", "ruby", "perl", "dotnet", "nginx", "httpd", "apache2ctl", "apachectl", "tini", "dumb-init", "busybox", "env",
		"catalina.sh", "docker-php-entrypoint", "npm", "yarn", "pnpm", "npx", "gosu", "su-exec", "supervisord",
	}, stem) || slices.Contains([]string{"catalina.sh"}, base)
}

func (im *Image) env(name string) string {
	for _, kv := range im.config.Config.Env {
		if k, v, ok := strings.Cut(kv, "="); ok && k == name {
			return v
		}
	}
	return ""
}

// systemDir tells of directories of the distribution.
func systemDir(name string) bool {
	first, rest, _ := strings.Cut(name, "/")
	switch first {
	case "bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "libx32", "media", "mnt", "proc", "run", "sbin", "sys", "tmp":
		return true
	case "root", "home", "opt", "srv":
		return rest == "" && first != "srv"
	case "usr":
		second, third, _ := strings.Cut(strings.TrimPrefix(rest, "local/"), "/")
		switch second {
		case "", "local", "bin", "sbin", "lib", "lib32", "lib64", "libx32", "libexec", "include", "games", "etc", "man":
			return true
		case "src":
			return third == "" || strings.HasPrefix(third, "linux") || third == "python" || third == "php"
		case "share":
			return !strings.HasPrefix(third, "nginx/html")
		}
		return false
	case "var":
		return !strings.HasPrefix(rest, "www") && !strings.HasPrefix(rest, "task") // where Lambda has functions
	}
	return false
}

// candidates are the directories that may be of an application, whatever the start command says.
func candidates(root *node) []string {
	var out []string
	for _, dir := range []string{".", "opt", "home", "root", "srv", "usr", "usr/local", "usr/src", "var"} {
		n := root.find(dir, false)
		if n == nil {
			continue
		}
		for _, c := range n.sorted() {
			name := path.Join(dir, c.name)
			if c.dir() && !systemDir(name) && !strings.HasPrefix(c.name, ".") {
				out = append(out, name)
			}
		}
	}
	return append(out, "usr/share/nginx/html")
}

// refine leaves out of a directory what a runtime brings: of a server the applications are looked at, and of
// a JDK nothing.
func refine(name string, n *node) []string {
	has := func(p string) bool { return n.find(p, true) != nil }
	for _, apps := range []string{"webapps", "standalone/deployments", "wlp/usr/servers", "autodeploy", "applications"} {
		if has(apps) && (has("conf/server.xml") || has("bin") || has("etc")) {
			return []string{path.Join(name, apps)}
		}
	}
	if has("bin/java") || has("jre/bin/java") || has("bin/node") || has("conda-meta") || has("bin/go") {
		return nil
	}
	return []string{name}
}

// above tells whether a layer above the base has a file below the directory.
func (n *node) above(base int) bool {
	if n.file != nil {
		return n.file.layer >= base
	}
	for _, c := range n.children {
		if c.above(base) {
			return true
		}
	}
	return false
}

// outermost sorts paths and drops those that lie below others.
func outermost(paths []string) []string {
	slices.Sort(paths)
	var out []string
	for _, p := range slices.Compact(paths) {
		if !slices.ContainsFunc(out, func(o string) bool { return below(p, o) }) {
			out = append(out, p)
		}
	}
	return out
}

// below tells whether a path is another or lies below it.
func below(name, dir string) bool {
	return strings.HasPrefix(name, dir) && (len(name) == len(dir) || name[len(dir)] == '/')
}
