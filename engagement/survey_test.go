package engagement

import (
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func mustBank(t *testing.T) *survey.Bank {
	t.Helper()
	bank, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	return bank
}

// TestAnswersSkeletonIsValid holds the file of a new workspace to the contract
// of answers files.
func TestAnswersSkeletonIsValid(t *testing.T) {
	for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
		if _, err := survey.ParseAnswers(answersSkeleton(lang), mustBank(t)); err != nil {
			t.Errorf("%s: %v", lang, err)
		}
	}
}

// TestQuestionsBelongToAService: an answer to any question of the bank shows
// the progress of a service, and an interview asks it.
func TestQuestionsBelongToAService(t *testing.T) {
	cat := mustCatalog(t)
	topics := map[string]bool{}
	for _, s := range cat.Services {
		for _, topic := range s.Evidence.Answers {
			topics[topic] = true
		}
	}
	for _, q := range mustBank(t).Questions() {
		if !topics[questionPrefix(q.ID)] {
			t.Errorf("question %s belongs to no service of the catalogue", q.ID)
		}
	}
}

// TestRolesOfQuestions: whoever a question names as able to answer it is a role of
// the interview plan.
func TestRolesOfQuestions(t *testing.T) {
	cat := mustCatalog(t)
	known := map[string]bool{}
	for _, r := range cat.Roles {
		known[r.ID] = true
	}
	for _, s := range mustBank(t).Sections() {
		for _, role := range s.Roles {
			if !known[role] {
				t.Errorf("section %s is answered by %q, which is no role", s.ID, role)
			}
		}
		for _, q := range s.Questions {
			for _, role := range q.Roles {
				if !known[role] {
					t.Errorf("question %s is answered by %q, which is no role", q.ID, role)
				}
			}
		}
	}
}

// TestAreasOfSections: a section lies in the survey whose service the catalogue
// shows its answers as progress of.
func TestAreasOfSections(t *testing.T) {
	services := map[string]survey.Area{
		"infrastructure-survey": survey.Infrastructure, "application-survey": survey.Applications, "target-survey": survey.Target,
	}
	areas := map[string]survey.Area{}
	for _, s := range mustCatalog(t).Services {
		area, ok := services[s.ID]
		if !ok {
			continue
		}
		for _, topic := range s.Evidence.Answers {
			areas[topic] = area
		}
	}
	for _, s := range mustBank(t).Sections() {
		for _, q := range s.Questions {
			if want := areas[questionPrefix(q.ID)]; s.Area != want {
				t.Errorf("question %s is in a section of %q, the catalogue says %q", q.ID, s.Area, want)
			}
		}
	}
}
