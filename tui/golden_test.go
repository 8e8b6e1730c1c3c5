package tui

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
	"github.com/gantry-ack/gantry/tui/ask"
)

var update = flag.Bool("update", false, "write the golden files anew")

// scenes are the screens that are held to files, each from a new interview.
func scenes() map[string]func(w *world) {
	return map[string]func(w *world){
		"first-question": func(*world) {},
		"evidence":       func(w *world) { w.open(shop(), "state.session") },
		"table": func(w *world) {
			w.open(survey.Place{}, "biz.scope.apps")
			w.press("a商城<enter>卖东西<enter>王工<esc>")
		},
		"typing": func(w *world) {
			w.open(survey.Place{}, "tgt.version")
			w.press("1.32 版本")
		},
		"conflict": func(w *world) { w.conflict() },
		"unknown":  func(w *world) { w.open(crm(), "perf.latency"); w.press("<f3><shift+tab>") },
		"tree":     func(w *world) { w.open(shop(), "state.session"); w.press("<esc>") },
		"search":   func(w *world) { w.press("/hhbc") },
		"note":     func(w *world) { w.press("n客户说：年底机房退租。<enter>等法务确认") },
		"follow-up": func(w *world) {
			w.press("f李工<enter>2026-12-01")
		},
		"filter": func(w *world) { w.press("v<enter>") },
		"review": func(w *world) { w.conflict(); w.open(crm(), "perf.latency"); w.press("<f3><alt+r>") },
		"minutes": func(w *world) {
			w.meeting()
		},
		"compare": func(w *world) {
			w.app.Show(ask.NewCompare(w.env, incoming(w)))
		},
		"about":   func(w *world) { w.open(shop(), "state.session"); w.press("h") },
		"help":    func(w *world) { w.press("?") },
		"failure": func(w *world) { w.log.full = true; w.open(shop(), "state.session"); w.press("<enter>") },
	}
}

// conflict answers so that two answers cannot hold together, and shows the question.
func (w *world) conflict() {
	w.open(shop(), "state.session")
	w.press("1<enter>")
	w.open(shop(), "state.session")
}

func (w *world) meeting() {
	w.press("m割接窗口<enter>张总<enter>业务负责人<enter><enter>")
	w.press("2<enter>")
	w.open(crm(), "perf.latency")
	w.press("<f7>李工<enter>2026-12-01<enter>")
	w.press("m")
	w.press("<down><enter>")
}

// incoming is what a workbook might bring: a new answer, a changed one, one that
// differs, one that does not fit.
func incoming(w *world) ask.Incoming {
	known := func(text string) survey.Answer {
		return survey.Answer{State: survey.Known, Value: survey.Value{Text: text}, Confidence: survey.Confirmed}
	}
	w.open(shop(), "state.session")
	w.press("1<enter>")
	return ask.Incoming{
		Name: i18n.Text{ZH: "工作簿 客户.xlsx", EN: "Workbook 客户.xlsx"}, Origin: interview.Workbook,
		Problems: []i18n.Text{{ZH: "应用!B9：没有这个选项", EN: "应用!B9: there is no such option"}},
		Proposals: []interview.Proposal{
			{Place: crm(), Question: "state.session", Answer: known("shared"), From: "应用!B7"},
			{Place: shop(), Question: "state.session", Answer: known("local-file"), From: "应用!C7"},
			{Place: crm(), Question: "state.cluster", Answer: known("perhaps"), From: "应用!B8"},
		},
	}
}

func TestGolden(t *testing.T) {
	for name, scene := range scenes() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := &txtar.Archive{}
			w := newWorld(t)
			scene(w)
			for _, size := range [][2]int{{80, 24}, {120, 40}, {60, 16}} {
				for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
					w.env.Lang = l
					w.size(size[0], size[1])
					text := w.text() + "\n"
					if _, c := w.app.Render(); c != nil {
						text += fmt.Sprintf("cursor at %d,%d\n", c.X, c.Y)
					}
					got.Files = append(got.Files, txtar.File{Name: fmt.Sprintf("%dx%d %s", size[0], size[1], l), Data: []byte(text)})
				}
			}
			golden(t, name+".txtar", txtar.Format(got))
		})
	}
}

func TestGoldenTooSmall(t *testing.T) {
	w := newWorld(t)
	w.size(59, 15)
	text := w.text()
	w.env.Lang = i18n.EN
	golden(t, "too-small.txt", []byte(text+"\n"+w.text()+"\n"))
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, got, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got); -update writes it anew:\n%s", name, diff)
	}
}
