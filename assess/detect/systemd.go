package detect

import (
	"context"
	"errors"
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/internal/cmdline"
	"github.com/gantry-ack/gantry/assess/internal/container"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/internal/conf"
)

// systemdDetector notes how unit files start programs.
func systemdDetector() Detector {
	return Detector{Name: "systemd", Globs: []string{"**/*.service"}, Run: runUnits}
}

func runUnits(ctx context.Context, in Input) (Output, error) {
	var out Output
	var errs []error
	generated := Generated(in.Tree)
	for _, name := range in.Paths {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		text, ok, err := deployText(in.Tree, generated, name)
		if err != nil {
			errs = append(errs, fileError(name, err))
		}
		if !ok {
			continue
		}
		if n, ok := unitNote(in.Tree, name, unitSettings(text)); ok {
			out.Notes = append(out.Notes, n)
		}
	}
	return out, errors.Join(errs...)
}

// unitSettings reads a unit file: section.Key with the lines joined that end in a
// backslash. A key may occur more than once.
func unitSettings(text string) conf.Settings {
	var out conf.Settings
	section, key, value, start := "", "", "", 0
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#' || line[0] == ';':
			continue
		case key != "": // continues the line before
			value += " " + line
		case line[0] == '[':
			section = strings.Trim(line, "[]")
			continue
		default:
			k, v, ok := strings.Cut(line, "=")
			if !ok {
				continue
			}
			key, value, start = strings.TrimSpace(k), strings.TrimSpace(v), n
		}
		if rest, more := strings.CutSuffix(value, `\`); more {
			value = rest
			continue
		}
		out = append(out, conf.Setting{Key: section + "." + key, Value: value, Line: start})
		key = ""
	}
	return out
}

// unitNote says what a unit tells; false when it starts nothing of a customer's.
func unitNote(t *scan.Tree, file string, settings conf.Settings) (Note, bool) {
	start, ok := settings.Get("Service.ExecStart")
	if !ok || start.Value == "" {
		return Note{}, false
	}
	vars := map[string]string{}
	b := container.Builder{Origin: fact.FromStart, Path: file}
	var files fact.Set
	for _, s := range settings {
		switch s.Key {
		case "Service.Environment":
			for name, value := range unitEnvironment(s.Value) {
				vars[name] = value
				b.Env(name, value, s.Line)
			}
		case "Service.EnvironmentFile":
			files = append(files, unitEnvFile(t, file, s.Value, vars)...)
		}
	}
	// Prefixes of systemd: - ignores failure, @ and others change how it runs.
	c := commandOf(strings.TrimLeft(start.Value, "-@:+!"), vars)
	if unitOfSystem(c) {
		return Note{}, false
	}
	c.Serves = c.Serves || !c.Dev
	if u, ok := settings.Get("Service.User"); ok {
		b.User(u.Value, u.Line)
	}
	if d, ok := settings.Get("Service.WorkingDirectory"); ok {
		b.WorkDir(strings.TrimPrefix(d.Value, "-"), d.Line)
	}
	name := strings.TrimSuffix(strings.TrimSuffix(path.Base(file), ".service"), "@")
	facts := append(c.Facts(fact.FromStart, file, start.Line), b.Facts()...)
	return Note{Dir: startDir(t, file, c), Name: name, Facts: append(facts, files...)}, true
}

// unitEnvironment reads NAME=value "NAME=value with spaces". The order is that of
// the file.
func unitEnvironment(value string) func(func(string, string) bool) {
	return func(yield func(string, string) bool) {
		l, ok := cmdline.Words("env "+strings.ReplaceAll(value, "$", `\$`), nil)
		if !ok {
			return
		}
		for _, a := range l.Args[1:] {
			if name, v, ok := strings.Cut(a, "="); ok && !yield(name, v) {
				return
			}
		}
	}
}

// unitEnvFile reads an environment file that lies in the source under the name
// that it has on the machine.
func unitEnvFile(t *scan.Tree, unit, value string, vars map[string]string) fact.Set {
	name := path.Join(path.Dir(unit), path.Base(strings.TrimPrefix(value, "-")))
	if !t.Has(name) || t.Size(name) > maxDeployFile {
		return nil
	}
	text, err := t.Text(name)
	if err != nil {
		return nil
	}
	settings, _ := conf.Dotenv(text) // lines that are none are left out
	b := container.Builder{Origin: fact.FromStart, Path: name}
	for _, s := range settings {
		vars[s.Key] = s.Value
		b.Env(s.Key, s.Value, s.Line)
	}
	return b.Facts()
}

// unitOfSystem tells of units around containers and of the system's own programs.
func unitOfSystem(c cmdline.Command) bool {
	switch c.Program {
	case "":
		return true
	case "docker", "podman", "docker-compose", "podman-compose", "nerdctl", "containerd", "kubelet", "true", "echo", "sleep":
		return true
	}
	return false
}
