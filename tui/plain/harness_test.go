package plain

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// memory is a log that forgets nothing, and that can be full.
type memory struct {
	events []interview.Event
	full   error
}

func (l *memory) Append(events ...interview.Event) error {
	if l.full != nil {
		return l.full
	}
	l.events = append(l.events, events...)
	return nil
}

func clock() func() time.Time {
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	return func() time.Time { at = at.Add(time.Second); return at }
}

// bankOnce reads the bank once: hundreds of interviews are held.
var bankOnce = sync.OnceValues(survey.Load)

func load(t testing.TB) *survey.Bank {
	t.Helper()
	b, err := bankOnce()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// stage is what an interview starts from.
type stage struct {
	t       testing.TB
	bank    *survey.Bank
	engine  interview.Options
	options Options
	before  []interview.Event // of another device
	log     *memory
}

func newStage(t testing.TB) *stage {
	b := load(t)
	return &stage{
		t: t, bank: b, log: &memory{}, engine: interview.Options{Bank: b, Device: "a"},
		options: Options{Lang: i18n.ZH, Echo: true},
	}
}

// set takes a line that describes the stage.
func (s *stage) set(line string) {
	word, rest, _ := strings.Cut(line, " ")
	words := strings.Fields(rest)
	switch word {
	case "lang":
		s.options.Lang = i18n.Lang(rest)
	case "width":
		s.options.Width, _ = strconv.Atoi(rest)
	case "quick":
		s.options.Filter.Quick = true
	case "app":
		s.engine.Applications = append(s.engine.Applications, interview.Application{Name: words[0], Components: words[1:]})
	case "start":
		s.options.Start = interview.Item{Place: s.place(words[0]), Question: words[1]}
	case "suggest":
		s.engine.Suggestions = append(s.engine.Suggestions, interview.Suggestion{
			Place: s.place(words[0]), Question: words[1], Evidence: []string{words[2]}, Value: s.value(words[1], strings.Join(words[3:], " ")),
		})
	case "other":
		s.before = append(s.before, interview.Event{
			ID: interview.Clock{Device: map[bool]string{true: "b", false: "c"}[words[0] == "李工"], N: uint64(len(s.before) + 1)}.String(), At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), By: words[0],
			Kind: interview.Answered, Place: s.place(words[1]), Question: words[2], Origin: interview.Person,
			Answer: interview.AnswerOf(survey.Answer{State: survey.Known, Value: s.value(words[2], strings.Join(words[3:], " "))}),
		})
	default:
		s.t.Fatalf("what is %q?", line)
	}
}

func (s *stage) place(text string) survey.Place {
	p, ok := survey.ParsePlace(text)
	if !ok {
		s.t.Fatalf("what place is %q?", text)
	}
	return p
}

// value reads a value: a scalar, items with commas, or rows of column=text.
func (s *stage) value(id, text string) survey.Value {
	q, _ := s.bank.Question(id)
	switch q.Type {
	case survey.Multi, survey.List:
		return survey.Value{List: strings.Split(text, ",")}
	case survey.Table, survey.Record:
		var v survey.Value
		for row := range strings.SplitSeq(text, ";") {
			var cells survey.Row
			for cell := range strings.SplitSeq(row, ",") {
				column, text, _ := strings.Cut(cell, "=")
				cells = append(cells, survey.Cell{Column: column, Text: text})
			}
			v.Rows = append(v.Rows, cells)
		}
		return v
	}
	return survey.Value{Text: text}
}

func (s *stage) machine() *interview.Machine {
	m := interview.New(s.engine)
	m.Replay(s.before)
	return m
}

// run holds an interview with the input and returns what was printed. The log must
// give the same answers back.
func (s *stage) run(input string) (string, *interview.Session) {
	s.t.Helper()
	out := &bytes.Buffer{}
	session := interview.NewSession(s.machine(), s.log, clock(), "王工")
	if err := Run(s.t.Context(), strings.NewReader(input), out, session, s.options); err != nil {
		s.t.Fatal(err)
	}
	again := s.machine()
	again.Replay(s.log.events)
	if diff := cmp.Diff(answers(session.Machine), answers(again)); diff != "" {
		s.t.Errorf("the log gives other answers back:\n%s", diff)
	}
	return out.String(), session
}

// answers are all answers, one a line, with notes and follow-ups.
func answers(m *interview.Machine) string {
	var out strings.Builder
	for _, g := range m.Answers().All() {
		fmt.Fprintf(&out, "%s %s %s %s", g.Place, g.Question, g.Answer.State, g.Answer.Value)
		for _, s := range []string{string(g.Answer.Confidence), g.Answer.Note, g.Answer.Owner, g.Answer.Due} {
			if s != "" && s != string(survey.Confirmed) {
				out.WriteString(" / " + s)
			}
		}
		out.WriteByte('\n')
	}
	return out.String()
}
