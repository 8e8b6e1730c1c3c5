package engagement

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/gantry-ack/gantry/engagement/catalog"
	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/journal"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// found is what a workspace holds, as far as the status needs it.
type found struct {
	answers      map[string]int // answers by question prefix, those of the logs and those written by hand
	assessed     map[string]bool
	plan, issues bool
	deliverables map[string][]string  // files by deliverable
	accepted     map[string]time.Time // day by milestone
	preparation  Preparation
	problems     []string
}

// maxDeliverables bounds the walk over deliverables/.
const maxDeliverables = 10_000

// gather looks through a workspace. It goes on after every problem.
func gather(fsys fs.FS, cfg Config, cat catalog.Catalog) found {
	f := found{
		answers:      map[string]int{},
		assessed:     map[string]bool{},
		deliverables: map[string][]string{},
		accepted:     map[string]time.Time{},
		problems:     []string{},
	}
	logged := f.readInterview(fsys)
	f.read(fsys, answersFile, func(data []byte) error {
		if logged && !journal.HandEdited(data) {
			return nil // it shows what the logs say
		}
		return countAnswers(data, f.answers)
	})
	f.read(fsys, preparationFile, func(data []byte) error {
		p, err := parsePreparation(data, cat)
		if err == nil {
			f.preparation = p
		}
		return err
	})
	for _, a := range cfg.Applications {
		f.assessed[a.Name] = hasContent(fsys, assessmentDir+"/"+a.Name+".json")
	}
	f.plan = hasContent(fsys, planFile)
	f.issues = hasContent(fsys, issuesFile)
	f.findDeliverables(fsys, cat)
	for _, m := range cat.Milestones {
		f.read(fsys, acceptanceDir+"/"+m.ID+".yaml", func(data []byte) error {
			a, err := ParseAcceptance(data)
			if err != nil {
				return err
			}
			if a.Milestone != m.ID {
				return fmt.Errorf("milestone: expected %s, found %s", m.ID, quoteShort(a.Milestone))
			}
			f.accepted[m.ID] = a.Accepted
			return nil
		})
	}
	return f
}

// readInterview counts the answers in force of the interview's logs, and tells
// whether there are any events.
func (f *found) readInterview(fsys fs.FS) bool {
	events, problems, err := journal.ReadFS(fsys)
	for _, p := range problems {
		f.problems = append(f.problems, p.In(i18n.EN))
	}
	var bank *survey.Bank
	if err == nil && len(events) > 0 {
		bank, err = survey.Load()
	}
	if err != nil {
		f.problems = append(f.problems, err.Error())
	}
	if bank == nil {
		return false
	}
	m := interview.New(interview.Options{Bank: bank})
	m.Replay(events)
	for _, given := range m.Answers().All() {
		f.answers[questionPrefix(given.Question)]++
	}
	return true
}

// read hands the content of a file over; a missing one is no problem.
func (f *found) read(fsys fs.FS, name string, use func([]byte) error) {
	data, err := readFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err == nil {
		err = use(data)
	}
	if err != nil {
		f.problems = append(f.problems, fmt.Sprintf("reading %s: %v", name, err))
	}
}

func hasContent(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && info.Mode().IsRegular() && info.Size() > 0
}

// findDeliverables assigns the Office files to deliverables by their names.
func (f *found) findDeliverables(fsys fs.FS, cat catalog.Catalog) {
	seen := 0
	err := fs.WalkDir(fsys, deliverablesDir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		if seen++; seen > maxDeliverables {
			return fmt.Errorf("there are more than %d files", maxDeliverables)
		}
		id, ok := deliverableOf(path.Base(name), cat)
		if ok && hasContent(fsys, name) {
			f.deliverables[id] = append(f.deliverables[id], name)
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		f.problems = append(f.problems, fmt.Sprintf("reading %s: %v", deliverablesDir, err))
	}
}

// deliverableOf tells which deliverable an Office file is: the one whose id or
// Chinese title its name begins with, the longest where several fit.
func deliverableOf(base string, cat catalog.Catalog) (string, bool) {
	office := []string{".docx", ".xlsx", ".pptx", ".vsdx"}
	if strings.HasPrefix(base, "~$") || !slices.Contains(office, strings.ToLower(path.Ext(base))) {
		return "", false
	}
	name := strings.TrimPrefix(base, "《")
	id, longest := "", 0
	for _, d := range cat.Deliverables {
		for _, start := range []string{d.ID, d.Text.ZH} {
			if len(start) > longest && strings.HasPrefix(name, start) {
				id, longest = d.ID, len(start)
			}
		}
	}
	return id, longest > 0
}

// countAnswers counts the answers of an answers file by the prefix of their
// question. What the answers say is for the survey to check.
func countAnswers(data []byte, count map[string]int) error {
	top, err := parseNode(data)
	if err != nil {
		return err
	}
	countScope(child(top, "org"), count)
	eachValue(child(top, "envs"), func(_ string, env *yaml.Node) { countScope(env, count) })
	eachValue(child(top, "apps"), func(_ string, app *yaml.Node) {
		countScope(app, count)
		eachValue(child(app, "components"), func(_ string, c *yaml.Node) { countScope(c, count) })
	})
	return nil
}

func countScope(scope *yaml.Node, count map[string]int) {
	eachValue(scope, func(id string, answer *yaml.Node) {
		if id != "components" && answer.Tag != "!!null" {
			count[questionPrefix(id)]++
		}
	})
}

// child is the value of a key of a mapping, nil when there is none.
func child(n *yaml.Node, key string) (value *yaml.Node) {
	eachValue(n, func(k string, v *yaml.Node) {
		if k == key {
			value = v
		}
	})
	return value
}

func eachValue(n *yaml.Node, do func(key string, value *yaml.Node)) {
	if n == nil || n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		do(n.Content[i].Value, n.Content[i+1])
	}
}
