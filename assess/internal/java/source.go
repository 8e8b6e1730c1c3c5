package java

import (
	"context"
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/scan"
)

// Mark is something that source code shows.
type Mark struct {
	Kind  MarkKind
	Value string
	At    fact.Evidence
}

// MarkKind tells what a Mark is about.
type MarkKind string

// The kinds. The value is in brackets.
const (
	MainMethod   MarkKind = "main"        // a main method (class)
	BootMain     MarkKind = "boot-main"   // the class that starts Spring Boot (class)
	Servlet      MarkKind = "servlet"     // a SpringBootServletInitializer (class)
	Controller   MarkKind = "controller"  // an HTTP handler
	GatewayProxy MarkKind = "gateway"     // @EnableZuulProxy
	Routes       MarkKind = "routes"      // routes of a gateway are defined in code
	HTTPPort     MarkKind = "port-http"   // a server listens (port)
	GRPCPort     MarkKind = "port-grpc"   // a gRPC server listens (port)
	GRPCHealth   MarkKind = "grpc-health" // the gRPC health service is registered
	EnvRead      MarkKind = "env"         // an environment variable is read (NAME=default)
	Scheduled    MarkKind = "scheduled"   // a job inside the process (cron or rate)
	ScheduleLock MarkKind = "lock"        // a lock is taken in a file with jobs
	SessionUse   MarkKind = "session"     // an HTTP session holds state
	Stateless    MarkKind = "stateless"   // Spring Security keeps no session
	Draws        MarkKind = "draws"       // text is drawn with AWT or a library on it
	ShutdownHook MarkKind = "shutdown"    // SIGTERM is handled
	Writes       MarkKind = "writes"      // a file is written (absolute path)
	TimeZone     MarkKind = "time-zone"   // the default zone is set (zone)
	Runner       MarkKind = "runner"      // a CommandLineRunner or ApplicationRunner
	Listener     MarkKind = "listener"    // a message listener
	Command      MarkKind = "command"     // an external command is run (name)
	JobFramework MarkKind = "job-handler" // a handler of a job framework (name)
)

// maxSource is the largest source file that is looked into; larger ones are generated.
const maxSource = 512 << 10

// scanSources reads the source files below dirs once and returns their marks in
// order. A file that cannot be read has none.
func scanSources(ctx context.Context, tree *scan.Tree, dirs []string) []Mark {
	var out []Mark
	done := map[string]bool{}
	for _, dir := range dirs {
		for _, e := range tree.Under(dir) {
			ext := path.Ext(e.Path)
			if ext != ".java" && ext != ".kt" && ext != ".groovy" || e.Size > maxSource || done[e.Path] || ctx.Err() != nil {
				continue
			}
			done[e.Path] = true
			if text, err := tree.Text(e.Path); err == nil && interesting(text) {
				out = append(out, marks(e.Path, text)...)
			}
		}
	}
	return out
}

// interesting is the cheap look that spares most files the careful one.
func interesting(text string) bool {
	for _, w := range []string{
		" main(", "@SpringBootApplication", "SpringApplication", "Controller", "getenv(", "@Value(\"${", "@Scheduled", "HttpSession",
		"java.awt", ".captcha", "aptcha", "addShutdownHook", "forPort(", "ServerBuilder", "port(", "Server(", "TimeZone.setDefault",
		"Runner", "Listener", "STATELESS", "RouteLocator", "new File", "Paths.get(\"/", "ProcessBuilder", ".exec(",
		"XxlJob", "SimpleJob", "ElasticJob", "EnableZuulProxy", "HealthStatusManager", "InetSocketAddress", "EnableAutoConfiguration", "listen(",
		"SecurityFilterChain", "SecurityWebFilterChain", "WebSecurity", "ResourceServer", "ShiroFilter",
	} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// source is one file with comments blanked out, and once more with the content
// of strings blanked out too. Offsets agree among all three.
type source struct {
	path   string
	code   string
	bare   string
	lines  []int // offset of each line's start
	pkg    string
	kotlin bool
}

func newSource(name, text string) *source {
	code, bare := blank(text)
	s := &source{path: name, code: code, bare: bare, kotlin: strings.HasSuffix(name, ".kt"), lines: []int{0}}
	for i := 0; i < len(code); i++ {
		if code[i] == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	if m := packageRE.FindStringSubmatch(bare); m != nil {
		s.pkg = m[1]
	}
	return s
}

// at is the place of an offset.
func (s *source) at(offset int) fact.Evidence {
	lo, hi := 0, len(s.lines)
	for lo+1 < hi {
		if mid := (lo + hi) / 2; s.lines[mid] <= offset {
			lo = mid
		} else {
			hi = mid
		}
	}
	return fact.Evidence{Path: s.path, Line: lo + 1}
}

// class is the name of the class that the file is about, as the JVM knows it.
func (s *source) class() string {
	name := strings.TrimSuffix(path.Base(s.path), path.Ext(s.path))
	if s.pkg == "" {
		return name
	}
	return s.pkg + "." + name
}

// blank replaces comments by spaces, and in the second result the content of
// strings as well.
func blank(text string) (code, bare string) {
	c, b := []byte(text), []byte(text)
	wipe := func(from, to int, both bool) {
		for i := from; i < to && i < len(c); i++ {
			if c[i] == '\n' {
				continue
			}
			b[i] = ' '
			if both {
				c[i] = ' '
			}
		}
	}
	for i := 0; i < len(text); {
		switch {
		case strings.HasPrefix(text[i:], "//"):
			end := indexFrom(text, "\n", i)
			wipe(i, end, true)
			i = end
		case strings.HasPrefix(text[i:], "/*"):
			end := indexFrom(text, "*/", i+2) + 2
			wipe(i, end, true)
			i = end
		case strings.HasPrefix(text[i:], `"""`):
			end := indexFrom(text, `"""`, i+3)
			wipe(i+3, end, false)
			i = end + 3
		case text[i] == '"' || text[i] == '\'':
			end := stringEnd(text, i)
			wipe(i+1, end, false)
			i = end + 1
		default:
			i++
		}
	}
	return string(c), string(b)
}

// indexFrom is the offset of the next occurrence, or the end of the text.
func indexFrom(text, what string, from int) int {
	if from >= len(text) {
		return len(text)
	}
	if i := strings.Index(text[from:], what); i >= 0 {
		return from + i
	}
	return len(text)
}

// stringEnd is the offset of the quote that closes the literal at i, or of the
// line's end.
func stringEnd(text string, i int) int {
	quote := text[i]
	for j := i + 1; j < len(text); j++ {
		switch text[j] {
		case '\\':
			j++
		case quote, '\n':
			return j
		}
	}
	return len(text)
}
