package engagement

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/journal"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// logOf is the log of device a: a kind and what belongs to it a line.
func logOf(events ...string) string {
	var b strings.Builder
	for i, e := range events {
		fmt.Fprintf(&b, `{"id":"a/%d","at":"2026-11-24T09:00:00Z",%s}`+"\n", i+1, e)
	}
	return b.String()
}

// TestStatusOfInterview: the status follows the logs, and what was written by hand
// beside them; a view that grew old says nothing.
func TestStatusOfInterview(t *testing.T) {
	answer := `"kind":"answer","question":"net.mirrors","answer":{"state":"known","text":"china"}`
	var old survey.Answers
	old.Set(survey.Place{}, "net.mirrors", survey.Answer{State: survey.Known, Value: survey.Value{Text: "china"}})
	root := t.TempDir()
	if err := journal.WriteView(root, old, mustBank(t), i18n.ZH, ""); err != nil {
		t.Fatal(err)
	}
	view := readTestFile(t, root, answersFile)
	for _, tc := range []struct {
		name, log, view string
		want            State
		problems        int
	}{
		{"only a log", logOf(answer), "", Partly, 0},
		{"an answer that was undone", logOf(answer, `"kind":"undo","target":"a/1"`), "", Missing, 0},
		{"undone, and the view is older", logOf(answer, `"kind":"undo","target":"a/1"`), view, Missing, 0},
		{"undone, and written by hand", logOf(answer, `"kind":"undo","target":"a/1"`), "org: {net.mirrors: none}\n", Partly, 0},
		{"no log, and a view", "", view, Partly, 0},
		{"a torn log", logOf(answer) + `{"id":"a/2"`, "", Partly, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tree := map[string]string{}
			if tc.log != "" {
				tree["survey/log/a.jsonl"] = tc.log
			}
			if tc.view != "" {
				tree[answersFile] = tc.view
			}
			r := report(t, Standard, nil, tree)
			if got := stateOf(r, "infrastructure-survey"); got != tc.want || len(r.Problems) != tc.problems {
				t.Errorf("%s, want %s; problems %v", got, tc.want, r.Problems)
			}
		})
	}
}

func readTestFile(t *testing.T, root, name string) string {
	t.Helper()
	data, err := readBounded(Workspace{Root: root}.at(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
