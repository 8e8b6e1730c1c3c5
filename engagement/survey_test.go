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
