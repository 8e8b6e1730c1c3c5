package image

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const (
	labelWidth = 10
	shownLayer = 40
	shownLines = 6 // of what is hidden, and of the like
)

// Text prints the report for reading, in lines of at most width columns.
func (r Report) Text(lang i18n.Lang, width int) string {
	p := &printer{lang: lang, width: max(60, width)}
	p.heading(p.sayf("镜像 %s", "Image %s", r.Image))
	p.field(p.say("平台", "platform"), p.platforms(r))
	p.field(p.say("摘要", "digest"), r.Digest)
	p.field(p.say("创建", "created"), day(r.Created))
	p.field(p.say("大小", "size"), p.size(r))
	p.field(p.say("基础镜像", "base"), p.base(r.Base))
	p.field(p.say("系统", "system"), p.system(r.OS))
	for _, rt := range r.Runtimes {
		p.field(p.say("运行时", "runtime"), p.runtime(rt))
	}
	p.config(r.Config)
	p.field(p.say("应用位置", "contents"), some(r.Applications))
	for _, prog := range r.Programs[:min(len(r.Programs), shownLines)] {
		p.field(p.say("程序", "program"), p.program(prog))
	}
	p.field(p.say("软件包", "packages"), p.packages(r))
	p.layers(r)
	p.removed(r)
	return p.b.String()
}

type printer struct {
	lang  i18n.Lang
	width int
	b     strings.Builder
}

func (p *printer) say(zh, en string) string { return i18n.Text{ZH: zh, EN: en}.In(p.lang) }

func (p *printer) sayf(zh, en string, args ...any) string {
	return i18n.Textf(zh, en, args...).In(p.lang)
}

func (p *printer) heading(text string) { p.b.WriteString(cells.Truncate(text, p.width) + "\n") }

// field prints a value behind its label, further lines below the first; nothing for an empty value.
func (p *printer) field(label, value string) {
	if value == "" {
		return
	}
	for _, l := range cells.WrapIndent("  "+cells.Pad(label, labelWidth)+" ", value, p.width) {
		p.b.WriteString(strings.TrimRight(l, " ") + "\n")
	}
}

// join puts parts together with the comma of the language, leaving out the empty ones.
func (p *printer) join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), p.say("，", ", "))
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func (p *printer) platforms(r Report) string {
	if len(r.Platforms) < 2 {
		return r.Platform
	}
	return p.join(r.Platform, p.sayf("共 %[1]d 种：%[2]s", "of %[1]d: %[2]s", len(r.Platforms), strings.Join(r.Platforms, " ")))
}

func (p *printer) size(r Report) string {
	return p.join(
		p.sayf("传输 %[1]s", "%[1]s to transfer", Size(r.Packed)), p.sayf("解压 %[1]s", "%[1]s unpacked", Size(r.Bytes)),
		p.sayf("%[1]d 层", "%[1]d layers", len(r.Layers)), p.sayf("%[1]d 个文件", "%[1]d files", r.Files))
}

func (p *printer) base(b Base) string {
	if b.Name == "" {
		return ""
	}
	how := map[string]string{"label": p.say("标签所记", "by its label"), "history": p.say("据构建历史推断", "guessed by the history"), "system": p.say("据系统推断", "guessed by the system")}[b.From]
	layers, age := "", ""
	if b.Layers > 0 {
		layers = p.sayf("%d 层", "%d layers", b.Layers)
	}
	if b.Days > 0 {
		age = p.sayf("%d 天前", "%d days old", b.Days)
	}
	return p.join(b.Name, how, layers, age)
}

func (p *printer) system(o OS) string {
	ends := ""
	if !o.Ends.IsZero() {
		ends = p.sayf("免费维护至 %s", "free support until %s", day(o.Ends))
	}
	return p.join(cmp.Or(o.Name, strings.TrimSpace(o.ID+" "+o.Version)), o.Libc, ends)
}

func (p *printer) runtime(rt Runtime) string {
	kit, ends := "", ""
	if rt.Kit {
		kit = p.say("含编译器", "with the compiler")
	}
	if !rt.Ends.IsZero() {
		ends = p.sayf("维护至 %s", "supported until %s", day(rt.Ends))
	}
	return p.join(strings.TrimSpace(runtimeName(rt.ID)+" "+rt.Version), rt.Vendor, kit, ends, rt.Path)
}

func (p *printer) program(prog Program) string {
	version := strings.TrimSpace(prog.Language + " " + prog.Version)
	libs := p.say("静态链接", "static")
	if len(prog.Libraries) > 0 {
		libs = p.sayf("动态库 %s", "needs %s", some(prog.Libraries))
	}
	if prog.Format != "elf" {
		libs = ""
	}
	glibc := ""
	if prog.Glibc != "" {
		glibc = "glibc ≥ " + prog.Glibc
	}
	missing := ""
	if len(prog.Missing) > 0 {
		missing = p.sayf("缺少 %s", "lacks %s", some(prog.Missing))
	}
	return p.join(prog.Path, prog.Format+"/"+prog.Architecture, version, libs, glibc, missing)
}

// config prints how a container runs.
func (p *printer) config(c Config) {
	p.field(p.say("入口", "entrypoint"), words(c.Entrypoint))
	p.field(p.say("命令", "command"), words(c.Command))
	p.field(p.say("用户", "user"), cmp.Or(c.User, "root"))
	p.field(p.say("工作目录", "work dir"), c.WorkDir)
	p.field(p.say("端口", "ports"), strings.Join(c.Ports, " "))
	p.field(p.say("卷", "volumes"), strings.Join(c.Volumes, " "))
	p.field(p.say("健康检查", "health"), words(c.Health))
	var own []string
	base := 0
	for _, v := range c.Env {
		switch {
		case v.Secret:
			own = append(own, v.Name+"=***")
		case v.Base:
			base++
		default:
			own = append(own, v.Name+"="+v.Value)
		}
	}
	if base > 0 {
		own = append(own, p.sayf("（另有基础镜像的 %d 个）", "(and %d of the base)", base))
	}
	p.field(p.say("环境变量", "env"), strings.Join(own, "  "))
}

// words prints a command as one would type it.
func words(args []string) string {
	out := make([]string, len(args))
	for i, a := range args {
		if out[i] = a; a == "" || strings.ContainsAny(a, " \"'$&|;") {
			out[i] = fmt.Sprintf("%q", a)
		}
	}
	return strings.Join(out, " ")
}

func (p *printer) packages(r Report) string {
	count := map[string]int{}
	for _, pkg := range r.Packages {
		count[pkg.Manager]++
	}
	var parts []string
	for _, m := range keys(count) {
		parts = append(parts, fmt.Sprintf("%s %d", m, count[m]))
	}
	if len(r.UnlistedBy) > 0 {
		parts = append(parts, p.say("rpm（没有读取）", "rpm (not read)"))
	}
	return p.join(parts...)
}

func (p *printer) layers(r Report) {
	p.b.WriteString("\n" + p.say("层（最早的在前；B = 属于基础镜像）", "Layers, the first one first; B = of the base") + "\n")
	for _, l := range r.Layers[:min(len(r.Layers), shownLayer)] {
		mark := " "
		if l.Base {
			mark = "B"
		}
		what := cmp.Or(l.By, l.Digest)
		if l.Foreign {
			what = p.say("不在仓库里，没有读取", "kept elsewhere, not read")
		}
		head := fmt.Sprintf("  %2d %s %s  ", l.Index, mark, cells.PadLeft(Size(l.Bytes), 7))
		p.b.WriteString(head + cells.Truncate(what, p.width-cells.Width(head)) + "\n")
	}
	if more := len(r.Layers) - shownLayer; more > 0 {
		p.b.WriteString(p.sayf("  另有 %d 层\n", "  and %d more\n", more))
	}
}

// removed prints what is in the image and nobody sees.
func (p *printer) removed(r Report) {
	if r.RemovedBytes < 1<<20 {
		return
	}
	p.b.WriteString("\n" + p.sayf("被后面的层删除或覆盖 %s", "Deleted or replaced by later layers: %s", Size(r.RemovedBytes)) + "\n")
	for _, x := range r.Removed[:min(len(r.Removed), shownLines)] {
		p.b.WriteString(cells.Truncate(fmt.Sprintf("  %s  %s  (%d → %d)", cells.PadLeft(Size(x.Bytes), 7), clip(x.Path), x.Layer, x.By), p.width) + "\n")
	}
}
