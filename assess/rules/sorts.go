package rules

import (
	"regexp"
	"slices"
	"strings"
)

// Sorts returns all sorts.
func Sorts() []Sort {
	return []Sort{AbsolutePath, WindowsPath, TempPath, IPAddress, LoopbackURL, PlainSecret, Cron, URL, InternalDomain}
}

// is tells whether a text is of the sort. The text has "{}" for what is not known.
func (s Sort) is(text string) bool {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > 1000 {
		return false
	}
	switch s {
	case AbsolutePath:
		return isAbsolutePath(text)
	case WindowsPath:
		return windowsPathRE.MatchString(strings.TrimLeft(strings.TrimPrefix(text, "file:"), "/"))
	case TempPath:
		return isTempPath(text)
	case IPAddress:
		return isIPAddress(text)
	case LoopbackURL:
		return isLoopbackURL(text)
	case PlainSecret:
		return isPlainSecret(text)
	case Cron:
		return isCron(text)
	case URL:
		return isURL(text)
	case InternalDomain:
		return isInternal(text)
	}
	return false
}

// A drive needs its separator; a share needs names that are no escapes of a regular expression.
var windowsPathRE = regexp.MustCompile(`^(?:[A-Za-z]:(?:\\|/[^/]|/$)[^|<>"*?\n]*|\\\\[A-Za-z0-9][\w.-]+\\[A-Za-z0-9{][\w.$ {}-]+(?:\\.*)?)$`)

// isTempPath tells of the places for temporary files.
func isTempPath(text string) bool {
	text = strings.TrimPrefix(strings.TrimPrefix(text, "file://"), "file:")
	for _, dir := range []string{"/tmp", "/var/tmp", "/usr/tmp"} {
		if text == dir || strings.HasPrefix(text, dir+"/") && !strings.ContainsAny(text, " \n<>") {
			return true
		}
	}
	if !strings.ContainsAny(text, `:%`) {
		return text == "java.io.tmpdir" || text == "TMPDIR"
	}
	lower := strings.ToLower(strings.ReplaceAll(text, "/", `\`))
	for _, dir := range []string{`c:\temp`, `c:\tmp`, `d:\temp`, `d:\tmp`, `c:\windows\temp`, `%temp%`, `%tmp%`} {
		if lower == dir || strings.HasPrefix(lower, dir+`\`) {
			return true
		}
	}
	return false
}

// isAbsolutePath tells a path of the file system from one of a URL, such as routes are, by
// its first element and, where that may be either, by what follows.
func isAbsolutePath(text string) bool {
	text = strings.TrimPrefix(strings.TrimPrefix(text, "file://"), "file:")
	if !strings.HasPrefix(text, "/") || strings.HasPrefix(text, "//") || strings.ContainsAny(text, " \t\n<>\"'?&#|;,:*$[]()=\\") {
		return false
	}
	elems := strings.Split(strings.Trim(text, "/"), "/")
	first := strings.ToLower(elems[0])
	switch {
	case len(elems) == 2 && first == "dev" && slices.Contains([]string{"null", "stdout", "stderr", "stdin", "random", "urandom", "tty", "fd"}, elems[1]):
		return false
	case systemDirRE.MatchString(first):
		return true
	case !dataDirRE.MatchString(first):
		return false
	}
	return len(elems) > 2 || len(elems) > 1 && (strings.HasSuffix(text, "/") || fileNameRE.MatchString(elems[len(elems)-1]))
}

// anyAbsolutePath tells of an absolute path where it is known that a path is meant.
func anyAbsolutePath(text string) bool {
	return len(text) > 1 && text[0] == '/' && text[1] != '/' && !strings.ContainsAny(text, "\n<>?*")
}

var (
	systemDirRE = regexp.MustCompile(`^(?:usr|var|etc|opt|tmp|mnt|srv|export|nfs\d*|nas\d*|u\d\d|disk\d+|data\d+|dev|proc|sys|volumes|volume\d+|ebs|efs|wwwroot|sharedisk)$`)
	dataDirRE   = regexp.MustCompile(`^(?:data|home|root|app|apps|application|logs?|media|work|workspace|www|storage|run|users|upload|uploads|files?|backup|oracle|weblogic|tomcat|server|web|site|project|soft|software|local|deploy|share|shared)$`)
	fileNameRE  = regexp.MustCompile(`^[^.]+.*\.(?:log|txt|properties|ya?ml|conf|cfg|ini|xml|csv|xlsx?|docx?|dat|db|sqlite3?|pid|lock|sock|sh|jar|war|pem|key|crt|cer|p12|jks|keystore|so|bin|zip|tar|gz|bak|tmp|out|err|ttf|ttc|otf)$`)
)

// isCron tells of the five to seven fields of a cron expression, of which one at least is open: "0 0 2 * * ?".
func isCron(text string) bool {
	if cronNameRE.MatchString(text) {
		return true
	}
	fields := strings.Fields(text)
	if len(fields) < 5 || len(fields) > 7 {
		return false
	}
	open := false
	for _, f := range fields {
		if !cronFieldRE.MatchString(f) {
			return false
		}
		open = open || strings.ContainsAny(f, "*?")
	}
	return open
}

var (
	cronNameRE  = regexp.MustCompile(`^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$`)
	cronFieldRE = regexp.MustCompile(`^(?i:(?:\*|\?|L|LW|\{\}|\d{1,4}W?|\d#\d|\dL|(?:sun|mon|tue|wed|thu|fri|sat|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)L?)(?:-(?:\d{1,4}|[a-z]{3}))?(?:/\d{1,4})?(?:,(?:\d{1,4}|[a-z]{3})(?:-(?:\d{1,4}|[a-z]{3}))?(?:/\d{1,4})?)*)$`)
)

// words returns words of which a text must hold one to be of the sort, both as it is and as source code
// writes it; nil when there are none.
func (s Sort) words() []string {
	switch s {
	case WindowsPath:
		return []string{`:\`, `:/`, `\\`}
	case TempPath:
		return []string{"/tmp", "tmp/", "tmpdir", "TMPDIR", "emp"}
	case LoopbackURL:
		return []string{"localhost", "LOCALHOST", "Localhost", "127.", "::1", "(local", "=."}
	case Cron:
		return []string{"* ", " *", "? ", " ?", "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly", "@every"}
	case URL:
		return []string{"http://", "https://", "HTTP://", "HTTPS://"}
	}
	return nil
}
