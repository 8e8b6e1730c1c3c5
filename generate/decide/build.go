package decide

import (
	"path"
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// buildContext decides where the build runs and where its Dockerfile is: beside
// the component's build file. Components in one directory have a Dockerfile each.
func buildContext(q *inquiry, c component, peers []peer) (context, dockerfile string, d generate.Decision) {
	context = c.BuildRoot
	if _, ok := q.fact(fact.BuildRoot); !ok {
		q.byDefault("build.root", orNone(context))
	}
	if context == "" {
		context = c.Path
	}
	var why because
	why.add("构建从 %s 开始", "the build runs from %s", context)
	name := "Dockerfile"
	for _, p := range peers {
		if p.Path == c.Path && p.name != c.name {
			name = c.name + ".Dockerfile"
			why.add("同一目录还有 %s，各有各的 Dockerfile", "%s is in the same directory, so each has its own Dockerfile", p.name)
			break
		}
	}
	return context, path.Join(c.Path, name), q.decide(context, why.text())
}

// buildCommand decides how the component is built, when not as usual.
func buildCommand(q *inquiry, _ component) ([]string, generate.Decision) {
	if cmd := words(q.ask("app.build").Value.Record().Get("command")); len(cmd) > 0 {
		q.fact(fact.BuildCommand)
		return cmd, q.decide(strings.Join(cmd, " "), i18n.Textf("构建命令按答案", "the build command as answered"))
	}
	if f, ok := q.fact(fact.BuildCommand); ok {
		cmd := fact.Args(f.Value)
		return cmd, q.decide(strings.Join(cmd, " "), i18n.Textf("构建命令取自源码", "the build command as the source has it"))
	}
	q.byDefault("app.build", "usual")
	return nil, q.decide("usual", i18n.Textf("按技术栈的惯例构建", "it is built as usual for the stack"))
}

// start decides which command runs. It is intent, so an answer wins. A command of
// today's host is carried over as far as it means something in an image.
func start(q *inquiry, c component) ([]string, generate.Decision) {
	if c.stack() == "static" {
		q.byDefault("static.start", "usual")
		return nil, q.decide("usual", i18n.Textf("由镜像内的 Web 服务器提供文件", "the image's web server serves the files"))
	}
	answer := words(q.ask("cur.startup").Value.Record().Get("command"))
	_, found := q.fact(fact.Start)
	if len(answer) > 0 {
		return answer, q.decide(strings.Join(answer, " "), i18n.Textf("启动命令按答案", "the start command as answered"))
	}
	cmd, carried := c.Start.Command, len(c.Start.Command) > 0
	if c.stack() != "java" && c.stack() != "go" { // of those the image keeps the options and knows its own paths
		cmd, carried = portable(cmd)
	}
	switch {
	case carried:
		if !found {
			q.byDefault("start", strings.Join(cmd, " "))
		}
		return cmd, q.decide(strings.Join(cmd, " "), i18n.Textf("启动命令取自源码；主机路径、内存和 profile 不带进镜像",
			"the start command as the source has it; paths of the host, memory and profiles stay out of the image"))
	case c.stack() == "go", c.stack() == "java":
		if !found {
			q.byDefault("cur.startup", "usual")
		}
		return nil, q.decide("usual", i18n.Textf("由镜像直接启动构建产物", "the image starts what was built"))
	}
	q.assume("cur.startup", "usual")
	return nil, q.decide("usual", i18n.Textf("没有可以照搬的启动命令，按技术栈的惯例启动", "no start command can be carried over, so it starts as usual for the stack"))
}

// portable returns a command without the place of its program on the host. One
// that names further paths of the host means nothing in an image.
func portable(args []string) ([]string, bool) {
	if len(args) == 0 {
		return nil, false
	}
	out := append([]string{path.Base(args[0])}, args[1:]...)
	for _, a := range args[1:] {
		for _, dir := range []string{"/opt/", "/home/", "/root/", "/srv/", "/usr/", "/var/", "/data/", "/etc/"} {
			if strings.Contains(a, dir) {
				return nil, false
			}
		}
	}
	return out, true
}

// words splits a command line into arguments, as a shell does with quotes. What
// only a shell understands makes a shell of it.
func words(line string) []string {
	if line == "" {
		return nil
	}
	var out []string
	var word strings.Builder
	inWord, quote := false, rune(0)
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case r == '$' || r == '`':
			return []string{"sh", "-c", line}
		case quote != 0:
			word.WriteRune(r)
		case strings.ContainsRune("|&;<>()*\n", r):
			return []string{"sh", "-c", line}
		case r == '"' || r == '\'':
			quote, inWord = r, true
		case r == ' ' || r == '\t':
			if inWord {
				out = append(out, word.String())
				word.Reset()
				inWord = false
			}
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if inWord {
		out = append(out, word.String())
	}
	return out
}
