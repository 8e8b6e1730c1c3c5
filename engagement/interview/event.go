package interview

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// Kind is what an event does.
type Kind string

// The kinds. A reader passes over kinds that it does not know, so that an older
// program keeps what a newer one wrote.
const (
	Answered Kind = "answer"   // Answer is what was said
	Cleared  Kind = "clear"    // the question is open again
	Noted    Kind = "note"     // Text is the note, empty to remove it
	FollowUp Kind = "followup" // Owner finds out until Due; both empty to end it
	Accepted Kind = "accept"   // Target, a conflict, stays as it is because of Text
	Met      Kind = "meeting"  // a meeting begins: Text is its subject, People attend
	Joined   Kind = "join"     // People come to the meeting
	Closed   Kind = "close"    // the meeting ends
	Undone   Kind = "undo"     // withdraws the batch Target
	Redone   Kind = "redo"     // brings the batch Target back
)

// undoable tells which kinds a person takes back with undo.
func (k Kind) undoable() bool {
	switch k {
	case Answered, Cleared, Noted, FollowUp, Accepted:
		return true
	}
	return false
}

// Origin is where an answer comes from.
type Origin string

// The origins.
const (
	Person    Origin = "person"    // said in an interview
	Scan      Origin = "scan"      // found in the source, confirmed by a person
	File      Origin = "file"      // an answers file
	Workbook  Origin = "workbook"  // a workbook that the customer filled in
	Inventory Origin = "inventory" // a list of applications
	Copied    Origin = "copy"      // taken over from another application
)

// outside tells of answers that nobody gave in a meeting, even while one goes on.
func (o Origin) outside() bool { return o == File || o == Workbook || o == Inventory }

// Attendee is a person in a meeting.
type Attendee struct {
	Name string `json:"name"`
	Role string `json:"role,omitempty"` // of the catalogue's roles, or in words
}

// Event is one line of a log. A driver fills in what happened; Machine.Make gives
// it its id and what it replaces.
type Event struct {
	ID       string       `json:"id"` // <device>/<n>
	At       time.Time    `json:"at"` // UTC, whole seconds
	By       string       `json:"by,omitempty"`
	Kind     Kind         `json:"kind"`
	Place    survey.Place `json:"place,omitzero"`
	Question string       `json:"question,omitempty"`
	Seen     []string     `json:"seen,omitempty"`  // ids of the events that it replaces
	Batch    string       `json:"batch,omitempty"` // id of the first event of the same action
	Answer   *Answer      `json:"answer,omitempty"`
	Origin   Origin       `json:"origin,omitempty"`
	Evidence []string     `json:"evidence,omitempty"` // pom.xml:31, 应用!B7
	Text     string       `json:"text,omitempty"`
	Owner    string       `json:"owner,omitempty"`
	Due      string       `json:"due,omitempty"` // 2026-11-30
	Target   string       `json:"target,omitempty"`
	Meeting  string       `json:"meeting,omitempty"` // id of the event with which the meeting began
	People   []Attendee   `json:"people,omitempty"`
}

// Answer is an answer as the log writes it.
type Answer struct {
	State      survey.State        `json:"state"`
	Text       string              `json:"text,omitempty"` // of a scalar
	List       []string            `json:"list,omitempty"` // of a multi or list
	Rows       []map[string]string `json:"rows,omitempty"` // of a table or record, by column
	Confidence survey.Confidence   `json:"confidence,omitempty"`
	// By and On tell who said it and on which day, where that is not who recorded it:
	// an answer that comes in a file keeps its author.
	By string `json:"by,omitempty"`
	On string `json:"on,omitempty"`
}

// AnswerOf is the answer in the form of the log. Notes and owners are events of
// their own.
func AnswerOf(a survey.Answer) *Answer {
	out := &Answer{State: a.State, Text: a.Value.Text, List: a.Value.List, Confidence: a.Confidence, By: a.By, On: a.At}
	for _, r := range a.Value.Rows {
		cells := map[string]string{}
		for _, c := range r {
			cells[c.Column] = c.Text
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

// value is the answer's value with its cells in the order of the columns.
func (a Answer) value(q survey.Question) survey.Value {
	v := survey.Value{Text: a.Text, List: a.List}
	for _, cells := range a.Rows {
		row := survey.Row{}
		for _, c := range q.Columns {
			if text, ok := cells[c.Key]; ok {
				row = append(row, survey.Cell{Column: c.Key, Text: text})
			}
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// MaxLine is the longest line of a log, in bytes.
const MaxLine = 1 << 20

// isDevice tells whether a name is one of lower-case letters, digits and hyphens
// between them. It is asked for every event of a log.
func isDevice(name string) bool {
	if name == "" || len(name) > 64 || name[0] == '-' || name[len(name)-1] == '-' {
		return false
	}
	for i := range len(name) {
		if c := name[i]; c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

// CheckDevice tells whether a name may be that of a device: it is the name of a
// file, too.
func CheckDevice(name string) error {
	if !isDevice(name) {
		return fmt.Errorf("checking the device name %q: use at most 64 lower-case letters, digits and hyphens, with a letter or digit at both ends", name)
	}
	return nil
}

// Clock is a device with its place in the order of events.
type Clock struct {
	Device string
	N      uint64
}

func (c Clock) String() string { return c.Device + "/" + strconv.FormatUint(c.N, 10) }

// maxNumber is far beyond what an interview reaches. A number that somebody made
// up must not leave the others without numbers.
const maxNumber = 1 << 40

// ParseID takes the id of an event apart.
func ParseID(id string) (Clock, error) {
	device, n, ok := strings.Cut(id, "/")
	number, err := strconv.ParseUint(n, 10, 64)
	if !ok || err != nil || number == 0 || number > maxNumber || !isDevice(device) || n[0] == '0' {
		return Clock{}, fmt.Errorf("reading the event id %.80q: want <device>/<number>", id)
	}
	return Clock{device, number}, nil
}

// Encode prints the event as one line without its end.
func (e Event) Encode() ([]byte, error) {
	line, err := json.Marshal(e)
	if err == nil && len(line) > MaxLine {
		err = fmt.Errorf("it takes %d bytes, more than %d: shorten it", len(line), MaxLine)
	}
	if err != nil {
		return nil, fmt.Errorf("writing an event about %s: %w", e.Question, err)
	}
	return line, nil
}

// Decode reads a line of a log. Unknown kinds and fields are no error.
func Decode(line []byte) (Event, error) {
	if len(line) > MaxLine {
		return Event{}, fmt.Errorf("reading an event: the line has %d bytes, more than %d", len(line), MaxLine)
	}
	var e Event
	if err := json.Unmarshal(line, &e); err != nil {
		return Event{}, fmt.Errorf("reading an event: %w", err)
	}
	_, err := e.check()
	return e, err
}

// check tells why an event cannot be taken, and takes its id apart.
func (e Event) check() (Clock, error) {
	clock, err := ParseID(e.ID)
	if err != nil {
		return clock, err
	}
	wrong := func(format string, args ...any) (Clock, error) {
		return clock, fmt.Errorf("reading event %s: "+format, append([]any{clock}, args...)...)
	}
	switch {
	case !e.Place.Valid():
		return wrong("an environment has no application, and a component has one")
	case !nameable(e.Place.Env) || !nameable(e.Place.App) || !nameable(e.Place.Component):
		return wrong("a name takes one line of at most %d bytes", maxName)
	case e.Kind == "":
		return wrong("it has no kind")
	case e.At.Year() < 1 || e.At.Year() > 9999:
		return wrong("it has no date")
	case e.Kind != Answered:
		return clock, nil
	case e.Answer == nil || e.Question == "":
		return wrong("an answer without question or content")
	}
	switch e.Answer.State {
	case survey.Known, survey.Unknown, survey.NotApplicable:
		return clock, nil
	}
	return wrong("%.40q is no state of an answer", e.Answer.State)
}

// maxName is the longest name of an environment, application or component, in
// bytes.
const maxName = 200

// nameable tells whether a text can name a place: it stands on screens, in file
// names and in cells.
func nameable(s string) bool {
	return len(s) <= maxName && strings.TrimSpace(s) == s && utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}
