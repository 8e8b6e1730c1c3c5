package plain

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/cells"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/field"
)

// filled is a text that a field takes.
func filled(f survey.Field, n int) string {
	if options := field.Options(f); len(options) > 0 {
		return options[n%len(options)].Key
	}
	switch e := field.Example(f); {
	case f.Type == survey.Number:
		return fmt.Sprint(max(1, f.Min))
	case e != "":
		return e
	}
	return fmt.Sprintf("第 %d 个, 文字", n+1)
}

// example is an answer to a question, as a value and as the lines that give it.
func example(q survey.Question, n int) (v survey.Value, lines []string) {
	switch q.Type {
	case survey.Multi:
		v.List = []string{filled(q.Field, n)}
		return v, v.List
	case survey.List:
		v.List = []string{"libaio", "fontconfig"}
		return v, []string{"libaio、fontconfig", ""}
	case survey.Table, survey.Record:
		row, cells := survey.Row{}, make([]string, len(q.Columns))
		for i, c := range q.Columns {
			if c.Key == "setting" { // beside a secret it is refused
				continue
			}
			cells[i] = filled(c.Field, n+i)
			row = append(row, survey.Cell{Column: c.Key, Text: cells[i]})
		}
		line := strings.Join(cells, " | ")
		if len(cells) == 1 && q.Type == survey.Record {
			return survey.Value{Rows: []survey.Row{row}}, []string{line}
		}
		return survey.Value{Rows: []survey.Row{row}}, []string{line, ""}[:map[survey.Type]int{survey.Table: 2, survey.Record: 1}[q.Type]]
	}
	v.Text = filled(q.Field, n)
	return v, []string{v.Text}
}

// TestEveryQuestion answers every question of the bank line by line, and compares
// with the same answers taken as proposals.
func TestEveryQuestion(t *testing.T) {
	s := newStage(t)
	s.set("app shop web")
	s.set("lang en")
	var proposals []interview.Proposal
	script := &strings.Builder{}
	for i, p := range []survey.Place{{}, {App: "shop"}, {App: "shop", Component: "web"}} {
		fmt.Fprintf(script, ":g %s\n", p)
		for n, q := range s.bank.Questions() {
			if q.Ask != p.Level() || q.ID == "biz.scope.apps" || q.ID == "app.components" {
				continue // they would add places
			}
			v, lines := example(q, n+i)
			if _, problems := q.Check(v); len(problems) > 0 {
				t.Fatalf("%s: %v", q.ID, problems)
			}
			fmt.Fprintf(script, ":g %s\n%s\n", q.ID, strings.Join(lines, "\n"))
			proposals = append(proposals, interview.Proposal{Place: p, Question: q.ID, Answer: survey.Answer{State: survey.Known, Value: v, Confidence: survey.Confirmed}})
		}
	}
	out, session := s.run(script.String())
	m := s.machine()
	taken := interview.NewSession(m, &memory{}, clock(), "王工")
	if err := taken.Do(m.Take(m.Compare(proposals), interview.Person)...); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(answers(taken.Machine), answers(session.Machine)); diff != "" {
		t.Errorf("(-taken +typed):\n%s", diff)
	}
	if strings.Contains(out, "Not taken") {
		t.Error("something was not taken")
	}
	if n := session.Answers().Len(); n != len(proposals) {
		t.Errorf("%d answers, want %d", n, len(proposals))
	}
}

// TestReviewOfAll: what is open is listed on request only, because it is most of it.
func TestReviewOfAll(t *testing.T) {
	const open = "Open: what generation would assume, "
	for input, want := range map[string]bool{":r\n": false, ":r all\n": true, ":r 全部\n": true} {
		s := newStage(t)
		s.set("lang en")
		if out, _ := s.run(input); strings.Contains(out, open) != want {
			t.Errorf("%q: the open questions are listed: %v, want %v", input, !want, want)
		}
	}
}

// TestBadLines: lines that are too long, or no UTF-8, are told and lose nothing else.
func TestBadLines(t *testing.T) {
	s := newStage(t)
	s.set("lang en")
	s.set("start org biz.drivers")
	gbk := "\xb3\xc9\xb1\xbe" // 成本
	out, session := s.run("\uFEFF2\n:b\n" + gbk + "\n" + strings.Repeat("x", maxLine+5) + "\n\x1b[31m3\x1b[0m\x00\u202e\r\n" + strings.Repeat("y", 3*maxLine))
	for _, want := range []string{"not UTF-8 (perhaps GBK)", "more than 65536 bytes", "Saved: Lower cost", "Saved: Faster delivery"} {
		if !strings.Contains(out, want) {
			t.Errorf("nothing says %q", want)
		}
	}
	if got := strings.Count(out, "more than 65536 bytes"); got != 2 {
		t.Errorf("%d lines were too long, want 2", got)
	}
	if got := answers(session.Machine); got != "org biz.drivers known speed\n" {
		t.Error(got)
	}
}

// TestSecretsAreNotPrinted: what looks like a secret is neither kept nor echoed.
func TestSecretsAreNotPrinted(t *testing.T) {
	const secret = "LTAI5tAbCdEfGhIjKlMnOpQr"
	s := newStage(t)
	s.set("start org goal.pilot")
	out, session := s.run(strings.Join([]string{secret, ":n 密钥 password=" + secret, ":" + secret, ":f " + secret, "shop", secret, ":k",
		":g net.mirrors", secret, ":/" + secret, ":m 开始 " + secret, "", ":g " + secret}, "\n"))
	if strings.Contains(out, secret[4:]) {
		t.Error("the secret is in the output")
	}
	if strings.Contains(answers(session.Machine), secret) {
		t.Error("the secret is in an answer")
	}
}

// TestCancelled: a cancelled context leaves while a line is waited for, and keeps
// the row that was being filled in.
func TestCancelled(t *testing.T) {
	s := newStage(t)
	s.set("start org goal.pilot")
	ctx, cancel := context.WithCancel(t.Context())
	in, feed := io.Pipe()
	out := &watched{want: "成功标准", then: cancel}
	session := interview.NewSession(s.machine(), s.log, clock(), "")
	go func() { _, _ = io.WriteString(feed, "shop\n") }()
	err := Run(ctx, in, out, session, s.options)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Run returned %v", err)
	}
	if got := answers(session.Machine); got != "org goal.pilot known application=shop\n" {
		t.Error(got)
	}
	if !strings.Contains(out.String(), "下次从这里继续") {
		t.Error("nothing says where to go on")
	}
}

// watched calls then when the prompt is there.
type watched struct {
	bytes.Buffer
	want string
	then func()
}

func (w *watched) Write(p []byte) (int, error) {
	n, err := w.Buffer.Write(p)
	if strings.HasSuffix(strings.TrimSpace(w.String()), w.want+"：") {
		w.then()
	}
	return n, err
}

// TestFullDisk: an answer that cannot be written is told and can be given again.
func TestFullDisk(t *testing.T) {
	s := newStage(t)
	s.set("lang en")
	s.set("start org net.mirrors")
	s.log.full = errors.New("no space left on device")
	out, session := s.run("1\n1\n")
	if n := strings.Count(out, "no space left on device"); n != 2 {
		t.Errorf("told %d times", n)
	}
	if session.Answers().Len() != 0 {
		t.Error("there is an answer that is not in the log")
	}
}

// TestBrokenPipe: output that goes nowhere ends the interview.
func TestBrokenPipe(t *testing.T) {
	s := newStage(t)
	session := interview.NewSession(s.machine(), s.log, clock(), "")
	out := iotest.TruncateWriter(io.Discard, 0)
	if err := Run(t.Context(), strings.NewReader("1\n"), &failing{out}, session, s.options); err == nil || !strings.Contains(err.Error(), "writing to the terminal") {
		t.Errorf("Run returned %v", err)
	}
}

type failing struct{ io.Writer }

func (*failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// TestLeft: the caller is told where to go on, and the log is synced.
func TestLeft(t *testing.T) {
	s := newStage(t)
	s.set("start org net.mirrors")
	synced := 0
	var left interview.Item
	var filter interview.Filter
	s.options.Sync = func() error { synced++; return nil }
	s.options.Left = func(i interview.Item, f interview.Filter) { left, filter = i, f }
	s.run("1\n:v 快速\n")
	if left.Question != "net.lb" || !filter.Quick || synced < 2 {
		t.Errorf("left at %+v with %+v, synced %d times", left, filter, synced)
	}
}

// TestWidth: no line is wider than the terminal.
func TestWidth(t *testing.T) {
	for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
		for _, width := range []int{20, 40, 80} {
			s := newStage(t)
			s.options.Lang, s.options.Width, s.options.Echo = l, width, false
			s.set("app a-very-long-name-of-an-application-一个很长很长的应用名称 web")
			in := &typist{lines: strings.SplitAfter(":h\n1\n:r all\n:o\n:g apps.a-very-long-name-of-an-application-一个很长很长的应用名称\n:o\n:v\n:i\n:q\n", "\n")}
			if err := Run(t.Context(), in, in, interview.NewSession(s.machine(), s.log, clock(), "王工"), s.options); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(in.screen.String()) {
				if w := cells.Width(strings.TrimRight(line, " \n")); w > width {
					t.Errorf("%s, %d: %d columns: %s", l, width, w, line)
				}
			}
		}
	}
}

// typist is a terminal: what is typed stands behind the prompt and ends the line.
type typist struct {
	lines  []string
	screen bytes.Buffer
}

func (p *typist) Write(b []byte) (int, error) { return p.screen.Write(b) }

func (p *typist) Read(b []byte) (int, error) {
	if len(p.lines) == 0 || p.lines[0] == "" {
		return 0, io.EOF
	}
	n := copy(b, p.lines[0])
	p.lines = p.lines[1:]
	p.screen.WriteByte('\n')
	return n, nil
}

// vocabulary is what people type, right and wrong.
func vocabulary() []string {
	words := []string{
		"", "", "", "1", "2", "3", "1,2", "1 2 3", "99", "yes", "否", "shop", "shop | 商城", "a|b|c|d|e|f|g", "a\tb\tc", "|", "90s", "500m", "2026-12-01", "99.9%",
		"10.0.0.0/8", "8080", "prod", "不知道", "back", "::x", "-", "\xff\xfe", "\x1b[2J", "｜", "：", "none", "0", "-1", "1e9", "𝟙", "é\u0301\u0301\u0301\u0301",
		":g org", ":g apps.shop", ":g apps.crm", ":g shop/web", ":g biz.scope.apps", ":g tgt.envs", ":g app.components", ":g app.ports", ":g goal.slo", ":g state.session",
		":f 张三 2026-12-01", ":c 2", ":n 备注", ":m 开始 会", ":m 加入 李四", ":m 结束", ":v quick", ":v open", ":v all full", ":v 7", ":e prod", ":p crm", ":t 1", ":edit 1", ":delete 1",
		":l zh", ":l en", ":/端口", ":w 1", ":a 可以", ":r all",
	}
	for _, c := range commands() {
		if c.id != cmdQuit {
			words = append(words, c.name(), c.name()+" 1")
		}
	}
	return words
}

// TestRandomLines: whatever is typed, nothing panics, the log gives the same answers
// back, and what is printed is harmless.
func TestRandomLines(t *testing.T) {
	words := vocabulary()
	for seed := range uint64(24) {
		r := rand.New(rand.NewPCG(seed, 1))
		var input strings.Builder
		for range 120 {
			input.WriteString(words[r.IntN(len(words))] + "\n")
		}
		harmless(t, input.String(), i18n.EN)
	}
}

func harmless(t *testing.T, input string, l i18n.Lang) {
	t.Helper()
	s := newStage(t)
	s.options.Lang = l
	for _, line := range []string{
		"app shop web api", "app crm web", "suggest apps.shop.components.web state.session src/session.js:12 memory-sticky",
		"suggest apps.shop.components.web app.ports Dockerfile:9 port=8080,protocol=http", "suggest apps.crm.components.web state.session a:1 shared",
		"other 李工 org net.mirrors china", "other 赵工 org net.mirrors none", "other 赵工 apps.crm biz.criticality core",
	} {
		s.set(line)
	}
	out, _ := s.run(input)
	if !utf8.ValidString(out) {
		t.Error("the output is no UTF-8")
	}
	if i := strings.IndexFunc(out, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }); i >= 0 {
		t.Errorf("a control character is printed behind %q", out[max(0, i-60):i])
	}
}

func FuzzRun(f *testing.F) {
	f.Add("1\n:z\n:y\n")
	f.Add(strings.Join(vocabulary(), "\n"))
	f.Fuzz(func(t *testing.T, input string) { harmless(t, input, i18n.ZH) })
}

// TestMeetingGoesOn: whoever comes back hears that the minutes still take everything.
func TestMeetingGoesOn(t *testing.T) {
	for device, want := range map[string]bool{"a": true, "b": false} { // a is this one
		s := newStage(t)
		s.before = append(s.before, interview.Event{
			ID: interview.Clock{Device: device, N: 1}.String(), At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), By: "李工", Kind: interview.Met, Text: "割接窗口",
		})
		if out, _ := s.run(":q\n"); strings.Contains(out, "会议还在进行") != want {
			t.Errorf("a meeting of %s:\n%s", device, out)
		}
	}
}
