package explain

import (
	"fmt"
	"io"
	"strings"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Print writes explanations as text, each a tree from the value down to the
// lines of evidence and the answers.
func Print(w io.Writer, path string, answers []Answer, lang i18n.Lang) error {
	p := printer{lang: lang}
	for i, a := range answers {
		if i > 0 {
			p.line(0, "")
		}
		at := path
		if a.Field != "" {
			at += "#" + a.Field
		}
		p.line(0, "%s", at)
		if a.Practice != nil {
			p.line(1, "%s", p.say("此值没有单独的决策，是固定做法：", "no decision of its own, a fixed practice: ")+a.Practice.In(lang))
			continue
		}
		p.link(1, *a.Chain)
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

type printer struct {
	lang i18n.Lang
	b    strings.Builder
}

func (p *printer) line(depth int, format string, args ...any) {
	p.b.WriteString(strings.Repeat("  ", depth) + fmt.Sprintf(format, args...) + "\n")
}

func (p *printer) say(zh, en string) string { return i18n.Text{ZH: zh, EN: en}.In(p.lang) }

func (p *printer) link(depth int, l Link) {
	d := l.Decision
	p.line(depth, "%s %s = %s", p.say("决策", "decision"), d.ID, d.Value)
	if d.Assumption() {
		p.line(depth+1, "%s", i18n.Textf("假设：问题 %[1]s 尚无答案，回答后会重新决定",
			"assumption: the question %[1]s has no answer yet; an answer decides it again", d.Assumes).In(p.lang))
	}
	if reason := d.Reason.In(p.lang); reason != "" {
		p.line(depth+1, "%s %s", p.say("理由：", "reason:"), reason)
	}
	for _, s := range l.From {
		p.source(depth+1, s)
	}
}

func (p *printer) source(depth int, s Source) {
	in := s.Input
	switch in.Kind {
	case generate.FromDecision:
		if s.Link != nil {
			p.link(depth, *s.Link)
			return
		}
		p.line(depth, "%s %s = %s", p.say("决策", "decision"), in.Ref, in.Value)
	case generate.FromFact:
		p.line(depth, "%s %s = %s  (%s)", p.say("事实", "fact"), in.Ref, in.Value, evidence(in.Evidence))
	case generate.FromAnswer:
		p.line(depth, "%s %s = %s  (%s)", p.say("答案", "answer"), in.Ref, in.Value, in.Scope)
	case generate.FromDefault:
		p.line(depth, "%s %s = %s", p.say("默认值", "default"), in.Ref, in.Value)
	}
}
