package java

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	packageRE   = regexp.MustCompile(`(?m)^\s*package\s+([\w.]+)`)
	javaMainRE  = regexp.MustCompile(`\bstatic\s+(?:final\s+|synchronized\s+)?void\s+main\s*\(\s*(?:final\s+)?(?:java\.lang\.)?String\b`)
	ktMainRE    = regexp.MustCompile(`(?m)^([ \t]*)(?:suspend\s+)?fun\s+main\s*\(`)
	runBootRE   = regexp.MustCompile(`\bSpringApplication(?:Builder)?\b|\brunApplication\s*<`)
	bootAnnRE   = regexp.MustCompile(`@(?:SpringBootApplication|EnableAutoConfiguration|SpringCloudApplication)\b`)
	controlRE   = regexp.MustCompile(`@(?:RestController|Controller)\b`)
	cronRE      = regexp.MustCompile(`@Scheduled\s*\(`)
	envRE       = regexp.MustCompile(`\bSystem\s*\.\s*getenv\s*\(\s*"([A-Za-z_][A-Za-z0-9_]*)"`)
	envMapRE    = regexp.MustCompile(`\bgetenv\s*\(\s*\)\s*\.\s*get(OrDefault)?\s*\(\s*"([A-Za-z_][A-Za-z0-9_]*)"(?:\s*,\s*"([^"\n]*)")?`)
	valueRE     = regexp.MustCompile(`@Value\s*\(\s*(?:value\s*=\s*)?"(?:\\?)\$\{([A-Z][A-Z0-9_]*)(?::([^}"\n]*))?\}"`)
	sessionRE   = regexp.MustCompile(`\b[sS]ession\s*\.\s*(?:set|get)Attribute\s*\(|getSession\s*\(\s*\)\s*\.\s*(?:set|get)Attribute|\bHttpSession\s+\w+`)
	drawImport  = regexp.MustCompile(`(?m)^[ \t]*import\s+(?:static\s+)?(java\.awt\.(?:Font|Graphics2D|Graphics|\*)|cn\.hutool\.captcha|com\.google\.code\.kaptcha|com\.wf\.captcha|org\.jfree\.|com\.itextpdf|com\.lowagie|com\.pig4cloud\.captcha)`)
	zoneRE      = regexp.MustCompile(`TimeZone\.setDefault\s*\([^;\n]*?"([^"\n]+)"`)
	fileRE      = regexp.MustCompile(`(?:new\s+File(?:OutputStream|Writer)?|Paths\.get|Path\.of)\s*\(\s*"((?:/|[A-Z]:)[^"\n]*)"`)
	execRE      = regexp.MustCompile(`(?:\bProcessBuilder\s*\(|\.exec\s*\()\s*(?:new\s+String\[\]\s*\{\s*)?"([A-Za-z][\w./-]*)`)
	listenerRE  = regexp.MustCompile(`@(?:KafkaListener|RabbitListener|RocketMQMessageListener|JmsListener|StreamListener)\b`)
	zuulRE      = regexp.MustCompile(`@EnableZuulProxy\b`)
	routesRE    = regexp.MustCompile(`\bRouteLocator(?:Builder)?\b`)
	statelessRE = regexp.MustCompile(`SessionCreationPolicy\.STATELESS`)
	hookRE      = regexp.MustCompile(`\baddShutdownHook\b`)
	healthRE    = regexp.MustCompile(`\bHealthStatusManager\b`)
	runnerRE    = regexp.MustCompile(`\b(?:CommandLineRunner|ApplicationRunner)\b`)
	xxlRE       = regexp.MustCompile(`@XxlJob\b|@JobHandler\b`)
	elasticRE   = regexp.MustCompile(`\bimplements\s+[\w\s,]*\b(?:SimpleJob|DataflowJob)\b`)
	grpcPortRE  = regexp.MustCompile(`\b(?:ServerBuilder|NettyServerBuilder|Grpc)\s*\.\s*(?:forPort|newServerBuilderForPort)\s*\(\s*([^,;()]+(?:\([^)]*\))?)`)
	httpPortRE  = regexp.MustCompile(`(?:^|[^\w.])(?:Spark\.|spark\.Spark\.)?port\s*\(\s*([^;()]*(?:\([^;]*?\))*[^;()]*)\)\s*;`)
	newServerRE = regexp.MustCompile(`\bnew\s+(?:[\w.]*\.)?Server\s*\(\s*([^;(),]+)\)|HttpServer\.create\s*\(\s*new\s+InetSocketAddress\s*\(\s*([^;()]+)\)|\.listen\s*\(\s*(\d{2,5})\b|Javalin\s*\.[^;]*?\.start\s*\(\s*(\w+)\s*\)`)
)

// marks reads one file.
func marks(name, text string) []Mark {
	s := newSource(name, text)
	out := s.mains()
	for _, f := range []func() []Mark{s.spring, s.environment, s.schedules, s.ports, s.state, s.system, s.guards} {
		out = append(out, f()...)
	}
	return out
}

// has is the cheap look before a regular expression.
func (s *source) has(words ...string) bool {
	for _, w := range words {
		if strings.Contains(s.bare, w) {
			return true
		}
	}
	return false
}

// first makes a mark of the first match outside of comments and strings.
func (s *source) first(kind MarkKind, re *regexp.Regexp, value string) []Mark {
	if m := re.FindStringIndex(s.bare); m != nil {
		return []Mark{{kind, value, s.at(m[0])}}
	}
	return nil
}

// quoted makes marks of matches that reach into strings; the match itself must
// begin outside of one.
func (s *source) quoted(kind MarkKind, re *regexp.Regexp, value func(m []string) string) []Mark {
	var out []Mark
	for _, m := range re.FindAllStringSubmatchIndex(s.code, 50) {
		if s.bare[m[0]] != s.code[m[0]] {
			continue
		}
		groups := make([]string, len(m)/2)
		for i := range groups {
			if m[2*i] >= 0 {
				groups[i] = s.code[m[2*i]:m[2*i+1]]
			}
		}
		if v := value(groups); v != "" {
			out = append(out, Mark{kind, v, s.at(m[0])})
		}
	}
	return out
}

func (s *source) mains() []Mark {
	if !s.has(" main(", " main (", "SpringBootServletInitializer") {
		return nil
	}
	class := s.class()
	var at []int
	if s.kotlin {
		if at = ktMainRE.FindStringSubmatchIndex(s.bare); at != nil && at[3] == at[2] { // at the top of the file
			class += "Kt"
		}
	} else {
		at = javaMainRE.FindStringIndex(s.bare)
	}
	switch boot := bootAnnRE.FindStringIndex(s.bare); {
	case at != nil && runBootRE.MatchString(s.bare):
		return []Mark{{BootMain, class, s.at(at[0])}}
	case at != nil:
		return []Mark{{MainMethod, class, s.at(at[0])}}
	case boot != nil && s.has("SpringBootServletInitializer"):
		return []Mark{{Servlet, class, s.at(boot[0])}}
	}
	return nil
}

func (s *source) spring() []Mark {
	var out []Mark
	for _, f := range []struct {
		kind  MarkKind
		words []string
		re    *regexp.Regexp
		value string
	}{
		{Controller, []string{"Controller"}, controlRE, ""},
		{GatewayProxy, []string{"@EnableZuulProxy"}, zuulRE, "zuul"},
		{Routes, []string{"RouteLocator"}, routesRE, ""},
		{Listener, []string{"Listener"}, listenerRE, ""},
		{Runner, []string{"CommandLineRunner", "ApplicationRunner"}, runnerRE, ""},
	} {
		if s.has(f.words...) {
			out = append(out, s.first(f.kind, f.re, f.value)...)
		}
	}
	return out
}

func (s *source) environment() []Mark {
	var out []Mark
	if s.has("getenv") {
		out = s.quoted(EnvRead, envRE, func(m []string) string { return m[1] + "=" })
		out = append(out, s.quoted(EnvRead, envMapRE, func(m []string) string { return m[2] + "=" + m[3] })...)
	}
	if s.has("@Value") {
		out = append(out, s.quoted(EnvRead, valueRE, func(m []string) string { return m[1] + "=" + m[2] })...)
	}
	return out
}

var (
	lockRE    = regexp.MustCompile(`\btryLock\s*\(|\bgetLock\s*\(|\bsetIfAbsent\s*\(|@SchedulerLock\b|@Lock4j\b|@DistributedLock\b|@RedisLock\b`)
	cronArgRE = regexp.MustCompile(`\bcron\s*=\s*"([^"\n]*)"`)
	rateArgRE = regexp.MustCompile(`\b(fixedRate|fixedDelay|fixedRateString|fixedDelayString)\s*=\s*("[^"\n]*"|[\d_\sL*]+)`)
	unitArgRE = regexp.MustCompile(`\btimeUnit\s*=\s*(?:TimeUnit\.)?([A-Z]+)`)
)

// schedules reads @Scheduled(cron = "...") and its rates.
func (s *source) schedules() []Mark {
	var out []Mark
	if !s.has("@Scheduled", "XxlJob", "@JobHandler", "SimpleJob", "DataflowJob") {
		return nil
	}
	for _, m := range cronRE.FindAllStringIndex(s.bare, 50) {
		end := indexFrom(s.bare, ")", m[1])
		args := s.code[m[1]:min(end, len(s.code))]
		if c := cronArgRE.FindStringSubmatch(args); c != nil {
			out = append(out, Mark{Scheduled, c[1], s.at(m[0])})
		} else if r := rateArgRE.FindStringSubmatch(args); r != nil {
			unit := "MILLISECONDS"
			if u := unitArgRE.FindStringSubmatch(args); u != nil {
				unit = u[1]
			}
			out = append(out, Mark{Scheduled, Rate(strings.Trim(r[2], `"`), unit), s.at(m[0])})
		}
	}
	if len(out) > 0 {
		out = append(out, s.first(ScheduleLock, lockRE, "")...)
	}
	out = append(out, s.first(JobFramework, xxlRE, "xxl-job")...)
	return append(out, s.first(JobFramework, elasticRE, "elastic-job")...)
}

// Rate writes a rate as "every 30s". What is not a number of milliseconds stays as it is.
func Rate(expr, unit string) string {
	product := int64(1)
	for f := range strings.SplitSeq(expr, "*") {
		n, err := strconv.ParseInt(strings.Trim(strings.ReplaceAll(f, "_", ""), "lL \t\r\n"), 10, 64)
		if err != nil || n <= 0 || n > 1<<31 || product > 1<<40 {
			return "every " + strings.TrimSpace(expr)
		}
		product *= n
	}
	ms := map[string]int64{"MILLISECONDS": 1, "SECONDS": 1000, "MINUTES": 60_000, "HOURS": 3_600_000, "DAYS": 86_400_000}[unit] * product
	switch {
	case ms <= 0:
		return "every " + strings.TrimSpace(expr)
	case ms%3_600_000 == 0:
		return "every " + strconv.FormatInt(ms/3_600_000, 10) + "h"
	case ms%60_000 == 0:
		return "every " + strconv.FormatInt(ms/60_000, 10) + "m"
	case ms%1000 == 0:
		return "every " + strconv.FormatInt(ms/1000, 10) + "s"
	}
	return "every " + strconv.FormatInt(ms, 10) + "ms"
}

// ports finds servers that the code starts itself.
func (s *source) ports() []Mark {
	var out []Mark
	if strings.Contains(s.bare, "orPort") {
		out = append(out, s.quoted(GRPCPort, grpcPortRE, func(m []string) string { return s.number(m[1]) })...)
	}
	if strings.Contains(s.bare, "spark.Spark") {
		out = append(out, s.quoted(HTTPPort, httpPortRE, func(m []string) string { return s.number(m[1]) })...)
	}
	for _, lib := range []string{"org.eclipse.jetty", "com.sun.net.httpserver", "io.vertx", "io.javalin", "io.undertow"} {
		if strings.Contains(s.bare, lib) {
			out = append(out, s.quoted(HTTPPort, newServerRE, func(m []string) string {
				return s.number(m[1] + m[2] + m[3] + m[4])
			})...)
			break
		}
	}
	if strings.Contains(s.bare, "HealthStatusManager") {
		out = append(out, s.first(GRPCHealth, healthRE, "")...)
	}
	return out
}

var (
	lastNumberRE = regexp.MustCompile(`\b(\d{2,5})\b`)
	nameRE       = regexp.MustCompile(`^[A-Za-z_]\w*$`)
)

// number evaluates an expression for a port: a literal, a call with a default, or
// a variable of the file that is set to one of these.
func (s *source) number(expr string) string {
	expr = strings.TrimSpace(expr)
	if nameRE.MatchString(expr) {
		m := regexp.MustCompile(`\b` + expr + `\s*=\s*([^=;\n][^;\n]*)`).FindStringSubmatch(s.code)
		if m == nil {
			return ""
		}
		expr = m[1]
	}
	all := lastNumberRE.FindAllString(expr, -1)
	if len(all) == 0 {
		return ""
	}
	return PortNumber(all[len(all)-1])
}

func (s *source) state() []Mark {
	var out []Mark
	if s.has("servlet.http.HttpSession", "getSession") {
		out = append(out, s.first(SessionUse, sessionRE, "")...)
	}
	if s.has("STATELESS") {
		out = append(out, s.first(Stateless, statelessRE, "")...)
	}
	return out
}

func (s *source) system() []Mark {
	var out []Mark
	if s.has("aptcha", "jfree", "itext", "lowagie") || s.has("java.awt") && s.has("Font", "drawString") { // else images are only resized
		out = append(out, s.first(Draws, drawImport, "")...)
	}
	if s.has("addShutdownHook") {
		out = append(out, s.first(ShutdownHook, hookRE, "")...)
	}
	if s.has("TimeZone.setDefault") {
		out = append(out, s.quoted(TimeZone, zoneRE, func(m []string) string { return m[1] })...)
	}
	if s.has("new File", "Paths.get", "Path.of") {
		out = append(out, s.quoted(Writes, fileRE, func(m []string) string { return m[1] })...)
	}
	if s.has("ProcessBuilder", ".exec") {
		out = append(out, s.quoted(Command, execRE, func(m []string) string { return m[1] })...)
	}
	return out
}
