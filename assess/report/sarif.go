package report

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// The types are the part of SARIF 2.1.0 that code review tools read: one run, its rules, and one
// result for each place. See https://docs.oasis-open.org/sarif/sarif/v2.1.0/.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool                `json:"tool"`
	Language   string                   `json:"language"`
	ColumnKind string                   `json:"columnKind"`
	Bases      map[string]sarifLocation `json:"originalUriBaseIds"`
	Results    []sarifResult            `json:"results"`
	Automation *sarifAutomation         `json:"automationDetails,omitempty"`
}

type sarifAutomation struct {
	ID string `json:"id"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"version,omitempty"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID            string          `json:"id"`
	Short         sarifText       `json:"shortDescription"`
	Full          *sarifText      `json:"fullDescription,omitempty"`
	Help          sarifText       `json:"help"`
	Configuration sarifConfig     `json:"defaultConfiguration"`
	Properties    sarifProperties `json:"properties"`
}

type sarifConfig struct {
	Level string `json:"level"`
}

type sarifProperties struct {
	Tags []string `json:"tags,omitempty"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifResult struct {
	RuleID       string             `json:"ruleId"`
	RuleIndex    int                `json:"ruleIndex"`
	Level        string             `json:"level"`
	Message      sarifText          `json:"message"`
	Locations    []sarifPlace       `json:"locations,omitempty"`
	Prints       map[string]string  `json:"partialFingerprints,omitempty"`
	Baseline     string             `json:"baselineState,omitempty"`
	Suppressions []sarifSuppression `json:"suppressions,omitempty"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Justification string `json:"justification,omitempty"`
}

type sarifPlace struct {
	Physical sarifPhysical `json:"physicalLocation"`
}

type sarifPhysical struct {
	Artifact sarifLocation `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifLocation struct {
	URI         string     `json:"uri,omitempty"`
	Base        string     `json:"uriBaseId,omitempty"`
	Description *sarifText `json:"description,omitempty"`
}

type sarifRegion struct {
	StartLine int `json:"startLine"`
}

const (
	sarifSchema = "https://json.schemastore.org/sarif-2.1.0.json"
	sarifRoot   = "SRCROOT"
	// sarifPrint names the way in which fingerprints are made.
	sarifPrint = "gantryPlace/v1"
)

// SARIF writes the findings of reports as a SARIF 2.1.0 log with one run for each report.
func SARIF(w io.Writer, reports []Report, version string, lang i18n.Lang) error {
	log := sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{}}
	for _, r := range reports {
		log.Runs = append(log.Runs, r.sarif(version, lang))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(log); err != nil {
		return fmt.Errorf("writing SARIF: %w", err)
	}
	return nil
}

func (r Report) sarif(version string, lang i18n.Lang) sarifRun {
	run := sarifRun{
		Tool: sarifTool{sarifDriver{Name: "Gantry", Version: version, Rules: []sarifRule{}}}, Language: sarifLanguage(lang), ColumnKind: "utf16CodeUnits",
		Bases: map[string]sarifLocation{sarifRoot: {Description: &sarifText{i18n.Text{ZH: "源码的根目录", EN: "the root of the source"}.In(lang)}}}, Results: []sarifResult{},
		Automation: &sarifAutomation{"gantry-assess/" + r.Name + "/"},
	}
	index := map[string]int{}
	for _, f := range r.Assessment.Findings {
		i, ok := index[f.ID]
		if !ok {
			i = len(run.Tool.Driver.Rules)
			index[f.ID] = i
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRuleOf(f, lang))
		}
		run.Results = append(run.Results, r.sarifResults(f, i, lang)...)
	}
	for _, s := range r.Assessment.Suppressed {
		run.suppress(s, index)
	}
	return run
}

// suppress adds a place that a comment excludes; a rule that has no other place is described by
// its id alone.
func (run *sarifRun) suppress(s assess.Suppression, index map[string]int) {
	i, ok := index[s.Rule]
	if !ok {
		i = len(run.Tool.Driver.Rules)
		index[s.Rule] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ID: s.Rule, Short: sarifText{s.Rule}, Help: sarifText{s.Rule}, Configuration: sarifConfig{"note"},
		})
	}
	run.Results = append(run.Results, sarifResult{
		RuleID: s.Rule, RuleIndex: i, Level: "note", Message: sarifText{s.Rule}, Locations: []sarifPlace{sarifPlaceOf(s.Evidence)},
		Suppressions: []sarifSuppression{{Kind: "inSource", Justification: s.Reason}},
	})
}

func sarifRuleOf(f assess.Finding, lang i18n.Lang) sarifRule {
	rule := sarifRule{
		ID: f.ID, Short: sarifText{f.Title.In(lang)}, Help: sarifText{f.Remedy.In(lang)}, Configuration: sarifConfig{sarifLevel(f.Severity)},
		Properties: sarifProperties{Tags: slices.DeleteFunc([]string{string(f.Dimension), string(f.Action)}, func(t string) bool { return t == "" })},
	}
	if why := f.Rationale.In(lang); why != "" {
		rule.Full = &sarifText{why}
	}
	return rule
}

// sarifResults are one result for each place, since review tools show a result where it first is.
func (r Report) sarifResults(f assess.Finding, rule int, lang i18n.Lang) []sarifResult {
	result := sarifResult{RuleID: f.ID, RuleIndex: rule, Level: sarifLevel(f.Severity), Message: sarifText{f.Title.In(lang) + "\n" + f.Remedy.In(lang)}}
	if r.Since != nil {
		result.Baseline = "new"
	}
	if len(f.Evidence) == 0 {
		return []sarifResult{result}
	}
	var out []sarifResult
	for i, e := range f.Evidence {
		one := result
		one.Locations = []sarifPlace{sarifPlaceOf(e)}
		if i < len(f.Prints) {
			one.Prints = map[string]string{sarifPrint: f.Prints[i]}
		}
		out = append(out, one)
	}
	return out
}

func sarifPlaceOf(e fact.Evidence) sarifPlace {
	elements := strings.Split(e.Path, "/")
	for i := range elements {
		elements[i] = url.PathEscape(elements[i])
	}
	p := sarifPlace{sarifPhysical{Artifact: sarifLocation{URI: strings.Join(elements, "/"), Base: sarifRoot}}}
	if e.Line > 0 {
		p.Physical.Region = &sarifRegion{e.Line}
	}
	return p
}

func sarifLevel(s assess.Severity) string {
	switch s {
	case assess.High:
		return "error"
	case assess.Medium:
		return "warning"
	}
	return "note"
}

func sarifLanguage(l i18n.Lang) string {
	if l == i18n.EN {
		return "en-US"
	}
	return "zh-CN"
}
