package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/engagement"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/terminal"
)

// deskConfig is an engagement with two applications: the example, which is assessed,
// and one whose source nobody has yet.
const deskConfig = `schema: gantry.workspace/v1
customer: 某某零售
edition: standard
language: zh
applications:
  - {name: crm, source: ../crm}
  - {name: shop, source: SHOP}
`

// desk is a workspace, at which consultants sit down with the real program on a
// real terminal.
type desk struct {
	t    testing.TB
	root string
}

// assessShop reads the example once for all tests.
var assessShop = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "gantry-desk")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	source, err := filepath.Abs("../../examples/shop")
	if err != nil {
		return nil, err
	}
	app := engagement.Application{Name: "shop", Source: source}
	w := engagement.Workspace{Root: dir, Config: engagement.Config{Edition: engagement.Standard, Applications: []engagement.Application{app}}}
	_, path, err := gantry.AssessApplication(context.Background(), w, app, gantry.AssessOptions{})
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// newDesk is a workspace in which the example was assessed and nothing answered.
func newDesk(t testing.TB) *desk {
	t.Helper()
	d := &desk{t: t, root: t.TempDir()}
	source, err := filepath.Abs("../../examples/shop")
	if err != nil {
		t.Fatal(err)
	}
	d.write(engagement.ConfigFile, strings.Replace(deskConfig, "SHOP", filepath.ToSlash(source), 1))
	stored, err := assessShop()
	if err != nil {
		t.Fatal(err)
	}
	d.write("assessment/shop.json", string(stored))
	return d
}

// path is a file of the workspace.
func (d *desk) path(name string) string { return filepath.Join(d.root, filepath.FromSlash(name)) }

func (d *desk) write(name, content string) {
	d.t.Helper()
	if err := os.MkdirAll(filepath.Dir(d.path(name)), 0o750); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(d.path(name), []byte(content), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) read(name string) string {
	d.t.Helper()
	data, err := os.ReadFile(d.path(name))
	if err != nil {
		d.t.Fatal(err)
	}
	return string(data)
}

// look replays the logs from the disk, as a command that starts now reads them.
func (d *desk) look() gantry.Look {
	d.t.Helper()
	w, err := engagement.Load(d.root)
	if err != nil {
		d.t.Fatal(err)
	}
	l, err := gantry.LookAtInterview(w)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, p := range l.Reading.Problems {
		d.t.Errorf("the interview on disk has a problem: %s", p.In("en"))
	}
	return l
}

// has holds an answer on disk to what it is wanted to be, "" for none.
func (d *desk) has(at survey.Place, id, want string) {
	d.t.Helper()
	if got := answerOf(d.look(), at, id); got != want {
		d.t.Errorf("%s %s is %q on disk, want %q", at, id, got, want)
	}
}

// answerOf is the answer in force as a text: its value, or that it is unknown or
// not applicable.
func answerOf(l gantry.Look, at survey.Place, id string) string {
	e, ok := l.Entry(at, id)
	answer, answered := e.Answer()
	switch {
	case !ok:
		return "no such question"
	case !answered:
		return ""
	case answer.State == survey.Known:
		return answer.Value.String()
	}
	return string(answer.State)
}

// events are what the devices have recorded.
func (d *desk) events() []interview.Event {
	d.t.Helper()
	logs, err := filepath.Glob(d.path("survey/log/*.jsonl"))
	if err != nil {
		d.t.Fatal(err)
	}
	var out []interview.Event
	for _, name := range logs {
		data, err := os.ReadFile(name)
		if err != nil {
			d.t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			e, err := interview.Decode([]byte(line))
			if err != nil {
				d.t.Fatalf("%s: %v", name, err)
			}
			out = append(out, e)
		}
	}
	return out
}

// seat is a person in front of the program.
type seat struct {
	*terminal.Tester
	d *desk
}

// sit starts the program on a terminal, gantry survey without arguments.
func (d *desk) sit(o terminal.Options, args ...string) *seat {
	d.t.Helper()
	if len(args) == 0 {
		args = []string{"survey", "--by", "王工"}
	}
	return &seat{terminal.New(d.t, d.options(o), program(d.t), args...), d}
}

func (d *desk) options(o terminal.Options) terminal.Options {
	o.Dir = d.root
	o.Env = append(o.Env, "HOME="+d.root, "PATH="+os.Getenv("PATH"))
	return o
}

// program is the binary of this very test, which is gantry under that name.
func program(t testing.TB) string {
	t.Helper()
	path, err := exec.LookPath("gantry")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// open goes to a question by its id; words may name a place, too.
func (s *seat) open(words, id string) {
	s.d.t.Helper()
	s.find(strings.TrimSpace(words+" "+id), id)
}

// find goes to a question by the search.
func (s *seat) find(query, id string) {
	s.d.t.Helper()
	s.Key("alt+/")
	s.WaitText("─ 查找")
	s.Type(query)
	s.WaitFor("the hit "+id, func(now *terminal.Screen) bool { return now.Contains("› "+query, "· "+id) })
	s.Key("enter")
	s.WaitFor("the question "+id, func(now *terminal.Screen) bool { return now.Contains("· "+id) && !now.Contains("─ 查找") })
}

// press presses keys, each when the one before has been shown.
func (s *seat) press(keys ...string) {
	s.d.t.Helper()
	for _, k := range keys {
		before := s.Screen()
		s.Key(k)
		s.WaitChange(before)
	}
}

// leave quits with ctrl+c and waits for the farewell.
func (s *seat) leave() {
	s.d.t.Helper()
	s.Key("ctrl+c")
	s.Wait(0)
	if !strings.Contains(s.Text(), "gantry survey") {
		s.d.t.Errorf("the farewell does not say how to go on:\n%s", s.Screen())
	}
}

// whole holds the screen to a frame that fits: the first line names the place, the
// rule under it is as wide as the terminal, the last line has keys.
func (s *seat) whole() {
	s.d.t.Helper()
	s.WaitFor("a whole frame", func(now *terminal.Screen) bool {
		return strings.HasPrefix(now.Line(0), "龙门") && now.Line(1) == strings.Repeat("─", now.Width) &&
			strings.Contains(now.Line(now.Height-1), "按键")
	})
}

func org() survey.Place  { return survey.Place{} }
func shop() survey.Place { return survey.Place{App: "shop"} }
func crm() survey.Place  { return survey.Place{App: "crm"} }

func component(name string) survey.Place {
	return survey.Place{App: "shop", Component: name}
}
