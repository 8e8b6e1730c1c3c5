package verify

import (
	"context"
	"slices"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Checks are the checks of this package in the order in which they run.
func Checks() []Check {
	return slices.Concat(readingChecks(), dockerfileChecks(), buildChecks(), kustomizeChecks(), objectChecks(), podChecks(), deliveryChecks())
}

func c(id, zh, en string, run func(context.Context, *Tree) []Finding) Check {
	return Check{ID: id, Text: i18n.Text{ZH: zh, EN: en}, Run: run}
}

func readingChecks() []Check {
	return []Check{
		c("tree.read", "所有相关文件都可读，且不超过上限", "every file that matters can be read and is within bounds", reported("tree.read")),
		c("tree.manifest", "生成清单可读", "the list of generated files can be read", reported("tree.manifest")),
		c("yaml.parse", "YAML 可解析", "the YAML can be parsed", reported("yaml.parse")),
		c("yaml.size", "YAML 文档大小合理", "no YAML document expands without bound", reported("yaml.size")),
		c("yaml.duplicate-key", "键不重复", "no key occurs twice", reported("yaml.duplicate-key")),
	}
}

func dockerfileChecks() []Check {
	return []Check{
		c("dockerfile.parse", "Dockerfile 可解析", "the Dockerfile can be parsed", reported("dockerfile.parse")),
		c("dockerfile.lint", "通过 BuildKit 的检查规则", "it passes BuildKit's linter", eachDockerfile(lintDockerfile)),
		c("dockerfile.stage", "COPY --from 与 --mount=from 都能找到来源", "every COPY --from and --mount=from has its source", eachDockerfile(stageReferences)),
		c("dockerfile.copy-source", "COPY 的来源在构建上下文中且未被忽略", "what COPY reads is in the build context and not ignored", eachDockerfile(copySources)),
		c("dockerfile.source", "COPY 的来源可以检查", "what COPY reads can be checked", sourceElsewhere),
		c("dockerfile.ignore-file", "忽略文件可解析", "the ignore file can be parsed", eachDockerfile(ignoreFiles)),
		c("dockerfile.base-tag", "基础镜像固定版本", "base images are pinned", eachDockerfile(baseTags)),
		c("dockerfile.user", "以数字的非 root 用户运行", "the image runs as a numeric user that is not root", eachDockerfile(user)),
		c("dockerfile.entry-point", "容器有启动命令，且能收到信号", "the container has a process that gets signals", eachDockerfile(entryPoint)),
		c("dockerfile.add-url", "不从网络 ADD 未固定的内容", "nothing unpinned is added from the network", eachDockerfile(addURLs)),
		c("dockerfile.expose", "EXPOSE 与容器端口一致", "EXPOSE agrees with the container ports", eachDockerfile(exposed)),
	}
}

func buildChecks() []Check {
	return []Check{
		c("bake.parse", "bake 文件可解析", "the bake file can be parsed", reported("bake.parse")),
		c("build.paths", "每个构建的上下文与 Dockerfile 都存在", "context and Dockerfile of every build exist", buildPaths),
		c("build.stage", "构建的目标阶段存在", "the stage that a build names exists", eachDockerfile(buildStages)),
		c("bake.images", "构建的镜像与运行的镜像一致", "what is built is run, and what is run is built", bakeImages),
	}
}

func kustomizeChecks() []Check {
	return []Check{
		c("kustomize.parse", "kustomization 可解析", "the kustomization can be parsed", reported("kustomize.parse")),
		c("kustomize.remote", "不引用网络上的资源", "nothing is loaded from the network", reported("kustomize.remote")),
		c("kustomize.reference", "引用的文件都存在且在目录树之内", "everything that is referred to is in the tree", reported("kustomize.reference")),
		c("kustomize.plugin", "不运行外部程序", "no program is run", reported("kustomize.plugin")),
		c("kustomize.deprecated", "不使用已弃用的字段", "no deprecated field is used", reported("kustomize.deprecated")),
		c("kustomize.size", "overlay 大小合理", "no overlay is too large", reported("kustomize.size")),
		c("kustomize.build", "每个 overlay 都能构建", "every overlay builds", reported("kustomize.build")),
		c("kustomize.orphan", "没有不生效的文件", "no manifest is without effect", orphans),
		c("kustomize.images", "images 的每一项都替换了镜像", "every entry of images replaces one", eachOverlay(imageEntries)),
		c("kustomize.same", "各环境确有差异", "the environments truly differ", sameOverlays),
	}
}

func objectChecks() []Check {
	return []Check{
		c("k8s.schema", "对象严格符合 API 类型", "objects fit their types strictly", schema),
		c("k8s.list-name", "列表中的名字不重复", "no name occurs twice in a list", listNames),
		c("k8s.kind", "对象的种类已知", "the kinds of objects are known", unknownKinds),
		c("k8s.name", "名字有效", "names are valid", names),
		c("k8s.label", "标签有效", "labels are valid", labelsValid),
		c("k8s.namespace", "对象都在 overlay 的命名空间中", "objects are in the overlay's namespace", eachOverlay(namespaces)),
	}
}

func podChecks() []Check {
	return []Check{
		c("k8s.selector", "工作负载选中自己的 Pod", "workloads select their own pods", eachPods(selectors)),
		c("k8s.port", "端口名与端口号有效且不重复", "ports are valid and unique", eachPods(ports)),
		c("k8s.probe-port", "探针检查已声明的端口", "probes ask ports that exist", eachPods(probePorts)),
		c("k8s.readiness", "提供端口的容器有就绪探针", "what has ports has a readiness probe", eachPods(readiness)),
		c("k8s.env", "环境变量名有效且不重复", "variables are valid and unique", eachPods(envNames)),
		c("k8s.image", "镜像固定版本", "images are pinned", eachPods(images)),
		c("k8s.resources", "资源请求与上限合理", "requests and limits are set and fit", eachPods(resourcesSet)),
		c("k8s.security", "满足 restricted 安全级别", "pods meet the restricted level", eachPods(podSecurity)),
		c("k8s.service-account", "引用的 ServiceAccount 存在", "service accounts exist", eachPods(serviceAccounts)),
		c("k8s.config-map", "引用的 ConfigMap 与键存在", "ConfigMaps and their keys exist", eachPods(configMaps)),
		c("k8s.claim", "引用的 PVC 与无头服务存在", "claims and headless services exist", eachPods(claims)),
		c("k8s.mount", "卷与挂载对应", "volumes and mounts fit", eachPods(mounts)),
		c("k8s.service", "服务指向已声明的端口", "services lead to ports of pods", eachOverlay(services)),
		c("k8s.ingress", "入口指向存在的服务端口", "ingresses lead to ports of services", eachOverlay(ingresses)),
		c("k8s.network-policy", "网络策略选中 Pod 与端口", "network policies select pods and ports", eachOverlay(networkPolicies)),
		c("k8s.autoscaler", "自动伸缩有目标、有请求、不与 replicas 冲突", "autoscalers have a target and requests, and alone set the count", eachOverlay(autoscalers)),
		c("k8s.disruption-budget", "中断预算选中 Pod", "disruption budgets select pods", eachOverlay(disruptionBudgets)),
		c("k8s.schedule", "定时表达式有效", "schedules are valid", eachOverlay(schedules)),
	}
}

func deliveryChecks() []Check {
	return []Check{
		c("record.decisions", "决策记录可读且文件存在", "the record of decisions can be read and its files exist", decisions),
		c("hygiene.marker", "没有未完成的标记", "nothing is left for later", markers),
		c("hygiene.secret", "文件中没有密钥", "no file holds a key", secretText),
		c("hygiene.secret-object", "Secret 不带内容", "no Secret comes with its content", secretObjects),

		c("ready.binding", "平台取值都已填写", "every binding is filled in", onlyReady(bindings)),
		c("ready.digest", "镜像都有摘要", "every image has its digest", onlyReady(inEveryOverlay(digests))),
		c("ready.secret", "列出部署前须创建的 Secret", "the Secrets to create before deployment", onlyReady(inEveryOverlay(secrets))),
	}
}
