package cmdline

import "strings"

// dotnet reads dotnet FILE.dll [--urls ADDRESSES].
func (c *Command) dotnet(args []string) {
	ops := operands(args, "--urls")
	if len(ops) == 0 {
		return
	}
	c.Serves = strings.HasSuffix(ops[0], ".dll")
	c.Dev = !c.Serves
	if c.Serves {
		c.Artefact = ops[0]
	}
	c.urls(flag(args, "urls"))
}

// php reads its built-in server and those of the frameworks.
func (c *Command) php(args []string) {
	if addr := flag(args, "S"); addr != "" {
		c.Serves = true
		if n, ok := portOf(addr); ok {
			c.port("", n, "http")
		}
		return
	}
	ops := operands(args, "-p", "--port", "-H", "--host", "-c")
	if len(ops) == 0 {
		return
	}
	c.Artefact = ops[0]
	switch {
	case len(ops) > 1 && (ops[1] == "serve" || ops[1] == "run"):
		c.Dev = true
		c.flagPort(args)
	case len(ops) > 1 && (strings.HasPrefix(ops[1], "queue:") || ops[1] == "horizon" || ops[1] == "schedule:work"):
		c.Serves, c.Workload = true, "worker"
	case len(ops) > 1 && (ops[1] == "start" || strings.HasPrefix(ops[1], "swoole") || strings.HasPrefix(ops[1], "octane")):
		c.Serves = true
		c.flagPort(args)
	}
}

// ruby reads the servers of Ruby.
func (c *Command) ruby(args []string) {
	if c.Program == "rails" && !has(args, "server", "s") {
		return
	}
	c.Serves = true
	c.flagPort(args, "b", "bind")
}
