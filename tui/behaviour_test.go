package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/tui/ask"
)

func org() survey.Place { return survey.Place{} }

func TestEvidenceIsConfirmedWithOneKey(t *testing.T) {
	w := newWorld(t)
	w.open(shop(), "state.session")
	w.shows("源码显示", "src/Login.java:40", "确认证据")
	w.press("<enter>")
	w.has(shop(), "state.session", "answered memory-sticky")
	w.isAt(shop(), "state.files")
	e, _ := w.env.Session.Entry(shop(), "state.session")
	if h := e.Held[0]; h.Origin != interview.Scan || len(h.Evidence) != 1 || h.Answer.Confidence != survey.Confirmed {
		t.Errorf("the answer is %+v, want one of the scan with its evidence, confirmed", h)
	}
}

func TestEvidenceIsNotTakenByPassing(t *testing.T) {
	w := newWorld(t)
	w.open(shop(), "state.session")
	w.press("<right><left>o")
	w.has(shop(), "state.session", "suggested")
}

func TestChangedEvidenceIsAnAnswerOfThePerson(t *testing.T) {
	w := newWorld(t)
	w.open(shop(), "state.session")
	w.press("2<enter>")
	e, _ := w.env.Session.Entry(shop(), "state.session")
	if h := e.Held[0]; h.Origin != interview.Person || len(h.Evidence) > 0 {
		t.Errorf("the answer is of %s with %v, want the person's without evidence", h.Origin, h.Evidence)
	}
	w.open(shop(), "state.session")
	w.press("y<enter>")
	e, _ = w.env.Session.Entry(shop(), "state.session")
	if e.Held[0].Origin != interview.Scan {
		t.Error("evidence that was taken over is not the scan's")
	}
}

func TestUnknownShowsTheDefault(t *testing.T) {
	w := newWorld(t)
	w.open(crm(), "goal.rto_rpo")
	w.press("<f3>")
	w.has(crm(), "goal.rto_rpo", "unknown")
	w.press("<shift+tab>")
	w.isAt(crm(), "goal.rto_rpo")
	w.shows("✓ 不知道", "按默认")
	w.press("<f4>")
	w.has(crm(), "goal.rto_rpo", "na")
}

func TestLettersActOnlyOutsideOfTexts(t *testing.T) {
	w := newWorld(t)
	w.open(org(), "biz.scope.apps")
	w.press("aunxq?")
	w.isAt(org(), "biz.scope.apps")
	w.shows("unxq?", "f3 不知道")
	w.hides(" u 不知道")
	w.press("<esc>u")
	w.has(org(), "biz.scope.apps", "unknown")
	w.press("<ctrl+z>")
	w.shows("unxq?") // what the unknown took away comes back
}

func TestTypedTextIsKeptOnEveryWayOut(t *testing.T) {
	ways := map[string]string{
		"back": "<shift+tab>", "skip": "<ctrl+n>", "search": "<alt+/>割接<enter>", "jump": "<ctrl+g>crm<enter>", "next open": "<ctrl+o>",
		"conflicts": "<alt+w>", "review": "<alt+r>", "home": "<alt+q>", "tree": "<esc><esc>", "save": "<ctrl+s>", "quit": "<ctrl+c>",
		"section": "<esc>]",
	}
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.open(crm(), "perf.cpu")
			w.press("250m" + way)
			if got := w.status(crm(), "perf.cpu"); !strings.HasPrefix(got, "answered") || !strings.Contains(got, "250m") {
				t.Errorf("after %s the answer is %q", way, got)
			}
		})
	}
}

func TestInvalidTextStaysAsDraft(t *testing.T) {
	w := newWorld(t)
	w.open(crm(), "perf.cpu")
	w.press("很多<enter><enter>")
	w.isAt(crm(), "perf.cpu")
	w.shows("✗", "有未保存的输入")
	w.press("<left>")
	w.open(crm(), "perf.cpu")
	w.shows("很多")
	w.press("q")
	w.shows("总览", "有未保存的输入")
	if cmd := w.press("<ctrl+c>"); quits(cmd) {
		t.Fatal("the program ended and lost what was typed")
	}
	w.shows("不合要求", "再按 ctrl+c")
	if !quits(w.press("<ctrl+c>")) {
		t.Error("a second ctrl+c does not end the program")
	}
}

func TestQuitAsksAgainAfterAnotherKey(t *testing.T) {
	w := newWorld(t)
	w.open(crm(), "perf.cpu")
	w.press("很多<ctrl+c><down>")
	if quits(w.press("<ctrl+c>")) {
		t.Error("the program ended though something was typed since the warning")
	}
}

func TestUndoAndRedo(t *testing.T) {
	w := newWorld(t)
	w.open(shop(), "state.session")
	w.press("1<enter>")
	w.press("<ctrl+z>")
	w.isAt(shop(), "state.session")
	w.has(shop(), "state.session", "suggested")
	w.press("<ctrl+y>")
	w.has(shop(), "state.session", "answered stateless")
	w.open(shop(), "state.session")
	w.press("2<ctrl+z>") // not kept yet: only that is undone
	w.has(shop(), "state.session", "answered stateless")
	w.shows("(*) 没有会话")
	w.press("<ctrl+y>")
	w.shows("(*) Redis")
}

func TestClearing(t *testing.T) {
	w := newWorld(t)
	w.open(crm(), "state.session")
	w.press("<delete>")
	w.shows("这里还没有答案")
	w.press("1<enter>")
	w.open(crm(), "state.session")
	w.press("<delete>")
	w.has(crm(), "state.session", "open")
	w.press("U")
	w.has(crm(), "state.session", "answered stateless")
}

func TestFollowUpMakesTheQuestionUnknown(t *testing.T) {
	w := newWorld(t)
	w.press("f李工<enter>2026-12-01<enter>")
	w.has(org(), "biz.drivers", "unknown")
	e, _ := w.env.Session.Entry(org(), "biz.drivers")
	if e.Owner != "李工" || e.Due != "2026-12-01" {
		t.Errorf("the follow-up is %q until %q", e.Owner, e.Due)
	}
	w.shows("待跟进：李工 2026-12-01")
	w.press("U")
	w.has(org(), "biz.drivers", "open")
	before := len(w.log.events)
	w.press("f<enter><enter>")
	if len(w.log.events) != before {
		t.Error("a follow-up without anything was recorded")
	}
}

func TestFollowUpKeepsWhatWasChosen(t *testing.T) {
	w := newWorld(t)
	w.press("2f李工<enter><enter>")
	w.press("<enter>")
	w.has(org(), "biz.drivers", "answered cost")
}

func TestDialogIsNotDroppedWithOneKey(t *testing.T) {
	w := newWorld(t)
	w.press("f李工<esc><esc>")
	w.shows("再按 esc 放弃", "李工")
	if quits(w.press("<ctrl+c>")) {
		t.Error("the program ended and lost what stands in the dialog")
	}
	w.shows("还没有确定")
	w.press("<ctrl+s>")
	if e, _ := w.env.Session.Entry(org(), "biz.drivers"); e.Owner != "李工" {
		t.Errorf("the owner is %q", e.Owner)
	}
	w.press("f<down>x<esc><esc><esc>")
	w.hides("再按 esc")
}

func TestNoteIsKeptHoweverItIsLeft(t *testing.T) {
	for _, way := range []string{"<esc>", "<tab>", "<ctrl+s>", "<ctrl+c>"} {
		w := newWorld(t)
		w.press("n年底退租<enter>等法务" + way)
		if e, _ := w.env.Session.Entry(org(), "biz.drivers"); e.Note != "年底退租\n等法务" {
			t.Errorf("after %s the note is %q", way, e.Note)
		}
	}
}

func TestCopyTakesWhatIsMissing(t *testing.T) {
	w := newWorld(t)
	w.open(crm(), "perf.cpu")
	w.press("250m<enter><enter>")
	at := survey.Place{App: "计费系统"}
	items := w.env.Session.Agenda(at, interview.Filter{})
	w.open(at, items[0].Question)
	w.open(crm(), "biz.criticality")
	w.press("1<enter>")
	w.open(at, "biz.criticality")
	w.press("pcrm")
	w.shows("可复制")
	w.press("<enter>")
	if got, want := w.status(at, "biz.criticality"), w.status(crm(), "biz.criticality"); got != want {
		t.Errorf("the copy is %q, want %q", got, want)
	}
	w.press("<ctrl+z>")
	w.has(at, "biz.criticality", "open")
}

func TestFilterByRole(t *testing.T) {
	w := newWorld(t)
	all := len(w.env.Session.Agenda(org(), interview.Filter{}))
	w.press("v安全<enter><esc>")
	if f := w.ask.Filter(); len(f.Roles) != 1 || f.Roles[0] != "security" {
		t.Fatalf("the filter is %+v", f)
	}
	if n := len(w.env.Session.Agenda(org(), w.ask.Filter())); n == 0 || n >= all {
		t.Errorf("%d of %d questions are asked", n, all)
	}
	w.shows("1 个角色", "这一轮")
}

func TestOpenOnlyGoesOnBehindTheAnswer(t *testing.T) {
	w := newWorld(t)
	w.ask.SetFilter(interview.Filter{Open: true})
	w.open(org(), "net.sites")
	w.press("<f3>")
	w.isAt(org(), "net.links")
}

func TestConflictIsSettledOrStands(t *testing.T) {
	w := newWorld(t)
	w.conflict()
	w.shows("矛盾 1", "答案与证据不一致")
	w.press("!已经改用 JWT<enter>")
	w.shows("已保留的矛盾", "已经改用 JWT")
	w.hides("矛盾 1")
	w.press("<ctrl+z>")
	w.shows("矛盾 1")
	w.press("w")
	w.shows("答案与证据不一致", "保留")
	w.press("<enter>")
	w.isAt(shop(), "state.session")
	w.press("3<enter>")
	w.hides("矛盾 1")
}

func TestTwoAnswersAreTakenInTurn(t *testing.T) {
	w := newWorld(t)
	for i, text := range []string{"shared", "local-file"} {
		w.env.Session.Apply(interview.Event{
			ID: interview.Clock{Device: []string{"b", "c"}[i], N: 1}.String(), By: []string{"李工", "赵工"}[i], Kind: interview.Answered,
			Place: crm(), Question: "state.session", Answer: &interview.Answer{State: survey.Known, Text: text},
		})
	}
	w.open(crm(), "state.session")
	w.shows("李工", "赵工", "两个答案不一致")
	w.press("y")
	w.shows("(*) Redis")
	w.press("y")
	w.shows("(*) 本地文件")
	w.press("<enter>")
	w.has(crm(), "state.session", "answered local-file")
}

func TestAnswerApartComesBack(t *testing.T) {
	w := newWorld(t)
	w.open(org(), "tgt.ingress")
	w.press("1<enter>")
	w.open(org(), "tgt.ingress")
	w.press("scrm<enter>")
	w.isAt(crm(), "tgt.ingress")
	w.shows("沿用整个组织")
	w.press("2<enter>")
	w.isAt(org(), "tgt.ingress")
	if a, b := w.status(org(), "tgt.ingress"), w.status(crm(), "tgt.ingress"); a == b {
		t.Errorf("both are %q", a)
	}
}

func TestInheritedAnswerIsNotRecordedTwice(t *testing.T) {
	w := newWorld(t)
	w.open(org(), "tgt.ingress")
	w.press("1<enter>")
	before := len(w.log.events)
	w.open(crm(), "tgt.ingress")
	w.press("<enter>")
	w.open(crm(), "tgt.ingress")
	w.press("<esc><esc>")
	if len(w.log.events) != before {
		t.Error("passing over an inherited answer recorded it")
	}
}

func TestNextFollowsConditions(t *testing.T) {
	w := newWorld(t)
	bank := w.env.Session.Bank()
	tested := 0
	for _, i := range w.env.Session.Agenda(org(), interview.Filter{}) {
		w.open(org(), i.Question)
		w.press("<f3>")
		at := w.ask.Where()
		if at.Place == org() {
			tested++
			if bank.Index(at.Question) <= bank.Index(i.Question) {
				t.Errorf("after %s comes %s, which stands before it", i.Question, at.Question)
			}
		}
	}
	if tested < 10 {
		t.Errorf("only %d questions were tried", tested)
	}
}

func TestMeetingToMinutes(t *testing.T) {
	w := newWorld(t)
	w.meeting()
	w.shows("会议纪要", "割接窗口", "张总（业务负责人）", "09:3", "降低成本", "李工 2026-12-01")
	w.press("<esc>")
	w.hides("会议中")
}

// TestDialogsSayWhatTheyAsk: a field of one line has no column that would tell.
func TestDialogsSayWhatTheyAsk(t *testing.T) {
	w := newWorld(t)
	w.press("m")
	w.shows("开始会议", "会议主题？")
}

// TestHintNamesKeysAsTheHelpLineDoes: an arrow is an arrow.
func TestHintNamesKeysAsTheHelpLineDoes(t *testing.T) {
	w := newWorld(t)
	w.open(crm(), "net.fixedip")
	w.press("<enter>")
	w.shows("→ 先跳过")
}

func TestFullDiskLosesNothing(t *testing.T) {
	w := newWorld(t)
	w.open(crm(), "perf.cpu")
	w.log.full = true
	for _, way := range []string{"250m<enter><enter>", "<left>", "<alt+w>", "<alt+q>", "<esc><esc>"} {
		w.press(way)
		w.isAt(crm(), "perf.cpu")
		w.shows("没有存进日志", "250m", "有未保存的输入")
	}
	if quits(w.press("<ctrl+c>")) {
		t.Fatal("the program ended and lost what was typed")
	}
	w.log.full = false
	w.press("<ctrl+s>")
	w.shows("已保存")
	if got := w.status(crm(), "perf.cpu"); !strings.Contains(got, "250m") {
		t.Errorf("the answer is %q", got)
	}
}

func TestFullDiskKeepsUnknownNoteAndUndo(t *testing.T) {
	w := newWorld(t)
	w.press("2<enter>")
	w.log.full = true
	w.press("u")
	w.shows("没有存进日志")
	w.press("n记下来<esc>")
	w.shows("没有存进日志", "记下来")
	w.log.full = false
	w.press("<esc>")
	w.shows("备注已保存")
	w.log.full = true
	w.press("<ctrl+z>")
	w.shows("没有存进日志")
}

func TestLanguageSwitchesWhileTyping(t *testing.T) {
	w := newWorld(t)
	w.open(crm(), "perf.cpu")
	w.press("25<ctrl+t>0m")
	w.shows("How much CPU", "250m", "not saved yet")
	_, c := w.app.Render()
	if c == nil {
		t.Fatal("there is no cursor")
	}
	w.press("<esc>/cpu")
	w.press("<ctrl+t>")
	w.shows("查找", "单个实例用多少 CPU")
}

func TestCursorStandsBehindChinese(t *testing.T) {
	w := newWorld(t)
	w.open(org(), "biz.scope.apps")
	w.press("a")
	_, before := w.app.Render()
	w.press("商城系统")
	_, after := w.app.Render()
	if before == nil || after == nil || after.X-before.X != 8 || after.Y != before.Y {
		t.Errorf("the cursor went from %+v to %+v, want 8 columns", before, after)
	}
}

func TestTreeKeepsTheQuestionSafe(t *testing.T) {
	w := newWorld(t)
	w.open(crm(), "state.session")
	w.press("<esc>")
	before := len(w.log.events)
	w.press("uxc0<delete>")
	if len(w.log.events) != before {
		t.Error("a key on the tree answered the question beside it")
	}
	w.press("<enter>")
	w.isAt(crm(), "state.session")
	w.press("<esc><esc>")
	w.shows("总览")
}

func TestWheelMovesTheTree(t *testing.T) {
	w := newWorld(t)
	w.press("<esc>")
	was := w.text()
	w.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	if w.text() == was {
		t.Error("the wheel does nothing on the tree")
	}
}

func TestListsOpenTheQuestionFromAnywhere(t *testing.T) {
	w := newWorld(t)
	w.conflict()
	w.press("q")
	w.app.Show(ask.NewConflicts(w.env, w.ask)) // as the overview does
	w.press("<enter>")
	w.shows("登录会话保存在哪里")
	if len(w.app.stack) != 2 || w.app.top() != w.ask {
		t.Errorf("%d screens are on the stack, want the interview on the overview", len(w.app.stack))
	}
}

func TestCompareTakesTheChosen(t *testing.T) {
	w := newWorld(t)
	decided := false
	in := incoming(w)
	in.Decided = func() { decided = true }
	w.app.Show(ask.NewCompare(w.env, in))
	w.press("s")
	w.has(crm(), "state.session", "answered shared")
	w.has(shop(), "state.session", "answered stateless")
	if !decided {
		t.Error("nobody was told of the decision")
	}
}

func TestTooSmallTakesNoKeys(t *testing.T) {
	w := newWorld(t)
	w.size(40, 10)
	before := len(w.log.events)
	w.press("2<enter>u")
	if len(w.log.events) != before {
		t.Error("a key acted on a screen that nobody sees")
	}
	if !quits(w.press("<ctrl+c>")) {
		t.Error("ctrl+c does not end the program")
	}
}
