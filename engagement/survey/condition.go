package survey

import (
	"slices"
)

// conditionMistakes checks showIf against the questions asked before. As a
// condition refers to those only, there can be no cycles.
func (q Question) conditionMistakes(earlier map[string]Question) mistakes {
	var m mistakes
	for _, c := range q.ShowIf {
		on, known := earlier[c.Question]
		if !known {
			m.wrong(true, "shown on the answer to %s, which is not asked before", c.Question)
			continue
		}
		m.in("shown on the answer to "+c.Question, c.mistakes(on))
		m.wrong(!seenFrom(on.Ask, q.Ask), "shown on the answer to %s, which is asked for each %s, but asked for each %s itself", c.Question, on.Ask, q.Ask)
	}
	return m
}

func (c Condition) mistakes(on Question) mistakes {
	var m mistakes
	field := on.Field
	if tabular(on.Type) {
		column, known := on.Column(c.Column)
		if !known {
			m.wrong(true, "it has no column %q", c.Column)
			return m
		}
		field = column.Field
	} else {
		m.wrong(c.Column != "", "it has no columns")
	}
	m.wrong(len(c.Is) == 0, "the condition has no values")
	m.wrong(twice(c.Is), "a value is there twice")
	values := append(conditionValues(field), string(Unknown))
	for _, v := range c.Is {
		m.wrong(!slices.Contains(values, v), "it is never %q", v)
	}
	return m
}

// conditionValues are the values that a condition may name: numbers and texts
// have too many.
func conditionValues(f Field) []string {
	if f.Type == Bool {
		return []string{yes, no}
	}
	return optionKeys(f)
}

// seenFrom tells whether an answer given at one level holds at another.
func seenFrom(on, at Level) bool {
	return on == Org || on == at || on == App && at == Component
}
