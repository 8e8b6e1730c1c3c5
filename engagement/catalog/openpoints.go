package catalog

import "slices"

// OpenPoints lists what the edition leaves to confirm with the customer, each
// question once, in the order of the statement of work.
func (c Catalog) OpenPoints(e Edition) []Entry {
	var open []Entry
	for _, entry := range c.EntriesOf(e) {
		if entry.Confirm && entry.AskedAt == "" {
			open = append(open, entry)
		}
	}
	slices.SortStableFunc(open, func(a, b Entry) int { return compareSections(a.Section, b.Section) })
	return open
}

// Entries lists every entry of the catalogue that quotes the source.
func (c Catalog) Entries() []Entry {
	var all []Entry
	for _, v := range c.sources() {
		all = append(all, v.entry)
	}
	return all
}

// EntriesOf lists the entries that apply to an edition.
func (c Catalog) EntriesOf(e Edition) []Entry {
	var list []Entry
	for _, v := range c.sources() {
		if v.editions.Has(e) {
			list = append(list, v.entry)
		}
	}
	return list
}

// sourced is an entry with the editions that it applies to.
type sourced struct {
	entry    Entry
	editions Editions
}

func (c Catalog) sources() []sourced {
	var list []sourced
	add := func(entry Entry, editions Editions) {
		list = append(list, sourced{entry: entry, editions: editions})
	}
	for i, v := range c.Editions {
		add(v.Entry, AllEditions()[i:]) // a larger edition contains the smaller one
	}
	for _, v := range c.Scope {
		add(v.Entry, v.Editions)
	}
	for _, v := range c.Boundaries {
		add(v.Entry, nil)
	}
	for _, v := range c.Preconditions {
		add(v.Entry, nil)
	}
	for _, v := range c.Phases {
		add(v.Entry, c.editionsOfPhase(v.ID))
	}
	for _, v := range c.Duties {
		add(v.Entry, nil)
	}
	for _, v := range c.Completion {
		add(v.Entry, v.Editions)
	}
	for _, v := range c.Services {
		add(v.Entry, v.Editions)
	}
	for _, v := range c.SLA {
		add(v.Entry, nil)
	}
	for _, v := range c.Process {
		add(v, nil)
	}
	for _, v := range c.Deliverables {
		add(v.Entry, v.Editions)
	}
	for _, v := range c.Acceptance {
		add(v.Entry, v.Editions)
	}
	for _, v := range c.Milestones {
		add(v.Entry, v.Editions)
	}
	add(c.CompletionSign, nil)
	for _, v := range c.Gaps {
		add(v.Entry, v.Editions)
	}
	return list
}

// editionsOfPhase is the union over the services of a phase.
func (c Catalog) editionsOfPhase(id string) Editions {
	var set Editions
	for _, e := range AllEditions() {
		if slices.ContainsFunc(c.Services, func(s Service) bool { return s.Phase == id && s.Editions.Has(e) }) {
			set = append(set, e)
		}
	}
	return set
}
