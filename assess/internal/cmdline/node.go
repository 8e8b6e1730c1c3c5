package cmdline

import (
	"regexp"
	"strings"
)

// devRE finds words in the name of a script that is not for production.
var devRE = regexp.MustCompile(`(?i)(^|[:_-])(dev|develop|development|serve|watch|test|lint|build|debug|storybook|preview)($|[:_-])`)

// node reads node [flags] FILE [arguments].
func (c *Command) node(args []string) {
	ops := operands(args, "-r", "--require", "--import", "--loader", "-C", "--env-file")
	if len(ops) == 0 || has(args, "-e", "--eval", "-p", "--print", "-v", "--version") {
		return
	}
	c.Artefact = ops[0]
	c.Dev = has(args, "--watch") || strings.Contains(c.Artefact, "node_modules/.bin")
	c.Serves = !c.Dev
	for i, a := range args {
		if a == c.Artefact {
			c.flagPort(args[i+1:])
			break
		}
	}
}

// flagPort reads the port from the flags that servers name alike.
func (c *Command) flagPort(args []string, more ...string) {
	addr := flag(args, append([]string{"port", "p"}, more...)...)
	if n, ok := portOf(addr); ok && !loopback(addr) {
		c.port("", n, "http")
	}
}

// pm2 reads pm2 start FILE|npm [--name N] [-- arguments].
func (c *Command) pm2(args []string) {
	ops := operands(args, "--name", "-n", "-i", "--instances", "--env", "--cwd", "-o", "-e", "-l", "--log", "--interpreter", "--max-memory-restart", "-f", "--uid")
	if len(ops) > 0 && has([]string{"start", "restart", "reload", "startOrRestart", "startOrReload"}, ops[0]) {
		ops = ops[1:]
	} else if c.Program != "pm2-runtime" {
		return
	}
	if len(ops) == 0 {
		return
	}
	c.Artefact, c.Serves = ops[0], true
	c.Dev = has(args, "--watch")
	c.profiles(flag(args, "env"))
	if rest := behindDashes(args); rest != nil {
		c.flagPort(rest)
	}
}

// packageScript reads npm start, npm run NAME and what other package managers
// make of it.
func (c *Command) packageScript(args []string) {
	ops := operands(args, "--prefix", "-C", "--dir", "--filter", "-F")
	if len(ops) > 0 && (ops[0] == "run" || ops[0] == "run-script" || ops[0] == "workspace") {
		ops = ops[1:]
	}
	if len(ops) == 0 || has([]string{"install", "i", "ci", "add", "global", "config", "cache", "set", "exec", "rebuild", "prune", "update", "login", "publish", "audit"}, ops[0]) {
		return
	}
	c.Dev = devRE.MatchString(ops[0])
	c.Serves = !c.Dev && (strings.Contains(ops[0], "start") || strings.Contains(ops[0], "prod"))
	if rest := behindDashes(args); rest != nil {
		c.flagPort(rest)
	}
}

// nodeServer is next start and nuxt start.
func (c *Command) nodeServer(args []string) {
	ops := operands(args, "-p", "--port", "-H", "--hostname")
	c.Serves = len(ops) > 0 && ops[0] == "start"
	c.Dev = !c.Serves
	c.flagPort(args)
}

// staticServer serves files.
func (c *Command) staticServer(args []string) {
	c.Serves, c.Workload = true, "static"
	c.flagPort(args, "l", "listen")
}
