package cmdline

import (
	"path"
	"strings"
)

// unwrap takes off the programs that start another one, until the one that
// matters is in front. A shell's -c is read as the last command in it.
func (c *Command) unwrap() {
	for range 10 {
		if len(c.Args) == 0 {
			return
		}
		rest, ok := c.strip(path.Base(c.Args[0]), c.Args[1:])
		if !ok {
			return
		}
		c.Args = rest
	}
}

// strip returns what a wrapper runs; false when name is no wrapper.
func (c *Command) strip(name string, args []string) ([]string, bool) {
	switch name {
	case "exec", "nohup", "setsid", "tini", "dumb-init", "catchsegv", "chpst":
		c.Wrapped = true
		return after(skipFlags(args)), true
	case "time", "command", "builtin", "stdbuf", "call":
		return skipFlags(args), true
	case "nice", "ionice":
		return skipFlags(args, "-n", "-c"), true
	case "env":
		return c.assignments(skipFlags(args, "-u", "-C")), true
	case "sudo":
		c.user(flag(args, "u", "user"))
		return c.assignments(skipFlags(args, "-u", "-g", "-H")), true
	case "gosu", "su-exec", "setpriv", "runuser":
		return c.userCommand(args), true
	case "su":
		return c.substitute(args)
	case "bash", "sh", "ash", "dash", "zsh", "busybox":
		return c.shell(args)
	case "poetry", "pipenv", "uv", "pdm", "hatch", "rye":
		if len(args) > 1 && args[0] == "run" {
			return skipFlags(args[1:]), true
		}
	case "npx", "bunx", "ddtrace-run", "opentelemetry-instrument", "dotenv", "pnpx", "cross-env", "cross-env-shell", "dotenvx":
		return c.assignments(skipFlags(args)), true
	case "bundle", "newrelic-admin":
		if len(args) > 1 && (args[0] == "exec" || args[0] == "run-program") {
			return args[1:], true
		}
	case "wait-for-it.sh", "wait-for-it", "wait-for", "wait-for.sh", "dockerize":
		if rest := behindDashes(args); len(rest) > 0 {
			return rest, true
		}
	}
	return nil, false
}

// skipFlags drops leading flags, with their values for those that take one.
func skipFlags(args []string, withValue ...string) []string {
	for len(args) > 0 && strings.HasPrefix(args[0], "-") && args[0] != "--" {
		n := 1
		if has(withValue, args[0]) {
			n = 2
		}
		args = args[min(n, len(args)):]
	}
	return args
}

// after drops a leading --.
func after(args []string) []string {
	if len(args) > 0 && args[0] == "--" {
		return args[1:]
	}
	return args
}

func behindDashes(args []string) []string {
	for i, a := range args {
		if a == "--" {
			return args[i+1:]
		}
	}
	return nil
}

// assignments takes NAME=value off the front.
func (c *Command) assignments(args []string) []string {
	args = after(args)
	for len(args) > 0 {
		name, value, ok := strings.Cut(args[0], "=")
		if !ok || name == "" || strings.ContainsAny(name, "/-. ") {
			return args
		}
		c.Env = append(c.Env, Var{Name: name, Value: value})
		args = args[1:]
	}
	return args
}

func (c *Command) user(name string) {
	if name != "" && !strings.Contains(name, "$") {
		c.User = name
	}
}

// userCommand is gosu USER[:GROUP] program, and what is like it.
func (c *Command) userCommand(args []string) []string {
	args = skipFlags(args)
	if len(args) < 2 {
		return nil
	}
	user, _, _ := strings.Cut(args[0], ":")
	c.user(user)
	return after(args[1:])
}

// substitute is su - USER -c "command".
func (c *Command) substitute(args []string) ([]string, bool) {
	script := flag(args, "c", "command")
	if ops := operands(args, "-c", "-s", "--command"); len(ops) > 0 {
		c.user(ops[len(ops)-1])
		for _, o := range ops {
			if o != "-" {
				c.user(o)
				break
			}
		}
	}
	if script == "" {
		return nil, false
	}
	return c.script(script)
}

// shell is sh -c "command"; a shell that runs a file is the command itself.
func (c *Command) shell(args []string) ([]string, bool) {
	for i, a := range args {
		switch {
		case !strings.HasPrefix(a, "-"):
			return nil, false
		case strings.HasSuffix(a, "c") && !strings.HasPrefix(a, "--") && i+1 < len(args):
			return c.script(args[i+1])
		}
	}
	return nil, false
}

func (c *Command) script(text string) ([]string, bool) {
	s, err := Parse(text)
	if err != nil || len(s.Lines) == 0 {
		return nil, false
	}
	last := s.Lines[len(s.Lines)-1]
	c.Env = append(c.Env, s.Vars...)
	c.Env = append(c.Env, last.Env...)
	c.Open = c.Open || last.Open
	c.Wrapped = c.Wrapped || last.Background
	c.Before = append(c.Before, Steps(s.Lines[:len(s.Lines)-1])...)
	return last.Args, true
}
