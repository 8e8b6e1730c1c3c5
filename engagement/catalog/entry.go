package catalog

import (
	"slices"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Entry is what every line of the catalogue has. ID is permanent lower-kebab
// and unique over the whole catalogue.
type Entry struct {
	ID string `yaml:"id" json:"id"`
	// Section is the section of the statement of work; "0" is text before it.
	Section string    `yaml:"section" json:"section"`
	Text    i18n.Text `yaml:"text" json:"text"`
	// Quote is the line of the source, verbatim.
	Quote string `yaml:"quote" json:"quote"`
	// Reading says how we understand a line that is silent, ambiguous or in
	// contradiction to another one; empty when the line needs no reading.
	Reading i18n.Text `yaml:"reading" json:"reading,omitzero"`
	// Confirm tells that the customer has to confirm the reading, and Ask what
	// exactly. A reading that needs no confirmation says why in Settled.
	Confirm bool      `yaml:"confirm" json:"confirm,omitempty"`
	Ask     i18n.Text `yaml:"ask" json:"ask,omitzero"`
	// AskedAt is the id of the entry that asks the same question, so that the
	// customer is asked once.
	AskedAt string    `yaml:"asked-at" json:"askedAt,omitempty"`
	Settled i18n.Text `yaml:"settled" json:"settled,omitzero"`
}

// Editions is a set of editions, in ascending order. An empty set stands for
// every edition: the source makes no difference there.
type Editions []Edition

// Has tells whether e belongs to the set.
func (s Editions) Has(e Edition) bool {
	return len(s) == 0 || slices.Contains(s, e)
}

// Party is a side of the engagement.
type Party string

// The parties of the statement of work: 甲方 and 乙方.
const (
	Customer Party = "customer"
	Provider Party = "provider"
	Both     Party = "both"
)

// Text names the party.
func (p Party) Text() i18n.Text {
	switch p {
	case Customer:
		return i18n.Text{ZH: "甲方（客户）", EN: "customer"}
	case Provider:
		return i18n.Text{ZH: "乙方（阿里云）", EN: "provider (Alibaba Cloud)"}
	}
	return i18n.Text{ZH: "双方", EN: "both parties"}
}

// Letter is a responsibility as the source defines them.
type Letter string

// The responsibility letters of section 4.1.1.
const (
	Responsible Letter = "R" // 执行人
	Accountable Letter = "A" // 负责人
	Consulted   Letter = "C" // 征求意见人
	Informed    Letter = "I" // 被告知人
	Support     Letter = "S" // 负责配合 R 完成指标的工作
)

// Text spells the letter out.
func (l Letter) Text() i18n.Text {
	switch l {
	case Responsible:
		return i18n.Text{ZH: "执行人", EN: "responsible"}
	case Accountable:
		return i18n.Text{ZH: "负责人", EN: "accountable"}
	case Consulted:
		return i18n.Text{ZH: "征求意见人", EN: "consulted"}
	case Informed:
		return i18n.Text{ZH: "被告知人", EN: "informed"}
	case Support:
		return i18n.Text{ZH: "配合执行人", EN: "supporting"}
	}
	return i18n.Text{}
}
