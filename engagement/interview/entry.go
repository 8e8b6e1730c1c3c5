package interview

import (
	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Held is an answer in force with the event that gave it.
type Held struct {
	Event
	Answer survey.Answer
	// Invalid says why the answer does not fit its question, such as an option
	// that the bank no longer has. Nothing reads such an answer.
	Invalid i18n.Text
}

// checked is the value of an answer after it was held to its question.
type checked struct {
	value   survey.Value
	invalid i18n.Text
}

// Suggestion is an answer that evidence gives before anybody was asked.
type Suggestion struct {
	Place      survey.Place
	Question   string
	Value      survey.Value
	Evidence   []string // pom.xml:31
	By         string   // what found it: a detector, a list of applications
	Confidence survey.Confidence
}

// Status tells how far a question is in a place.
type Status string

// The statuses.
const (
	Open        Status = "open"
	Suggested   Status = "suggested" // the evidence has an answer that nobody confirmed
	Done        Status = "answered"
	NotKnown    Status = "unknown"
	Excluded    Status = "na"
	Conflicting Status = "conflict" // two answers are in force
	Broken      Status = "invalid"  // the answer no longer fits the question
)

// Answered tells whether somebody said something, be it that it is unknown.
func (s Status) Answered() bool { return s == Done || s == NotKnown || s == Excluded }

// Text names the status.
func (s Status) Text() i18n.Text {
	switch s {
	case Suggested:
		return i18n.Text{ZH: "待确认", EN: "to be confirmed"}
	case Done:
		return i18n.Text{ZH: "已回答", EN: "answered"}
	case NotKnown:
		return i18n.Text{ZH: "不知道", EN: "unknown"}
	case Excluded:
		return i18n.Text{ZH: "不适用", EN: "not applicable"}
	case Conflicting:
		return i18n.Text{ZH: "答案不一致", EN: "conflicting answers"}
	case Broken:
		return i18n.Text{ZH: "答案失效", EN: "no longer valid"}
	}
	return i18n.Text{ZH: "未回答", EN: "open"}
}

// Entry is everything that is known about a question in a place.
type Entry struct {
	Place    survey.Place
	Question survey.Question
	// Held are the answers in force, those of the nearest place that has any: From.
	Held        []Held
	From        survey.Place
	Suggestions []Suggestion
	Note        string
	Owner, Due  string // of an open follow-up
}

// Inherited tells whether the answer was given at a coarser place.
func (e Entry) Inherited() bool { return len(e.Held) > 0 && e.From != e.Place }

// Status is the status of the entry.
func (e Entry) Status() Status { return statusOf(e.Held, len(e.Suggestions) > 0) }

func statusOf(held []Held, suggested bool) Status {
	switch {
	case len(held) > 1:
		return Conflicting
	case len(held) == 0 && suggested:
		return Suggested
	case len(held) == 0:
		return Open
	case held[0].Invalid.Complete():
		return Broken
	}
	switch held[0].Answer.State {
	case survey.Unknown:
		return NotKnown
	case survey.NotApplicable:
		return Excluded
	}
	return Done
}

// Answer returns the one answer in force.
func (e Entry) Answer() (survey.Answer, bool) { return answerOf(e.Held) }

func answerOf(held []Held) (survey.Answer, bool) {
	if len(held) != 1 || held[0].Invalid.Complete() {
		return survey.Answer{}, false
	}
	return held[0].Answer, true
}
