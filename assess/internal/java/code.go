package java

import (
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
)

// codeFacts states what the source code shows, and dependencies that stand for it.
func (v *view) codeFacts() {
	for _, m := range v.marksOf(EnvRead) {
		name, def, _ := strings.Cut(m.Value, "=")
		if fact.Sensitive(name) || secretInside(def) || strings.Contains(def, "${") {
			def = ""
		}
		v.addEnv(name, def, fact.FromCode, m.At)
	}
	v.schedules()
	v.drawing()
	for _, m := range v.marksOf(Writes) {
		if rootDirRE.MatchString(m.Value) || windowsPathRE.MatchString(m.Value) {
			v.add(fact.LocalWrite, m.Value, fact.FromCode, fact.Medium, m.At)
		}
	}
	for _, m := range v.marksOf(Command) {
		if p := systemPackage(m.Value); p != "" {
			v.add(fact.SystemPackage, p, fact.FromCode, fact.High, m.At)
		}
	}
	if d, ok := v.dep("jodconverter*", "org.jodconverter:*", "jodconverter-local"); ok {
		v.add(fact.SystemPackage, "libreoffice", fact.FromBuild, fact.High, d.At)
	}
	if m, ok := v.mark(ShutdownHook); ok {
		v.add(fact.GracefulShutdown, "true", fact.FromCode, fact.Medium, m.At)
	}
}

// systemPackage is the neutral name of the package with a command.
func systemPackage(command string) string {
	switch command[strings.LastIndexByte(command, '/')+1:] {
	case "ffmpeg", "ffprobe":
		return "ffmpeg"
	case "soffice", "libreoffice":
		return "libreoffice"
	case "convert", "magick", "identify":
		return "imagemagick"
	case "wkhtmltopdf", "wkhtmltoimage":
		return "wkhtmltopdf"
	case "chromium", "google-chrome", "chrome":
		return "chromium"
	case "curl", "git":
		return command[strings.LastIndexByte(command, '/')+1:]
	case "python", "python3":
		return "python3"
	case "mysqldump", "mysql":
		return "mysql-client"
	case "pg_dump", "psql":
		return "postgresql-client"
	}
	return ""
}

// schedules states the jobs inside the process.
func (v *view) schedules() {
	for _, m := range v.marksOf(Scheduled) {
		value := strings.TrimSpace(v.conf.Resolve(strings.ReplaceAll(m.Value, `\$`, "$")))
		if rest, ok := strings.CutPrefix(value, "every "); ok { // fixedRateString = "${job.rate}"
			value = Rate(rest, "MILLISECONDS")
		}
		if value != "-" { // Spring's way to switch a job off
			v.add(fact.Schedule, value, fact.FromCode, fact.High, m.At)
		}
	}
	for _, f := range []struct {
		id   string
		deps []string
	}{
		{"quartz", []string{"spring-boot-starter-quartz", "org.quartz-scheduler:quartz"}},
		{"xxl-job", []string{"com.xuxueli:xxl-job-core"}},
		{"elastic-job", []string{"elasticjob-*", "elastic-job-*"}},
		{"powerjob", []string{"powerjob-worker*"}},
	} {
		if d, ok := v.dep(f.deps...); ok {
			v.add(fact.Schedule, f.id, fact.FromBuild, fact.High, d.At)
		}
	}
}

// drawing states the need for fonts. The JDK's text drawing needs fontconfig even
// for Latin letters; spreadsheets and charts measure text with it.
func (v *view) drawing() {
	var at []fact.Evidence
	c, origin := fact.High, fact.FromBuild
	if d, ok := v.dep(
		"kaptcha*", "easy-captcha*", "hutool-captcha", "cn.hutool:hutool-captcha", "poi", "poi-*", "easyexcel*",
		"cn.idev.excel:fastexcel", "hutool-poi", "jfreechart", "itextpdf", "itext*", "openhtmltopdf-*", "jasperreports*", "flying-saucer-*", "aspose-*",
		"easypoi*", "jxls*", "openpdf", "anji-captcha*", "captcha-spring-boot-starter", "spring-boot-starter-captcha", "tianai-captcha*", "autopoi*", "thumbnailator", "xdocreport*", "docx4j*", "poi-tl",
	); ok {
		at = append(at, d.At)
	}
	if m, ok := v.mark(Draws); ok {
		if len(at) == 0 {
			c, origin = fact.Medium, fact.FromCode
		}
		at = append(at, m.At)
	}
	if len(at) == 0 {
		return
	}
	v.add(fact.CJKFonts, "true", origin, c, at...)
	v.add(fact.SystemPackage, "fontconfig", origin, c, at...)
}
