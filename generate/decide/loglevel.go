package decide

import (
	"strings"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// isLogLevel tells a variable of the program that sets its log level. That of Spring Boot
// is a framework's: its root level covers every library, and what files say of it holds.
func isLogLevel(name string) bool {
	n := strings.ReplaceAll(strings.ToUpper(name), "_", "")
	return n == "LOGLEVEL" || strings.HasSuffix(n, "LOGLEVEL")
}

// logLevels sets a variable for the level of the program's own log: more in development,
// elsewhere what it is today.
func (b *builder) logLevels(name string) {
	f, _ := b.c.given(name)
	for i, e := range b.app.Environments {
		q := b.inquireIn(generate.AspectEnv(name), e)
		level := logLevel(e, f.Value)
		if f.Key != "" {
			q.use(f)
		}
		why := keptReason(f)
		switch {
		case level != f.Value && stageOf(e) == development:
			q.byDefault("log-level", level)
			why = i18n.Textf("开发环境记录得更细", "development logs more")
		case level != f.Value:
			q.byDefault("log-level", level)
			why = i18n.Textf("没有默认值，按一般级别记录", "there is no default, so the usual level is taken")
		}
		b.setIn(q, i, name, level, "", why)
	}
}

// logLevel is more talkative in development, where the level is a word; it keeps the
// case of the default.
func logLevel(e generate.Environment, today string) string {
	known := map[string]bool{"": true, "trace": true, "debug": true, "info": true, "warn": true, "warning": true, "error": true, "fatal": true, "critical": true}
	switch {
	case stageOf(e) != development || !known[strings.ToLower(today)]:
		if today == "" {
			return "info"
		}
		return today
	case today != "" && today == strings.ToUpper(today):
		return "DEBUG"
	}
	return "debug"
}
