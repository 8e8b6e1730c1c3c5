package handbook

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// statePoints are the components of which the evidence alone allows one instance,
// and the directories of which the evidence alone says whether they are kept.
func statePoints(app generate.Application) []OpenPoint {
	var out []OpenPoint
	for _, w := range app.Workloads {
		if d, ok := restsOn(w, generate.AspectRollout, "state.singleton"); ok && w.Rollout.Recreate {
			out = append(out, OpenPoint{Topic: i18n.Textf("%s 只运行一个实例", "%s runs one instance", w.Name), Text: i18n.Text{
				ZH: d.Reason.ZH + "。请确认；能多实例时回答 state.singleton", EN: d.Reason.EN + ". Please confirm, or answer state.singleton where several may run"}})
		}
		if _, ok := restsOn(w, generate.AspectVolumes, "state.files"); ok {
			out = append(out, filePoints(w)...)
		}
	}
	return out
}

func filePoints(w generate.Workload) []OpenPoint {
	var kept, scratch []string
	for _, v := range w.Volumes {
		switch {
		case v.Claim != nil:
			kept = append(kept, v.Path)
		case v.Path != "/tmp":
			scratch = append(scratch, v.Path)
		}
	}
	var out []OpenPoint
	if len(kept) > 0 {
		list := strings.Join(kept, ", ")
		out = append(out, OpenPoint{Topic: i18n.Textf("%s 的持久目录", "directories of %s that are kept", w.Name), Text: i18n.Textf(
			"%[1]s 按证据各用一块持久存储；请迁移现有文件，并在 state.files 确认要不要保留、大小和是否共享",
			"by the evidence %[1]s have storage of their own; please move today's files there, and confirm in state.files whether they are kept, how large they are and whether they are shared", list)})
	}
	if len(scratch) > 0 {
		list := strings.Join(scratch, ", ")
		out = append(out, OpenPoint{Topic: i18n.Textf("%s 的临时目录", "scratch directories of %s", w.Name), Text: i18n.Textf(
			"%[1]s 的内容随实例消失；需要保留的请写进 state.files", "what is in %[1]s vanishes with the instance; please name in state.files what must be kept", list)})
	}
	return out
}

// restsOn returns the decision on an aspect when it rests on a question without an answer.
func restsOn(w generate.Workload, aspect, question string) (generate.Decision, bool) {
	i := slices.IndexFunc(w.Decisions, func(d generate.Decision) bool { return d.ID == w.DecisionID(aspect) && d.Assumes == question })
	if i < 0 {
		return generate.Decision{}, false
	}
	return w.Decisions[i], true
}
