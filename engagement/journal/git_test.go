package journal

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	args = append([]string{"-C", dir, "-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"}, args...)
	out, err := exec.Command("git", args...).CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// interviewAt answers in a copy of the workspace and writes the view, as a driver does.
func interviewAt(t *testing.T, root string, seed byte, by string, answers ...interview.Event) survey.Answers {
	t.Helper()
	o := optionsAt(root)
	o.Rand = random(seed)
	j := mustOpen(t, o)
	defer mustClose(t, j)
	m := interview.New(interview.Options{Bank: mustBank(t), Device: j.Device()})
	m.Replay(j.Events())
	s := interview.NewSession(m, j, clock, by)
	for _, a := range answers {
		if err := s.Do(a); err != nil {
			t.Fatal(err)
		}
	}
	if v := mustRead(t, root, m.Answers()); v.Open() {
		t.Errorf("the view is open: %v %v", v.State, v.Problem)
	}
	if err := WriteView(root, m.Answers(), mustBank(t), i18n.ZH, ""); err != nil {
		t.Fatal(err)
	}
	if len(j.Problems()) > 0 || len(m.Problems()) > 0 {
		t.Errorf("problems %v %v", j.Problems(), m.Problems())
	}
	return m.Answers()
}

// TestGitMerge: two people answer in two clones, the same questions among them. git
// merges both ways without a conflict, and both have the same state.
func TestGitMerge(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	base := t.TempDir()
	origin, a, b := filepath.Join(base, "origin"), filepath.Join(base, "a"), filepath.Join(base, "b")
	git(t, base, "init", "--quiet", "origin")
	git(t, origin, "symbolic-ref", "HEAD", "refs/heads/main")
	interviewAt(t, origin, 1, "组长", answer("goal.slo", "99.9"))
	git(t, origin, "add", "--all")
	if staged := git(t, origin, "diff", "--cached", "--name-only"); strings.Contains(staged, stateDir) || !strings.Contains(staged, logDir) || !strings.Contains(staged, attributes) {
		t.Errorf("staged:\n%s", staged)
	}
	git(t, origin, "commit", "--quiet", "-m", "start")
	for _, dir := range []string{a, b} {
		git(t, base, "clone", "--quiet", "-c", "core.autocrlf=true", origin, dir)
	}
	interviewAt(t, a, 50, "王工", answer("net.mirrors", "china"), answer("biz.lifecycle", "invest"), answer("goal.slo", "99.95"))
	interviewAt(t, b, 90, "李工", answer("net.mirrors", "none"), answer("biz.lifecycle", "invest"), answer("goal.slo", "99.99"))
	for _, dir := range []string{a, b} {
		git(t, dir, "add", "--all")
		git(t, dir, "commit", "--quiet", "-m", "answers")
	}
	git(t, a, "pull", "--quiet", "--no-rebase", "--no-edit", b, "main")
	git(t, b, "pull", "--quiet", "--no-rebase", "--no-edit", a, "main")
	v := mustRead(t, a, survey.Answers{})
	if v.State != ViewMerged {
		t.Errorf("the view is %s:\n%s", v.State, read(t, a, viewFile))
	}
	fromA, fromB := interviewAt(t, a, 50, "王工"), interviewAt(t, b, 90, "李工")
	if shown(fromA) != shown(fromB) || fromA.Len() != 3 {
		t.Errorf("the clones differ:\n%s\n%s", shown(fromA), shown(fromB))
	}
	if read(t, a, viewFile) != read(t, b, viewFile) {
		t.Error("the views differ")
	}
	for _, dir := range []string{a, b} {
		if status := git(t, dir, "status", "--porcelain"); status != "" && status != " M survey/answers.yaml\n" {
			t.Errorf("status:\n%s", status)
		}
	}
}
