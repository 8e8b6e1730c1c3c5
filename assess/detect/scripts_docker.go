package detect

import (
	"cmp"
	"path"
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/cmdline"
	"github.com/gantry-ack/gantry/assess/internal/compose"
	"github.com/gantry-ack/gantry/assess/internal/container"
	"github.com/gantry-ack/gantry/assess/internal/image"
	"github.com/gantry-ack/gantry/assess/scan"
)

// dockerRunNote reads docker run: the deployment of a container by hand, which
// says what a compose file would. False when the line is none, or runs a backing
// service.
func dockerRunNote(t *scan.Tree, file string, l cmdline.Line) (Note, bool) {
	args := l.Args
	if len(args) > 0 && args[0] == "sudo" {
		args = args[1:]
	}
	if len(args) < 3 || args[0] != "docker" && args[0] != "podman" && args[0] != "nerdctl" || args[1] != "run" && args[1] != "create" {
		return Note{}, false
	}
	b := container.Builder{Origin: fact.FromDeploy, Path: file}
	r := dockerRun{b: &b, line: l.Line}
	ref, command := r.read(args[2:])
	img := image.Parse(ref)
	if _, ok := img.Backing(); ok || img.Infrastructure() || ref == "" || !r.detached {
		return Note{}, false
	}
	if len(command) > 0 && programRE.MatchString(command[0]) {
		b.Command(cmdline.Line{Args: command, Open: l.Open}, l.Line)
	}
	name := cmp.Or(cleanDir(r.name), cleanDir(img.Name))
	n := Note{Name: name, Facts: b.Facts()}
	if dir := path.Dir(file); componentDir(t, dir) && dir != "." {
		n.Dir = dir
	}
	return n, len(n.Facts) > 0 && name != ""
}

var programRE = regexp.MustCompile(`^[\w./][\w./-]*$`)

// dockerRun reads the flags of docker run. A container that is not detached does
// something once for the script.
type dockerRun struct {
	b        *container.Builder
	line     int
	name     string
	detached bool
}

// read takes the flags and returns the image and the command behind it.
func (r *dockerRun) read(args []string) (ref string, command []string) {
	for i := 0; i < len(args); i++ {
		a := args[i]
		if !strings.HasPrefix(a, "-") {
			return a, args[i+1:]
		}
		name, value, joined := strings.Cut(a, "=")
		if dockerSwitch(name) {
			r.detached = r.detached || name == "--detach" || !strings.HasPrefix(name, "--") && strings.Contains(name, "d")
			continue
		}
		if short := "-" + strings.TrimLeft(name, "-"); !joined && !strings.HasPrefix(a, "--") && len(a) > 2 && strings.IndexByte("epvulw", short[1]) >= 0 {
			name, value, joined = a[:2], a[2:], true // -p8080:8080
		}
		if !joined {
			if i+1 >= len(args) {
				return "", nil
			}
			i++
			value = args[i]
		}
		r.flag(name, value)
	}
	return "", nil
}

// dockerSwitch tells of flags that take no value.
func dockerSwitch(name string) bool {
	switch name {
	case "--detach", "--rm", "--interactive", "--tty", "--privileged", "--init", "--read-only", "--publish-all", "--no-healthcheck", "--oom-kill-disable", "--sig-proxy", "--quiet":
		return true
	}
	return len(name) > 1 && !strings.HasPrefix(name, "--") && strings.Trim(name[1:], "ditPq") == ""
}

func (r *dockerRun) flag(name, value string) {
	switch name {
	case "--name":
		r.name = value
	case "-p", "--publish", "--expose":
		if p := compose.ContainerPort(value); p != "" {
			r.b.Port(p, r.line)
		}
	case "-e", "--env":
		if k, v, ok := strings.Cut(value, "="); ok {
			r.b.Env(k, v, r.line)
		}
	case "-v", "--volume":
		if v := compose.ParseVolume(value); !v.ReadOnly && (v.Source == "" || !strings.Contains(path.Base(v.Target), ".")) {
			r.b.Volume(v.Target, r.line)
			if v.Source != "" {
				r.b.Kept(v.Target, r.line)
			}
		}
	case "-u", "--user":
		r.b.User(value, r.line)
	case "--link":
		service, alias, _ := strings.Cut(value, ":")
		if s, ok := image.Named(service); ok {
			r.b.AddService(fact.Medium, s, cmp.Or(alias, service), r.line)
		}
	case "--health-cmd":
		r.b.HealthTest([]string{"CMD-SHELL", value}, r.line)
	}
}
