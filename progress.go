package gantry

import (
	"sync/atomic"

	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Step is a step of work that takes a person's patience.
type Step string

// The steps, in their order.
const (
	StepRead     Step = "read"     // opens the source: unpacks, clones, lists
	StepAssess   Step = "assess"   // reads what it holds
	StepDecide   Step = "decide"   // from facts and answers
	StepGenerate Step = "generate" // the files
	StepWrite    Step = "write"    // merges them into the output
	StepVerify   Step = "verify"   // checks what is there now
)

// Steps are all steps of a generation.
func Steps() []Step {
	return []Step{StepRead, StepAssess, StepDecide, StepGenerate, StepWrite, StepVerify}
}

// Text names the step.
func (s Step) Text() i18n.Text {
	switch s {
	case StepRead:
		return i18n.Text{ZH: "读取源代码", EN: "reading the source"}
	case StepAssess:
		return i18n.Text{ZH: "分析", EN: "assessing"}
	case StepDecide:
		return i18n.Text{ZH: "决策", EN: "deciding"}
	case StepGenerate:
		return i18n.Text{ZH: "生成", EN: "generating"}
	case StepWrite:
		return i18n.Text{ZH: "合并写入", EN: "merging and writing"}
	}
	return i18n.Text{ZH: "校验", EN: "verifying"}
}

// Progress is how far a piece of work is.
type Progress struct {
	Application string // "" outside of a workspace
	Step        Step
	Files       int // of the source that were opened so far
	// Layer and Layers tell which layer of an image is being read, from 1, of how many.
	Layer, Layers int
}

// ProgressFunc hears of progress. It may be called from several goroutines at once
// and must not take long; nil is allowed.
type ProgressFunc func(Progress)

// at reports the begin of a step.
func (f ProgressFunc) at(app string, s Step) {
	if f != nil {
		f(Progress{Application: app, Step: s})
	}
}

// layers reports the layers of an image as they are read.
func (f ProgressFunc) layers(app string) func(layer, of int) {
	return func(layer, of int) {
		if f != nil {
			f(Progress{Application: app, Step: StepRead, Layer: layer, Layers: of})
		}
	}
}

// reportEvery is the number of files between two reports.
const reportEvery = 32

// observe reports how many files of a source were opened.
func (f ProgressFunc) observe(app string, src *scan.Source) {
	if f == nil {
		return
	}
	var n atomic.Int64
	src.Observe(func(string) {
		if n := n.Add(1); n%reportEvery == 1 {
			f(Progress{Application: app, Step: StepAssess, Files: int(n)})
		}
	})
}
