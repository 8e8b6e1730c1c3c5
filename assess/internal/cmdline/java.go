package cmdline

import (
	"slices"
	"strconv"
	"strings"
)

// java reads java [flags] -jar FILE [arguments], or the same with a class.
func (c *Command) java(args []string) {
	i := 0
	for i < len(args) {
		a := args[i]
		switch {
		case a == "-jar" && i+1 < len(args):
			c.Artefact, c.Serves = args[i+1], true
			c.applicationArgs(args[i+2:])
			return
		case slices.Contains([]string{"-cp", "-classpath", "--class-path", "-p", "--module-path"}, a):
			i++
		case (a == "-m" || a == "--module") && i+1 < len(args):
			c.Class, c.Serves = args[i+1], true
			c.applicationArgs(args[i+2:])
			return
		case strings.HasPrefix(a, "-") || strings.HasPrefix(a, "@"):
			c.jvmFlag(a)
		default:
			c.Class, c.Serves = a, strings.Contains(a, ".") && !strings.Contains(a, "=")
			c.applicationArgs(args[i+1:])
			return
		}
		i++
	}
}

// jvmFlag reads one flag of the virtual machine.
func (c *Command) jvmFlag(a string) {
	if v, ok := strings.CutPrefix(a, "-Xmx"); ok {
		c.heap(v)
	} else if v, ok := strings.CutPrefix(a, "-XX:MaxHeapSize="); ok {
		c.heap(v)
	} else if name, value, ok := strings.Cut(strings.TrimPrefix(a, "-D"), "="); ok && strings.HasPrefix(a, "-D") {
		c.property(name, value)
	}
}

// applicationArgs reads the --key=value arguments that Spring Boot takes for
// properties, over which they win.
func (c *Command) applicationArgs(args []string) {
	for _, a := range args {
		if name, value, ok := strings.Cut(strings.TrimPrefix(a, "--"), "="); ok && strings.HasPrefix(a, "--") {
			c.property(name, value)
		}
	}
}

// property reads a system property or an argument of Spring.
func (c *Command) property(name, value string) {
	value = strings.Trim(value, `"'`)
	n, isPort := portOf(value)
	switch name {
	case "server.port":
		if isPort {
			c.port("", n, "http")
		}
	case "management.server.port":
		if isPort {
			c.port("management", n, "http")
		}
	case "dubbo.protocol.port":
		if isPort {
			c.port("dubbo", n, "dubbo")
		}
	case "grpc.server.port":
		if isPort {
			c.port("grpc", n, "grpc")
		}
	case "spring.profiles.active":
		c.profiles(value)
	case "spring.config.location", "spring.config.additional-location", "spring.config.import", "logging.config":
		for f := range strings.SplitSeq(value, ",") {
			c.ConfigFiles = append(c.ConfigFiles, strings.TrimPrefix(strings.TrimPrefix(f, "optional:"), "file:"))
		}
	case "server.servlet.context-path", "server.context-path":
		c.ContextPath = value
	case "user.timezone":
		c.TimeZone = value
	case "file.encoding", "sun.jnu.encoding":
		if !strings.EqualFold(value, "utf-8") && !strings.EqualFold(value, "utf8") {
			c.Charset = strings.ToUpper(value)
		}
	}
}

// heap turns a size of the virtual machine into a Kubernetes quantity.
func (c *Command) heap(size string) {
	if size == "" {
		return
	}
	unit, scale := size[len(size)-1], int64(1)
	digits := strings.TrimRight(size, "kKmMgGtT")
	switch unit {
	case 'k', 'K':
		scale = 1 << 10
	case 'm', 'M':
		scale = 1 << 20
	case 'g', 'G':
		scale = 1 << 30
	case 't', 'T':
		scale = 1 << 40
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n <= 0 || n > 1<<50/scale || len(size)-len(digits) > 1 {
		return
	}
	c.HeapMax = quantity(n * scale)
}

func quantity(bytes int64) string {
	for _, u := range []struct {
		suffix string
		size   int64
	}{{"Gi", 1 << 30}, {"Mi", 1 << 20}, {"Ki", 1 << 10}} {
		if bytes%u.size == 0 {
			return strconv.FormatInt(bytes/u.size, 10) + u.suffix
		}
	}
	return strconv.FormatInt(bytes, 10)
}

// catalina is Tomcat's own start script.
func (c *Command) catalina(args []string) {
	if c.Program == "startup.sh" && !strings.Contains(c.Args[0], "bin/") {
		c.Artefact = c.Args[0]
		return
	}
	c.Serves = c.Program == "startup.sh" || has(args, "run", "start")
}
