package gantry

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// whereFile remembers at which question this copy of the workspace left off. Its
// directory is the journal's and ignores itself.
const whereFile = ".gantry/where.json"

// where is the content of whereFile.
type where struct {
	Place    survey.Place `json:"place"`
	Question string       `json:"question"`
}

// Where is the question to go on with: where the last run left off, or, when it
// was killed, what this device recorded last. The zero Item stands for neither.
func (i *Interview) Where() interview.Item {
	if at, ok := i.savedWhere(); ok {
		return at
	}
	var last interview.Event
	for _, e := range i.journal.Events() {
		clock, err := interview.ParseID(e.ID)
		if err == nil && clock.Device == i.Device() && e.Question != "" {
			last = e
		}
	}
	return i.item(last.Place, last.Question)
}

func (i *Interview) savedWhere() (interview.Item, bool) {
	root, err := os.OpenRoot(i.Workspace.Root)
	if err != nil {
		return interview.Item{}, false
	}
	defer func() { _ = root.Close() }()
	data, err := root.ReadFile(whereFile)
	var at where
	if err != nil || json.Unmarshal(data, &at) != nil || !at.Place.Valid() {
		return interview.Item{}, false
	}
	_ = root.Remove(whereFile) // a run that is killed goes on where it was, not where the one before was
	item := i.item(at.Place, at.Question)
	return item, item.Question != ""
}

// item is the question as long as the bank still has it.
func (i *Interview) item(at survey.Place, id string) interview.Item {
	q, ok := i.bank.Question(id)
	if !ok {
		return interview.Item{}
	}
	return interview.Item{Place: at, Question: id, Section: q.Section}
}

// SetWhere remembers the question for the next run.
func (i *Interview) SetWhere(at interview.Item) error {
	data, err := json.Marshal(where{at.Place, at.Question})
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(i.Workspace.Root)
	if err != nil {
		return fmt.Errorf("remembering where the interview is: %w", err)
	}
	defer func() { _ = root.Close() }()
	if err := root.WriteFile(whereFile, append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("remembering where the interview is: %w; every answer is saved all the same", err)
	}
	return nil
}
