package decide

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

const defaultBranch = "main"

// pipeline decides what the pipeline clones.
func pipeline(q *inquiry) (url, branch string, d generate.Decision) {
	answer := q.ask("dev.vcs").Value.Record()
	url, branch = answer.Get("url"), answer.Get("branch")
	var why because
	if branch == "" {
		branch = defaultBranch
		q.byDefault("dev.vcs", "branch="+branch)
		why.add("分支按惯例为 %s", "the branch is %s by convention", branch)
	}
	if url == "" {
		q.assume("dev.vcs", "")
		why.add("仓库地址未知，留作流水线参数", "the repository's address is unknown and stays a parameter of the pipeline")
		return url, branch, q.decide(branch, why.text())
	}
	why.add("仓库地址按答案", "the repository as answered")
	return url, branch, q.decide(url+" "+branch, why.text())
}

// platforms decides for which platforms images are built: all that any
// environment's nodes have, so that one image serves every environment.
func platforms(q *inquiry, envs []generate.Environment) ([]string, generate.Decision) {
	found := map[string]bool{}
	for _, e := range envs {
		a := q.askIn("tgt.arch", e.Name)
		if a.State != survey.Known {
			continue
		}
		for _, arch := range a.Value.List {
			found[arch] = true
		}
	}
	var out []string
	for _, arch := range []string{"amd64", "arm64"} {
		if found[arch] {
			out = append(out, "linux/"+arch)
		}
	}
	if len(out) == 0 {
		out = []string{"linux/amd64"}
		q.assume("tgt.arch", "amd64")
		return out, q.decide(out[0], i18n.Textf("节点架构未知，按 x86-64 构建", "the nodes' architecture is unknown, so x86-64 is built"))
	}
	return slices.Clip(out), q.decide(strings.Join(out, ","), i18n.Textf("覆盖各环境节点的架构，一个镜像通用", "covers the nodes of every environment with one image"))
}
