package handbook

import (
	"fmt"
	"path"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/kustomize"
	"github.com/gantry-ack/gantry/internal/document"
	"github.com/gantry-ack/gantry/pipelines/tekton"
)

func (h book) deploying() document.Document {
	doc := document.Document{h.heading("部署", "Deploying")}
	if len(h.App.Environments) == 0 {
		return doc
	}
	env := h.App.Environments[0]
	doc = append(doc,
		document.Paragraph{Text: h.say("用流水线部署到 "+env.Name+"（克隆、测试、构建、部署、观察发布）：", "By the pipeline into "+env.Name+" (clone, test, build, deploy, watch the rollout):")},
		document.Code{Language: "sh", Text: fmt.Sprintf("kubectl apply -k %s\nkubectl create -f %s/run-%s.yaml", tekton.Root, tekton.Root, env.Name)})
	if len(h.App.Environments) > 1 {
		doc = append(doc, h.promoting()...)
	}
	return append(doc,
		document.Paragraph{Text: h.say("手工部署一个环境。先把每个组件的镜像摘要写入该环境的 images 列表；没有写入时，仓库里的标签 unbuilt 拉不到镜像：",
			"One environment by hand. Write the digest of every component into its list of images first; until then the tag unbuilt stands there, which no registry has:")},
		document.Code{Language: "sh", Text: h.setImage(env) + fmt.Sprintf("\nkubectl apply -k %s\nkubectl -n %s get deployments,pods", overlay(env), env.Namespace)},
	)
}

// promoting tells how the next environments get what was tested.
func (h book) promoting() document.Document {
	return document.Document{
		document.Paragraph{Text: h.say(
			"其余环境不重新构建：流水线 "+document.Verbatim(h.App.Name+"-promotion")+" 按摘要部署已经测试过的镜像。摘要在构建流水线的结果里，作为参数 images（NAME=REPOSITORY@sha256:…）传给它，overlay 与 namespace 填目标环境的：",
			"The other environments build nothing anew: the pipeline "+document.Verbatim(h.App.Name+"-promotion")+" deploys the images that were tested, by digest. The digests are the results of the run that built them; hand them over as the parameter images (NAME=REPOSITORY@sha256:…), with overlay and namespace of the target:")},
		document.Code{Language: "sh", Text: fmt.Sprintf(`kubectl -n %s get pipelinerun RUN -o jsonpath='{range .status.results[*]}{.name}={.value}{"\n"}{end}'`, h.pipelines())},
	}
}

func overlay(env generate.Environment) string { return path.Join(kustomize.Root, "overlays", env.Name) }

// setImage writes a digest into the overlay of an environment.
func (h book) setImage(env generate.Environment) string {
	name := firstName(h.App)
	return fmt.Sprintf("(cd %s && kustomize edit set image %s=%s@sha256:…)", overlay(env), name, h.App.Registry.Repository(name))
}

func firstName(app generate.Application) string {
	if len(app.Workloads) == 0 {
		return app.Name
	}
	return app.Workloads[0].Name
}

func (h book) rollback() document.Document {
	n := len(h.App.Environments)
	if n == 0 {
		return nil
	}
	env := h.App.Environments[n-1]
	kind, name := "deployment", firstName(h.App)
	for _, w := range h.App.Workloads {
		if w.Kind == generate.Deployment || w.Kind == generate.StatefulSet {
			kind, name = string(w.Kind), w.Name
			break
		}
	}
	return document.Document{
		h.heading("回滚", "Rolling back"),
		document.Paragraph{Text: h.say("版本就是镜像的摘要。数据库结构的变更须能兼容前一个版本。最快的办法是退回集群里记着的上一个版本：",
			"A version is the digest of an image. A change of the database schema must fit the version before it. The quickest way is back to the version before, which the cluster remembers:")},
		document.Code{Language: "sh", Text: fmt.Sprintf("kubectl -n %s rollout undo %s/%s\nkubectl -n %s rollout status %s/%s", env.Namespace, kind, name, env.Namespace, kind, name)},
		document.Paragraph{Text: h.say("退回更早的版本：查出当时的摘要，写入 overlay 再应用，或作为参数 images 交给晋级流水线。",
			"To go back further, find the digest, write it into the overlay and apply, or hand it to the promotion pipeline as the parameter images.")},
		document.Code{Language: "sh", Text: fmt.Sprintf("kubectl -n %s get replicasets -o wide\n%s\nkubectl apply -k %s", env.Namespace, h.setImage(env), overlay(env))},
		document.Paragraph{Text: h.say("流水线只在自己的工作区里写摘要，不提交：仓库里的摘要是最近一次提交的，不一定是正在运行的。退回之后请把运行中的摘要提交到仓库，免得下一次应用又换掉它。",
			"The pipeline writes digests in its own workspace and commits nothing: what the repository says is what was last committed, not always what runs. After going back, commit the digests that run, so that the next apply does not replace them.")},
	}
}
