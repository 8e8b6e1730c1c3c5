package classify

import (
	"cmp"
	"slices"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// mostUnknown bounds the list of what is not known.
const mostUnknown = 25

// unknowns are the questions that an answer to would tell most: those that can change the strategy first,
// then by their weight.
func (s *subject) unknowns(tipping map[string][]Strategy) []Unknown {
	uses := survey.Drives()
	out := []Unknown{}
	for _, q := range s.questions {
		if how, _ := s.settled(q); how != open || s.isHidden(q) {
			continue
		}
		u := Unknown{Question: q.ID, Text: q.Text, Weight: s.matters(q), Settles: settles(q, uses), Where: s.openAt(q)}
		if to := tipping[q.ID]; len(to) > 0 {
			u.Weight += s.model.Completeness.Blocker
			var texts []i18n.Text
			for _, v := range to {
				texts = append(texts, v.Text())
			}
			names := joined(texts)
			u.Settles = i18n.Text{ZH: u.Settles.ZH + "；可能改为" + names.ZH, EN: u.Settles.EN + "; it may become: " + names.EN}
		}
		out = append(out, u)
	}
	slices.SortStableFunc(out, func(a, b Unknown) int { return cmp.Compare(b.Weight, a.Weight) })
	return out[:min(len(out), mostUnknown)]
}

// matters is the weight of an open question: what is asked for all applications together weighs half.
func (s *subject) matters(q survey.Question) float64 {
	w := s.model.Completeness.weight(q)
	if (q.Scope == survey.Org || q.Scope == survey.Env) && !q.Blocker {
		w /= 2
	}
	return w
}

// isHidden tells whether the question arises nowhere.
func (s *subject) isHidden(q survey.Question) bool {
	return !slices.ContainsFunc(s.places(q), func(at string) bool { return !s.hidden(q, at) })
}

// openAt are the components for which the question is open, when it is so for some of them only.
func (s *subject) openAt(q survey.Question) string {
	var out []string
	all := s.places(q)
	for _, at := range all {
		if how, _ := s.settledAt(q, at); how == open && at != "" {
			out = append(out, at)
		}
	}
	if len(out) == len(all) || len(out) == 0 {
		return ""
	}
	return joinedIn(out, i18n.EN)
}

// settles tells what an answer is for.
func settles(q survey.Question, uses []survey.Drive) i18n.Text {
	var out []i18n.Text
	for _, d := range uses {
		if judged(d.ID) && slices.Contains(q.Drives, d.ID) {
			out = append(out, d.Text)
		}
	}
	return joined(out)
}
