package interview

import (
	"slices"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// nodesOfBasic is the most nodes that a Basic cluster of ACK has.
const nodesOfBasic = 10

func clusterRules() []rule {
	return []rule{
		{
			id: "pod-policy", reads: []string{"app.root", "sec.podpolicy"}, check: podPolicy,
			advice: i18n.Text{ZH: "去掉对特权的需要；去不掉的，放到单独的命名空间，只对它放宽级别。", EN: "Remove the need for privileges; what must keep it gets a namespace of its own with a wider level."},
		},
		{
			id: "serverless-host", reads: []string{"app.root", "tgt.platform"},
			pair:   both(side{id: "app.root", is: []string{"privileged", "host-path"}}, side{id: "tgt.platform", is: []string{"ack-serverless"}}, "运行时“%s”，集群却是 %s：没有自己的节点，不能用特权容器和宿主机目录", "it needs: %q, yet the cluster is %s: without nodes of your own there are neither privileged containers nor host directories"),
			advice: i18n.Text{ZH: "这类组件放到有节点池的 ACK 托管版 Pro，或先去掉依赖。", EN: "Put such components on an ACK managed cluster Pro with node pools, or remove the need first."},
		},
		{
			id: "cloud-constraint", reads: []string{"tgt.platform", "biz.constraints"},
			pair:   both(side{id: "tgt.platform", is: []string{"ack-pro", "ack-basic", "ack-serverless"}}, side{id: "biz.constraints", is: []string{"no-public-cloud", "other-cloud"}}, "目标平台是 %s，限制里却写着“%s”", "the target platform is %s, yet the constraints say %q"),
			advice: i18n.Text{ZH: "确认限制针对哪些应用：不能上阿里云的移出本期范围，只提供建议。", EN: "Find out which applications it is about: what cannot go to Alibaba Cloud leaves the scope and gets advice only."},
		},
		{
			id: "basic-nodes", reads: []string{"tgt.platform", "tgt.capacity"}, check: basicNodes,
			advice: i18n.Text{ZH: "生产用 ACK 托管版 Pro，基础版只用于开发和演示。", EN: "Use ACK managed cluster Pro for production and Basic for development and demonstrations."},
		},
		{
			id: "new-cluster-version", reads: []string{"tgt.version", "tgt.cluster"},
			pair:   both(side{id: "tgt.version", is: []string{"older"}}, side{id: "tgt.cluster", is: []string{"none"}}, "Kubernetes 版本为 %[1]s，集群却要新开：ACK 只能新建最近的三个版本", "the version of Kubernetes is %[1]s, yet the cluster is still to be set up: ACK creates the newest three only"),
			advice: i18n.Text{ZH: "新集群选 1.35 或 1.36，先检查应用用到的 API 版本。", EN: "Choose 1.35 or 1.36 for the new cluster and check the API versions in use first."},
		},
		{
			id: "fixed-nodes", reads: []string{"tgt.burst", "goal.depth"},
			pair:   both(side{id: "tgt.burst", is: []string{"none"}}, side{id: "goal.depth", is: []string{"elastic", "cloud-native"}}, "扩容来源为“%s”，目标却是“%s”：扩出来的实例没有地方运行", "more capacity: %q, yet the goal is %q: added instances have nowhere to run"),
			advice: i18n.Text{ZH: "打开节点池自动伸缩或使用 ECI、ACS；节点确实固定的，按峰值预留并调整目标。", EN: "Turn on autoscaling of the node pool or use ECI or ACS; where nodes are fixed, keep them for the peak and adjust the goal."},
		},
		{
			id: "memory-node", reads: []string{"perf.memory", "tgt.capacity"}, check: memoryNode,
			advice: i18n.Text{ZH: "换更大的节点规格，或先减小堆和缓存。", EN: "Use larger nodes, or make heap and caches smaller first."},
		},
		{
			id: "registry-production", reads: []string{"tgt.registry", "tgt.envs"},
			pair: both(side{id: "tgt.registry", column: "product", is: []string{"acr-personal"}}, side{id: "tgt.envs", orElse: true, test: func(f fact) bool {
				return len(f.rowsWhere(func(r survey.Row) bool { return isYes(r, "production") })) > 0
			}}, "镜像仓库为“%[1]s”，环境里却有生产：个人版没有 SLA，有限额", "the registry is %[1]q, yet there is a production environment: it has no SLA and has quotas"),
			advice: i18n.Text{ZH: "生产使用 ACR 企业版；个人版只用于演示。", EN: "Use ACR Enterprise Edition for production and the Personal Edition for demonstrations."},
		},
		{
			id: "namespace-twice", reads: []string{"tgt.envs"}, check: namespaceTwice,
			advice: i18n.Text{ZH: "给每个环境单独的命名空间；生产最好用单独的集群。", EN: "Give each environment a namespace of its own, and production preferably a cluster."},
		},
	}
}

// podPolicy: what the levels of the Kubernetes Pod Security Standards forbid.
func podPolicy(v *view) (finding, bool) {
	root, ok := v.one("app.root")
	if !ok {
		return finding{}, false
	}
	forbids := map[string][]string{
		"restricted": {"root", "net-admin", "privileged", "sysctl", "host-path"},
		"baseline":   {"net-admin", "privileged", "sysctl", "host-path"},
	}
	for _, level := range v.all("sec.podpolicy") {
		for _, need := range root.value.List {
			if slices.Contains(forbids[level.value.Text], need) {
				return tell([]fact{root, level}, "运行时“%s”，Pod 安全级别却是“%s”：这样的 Pod 会被拒绝", "it needs: %q, yet the pod security level is %q: such a pod is refused",
					(side{is: []string{need}}).show(root), level.show(""))
			}
		}
	}
	return finding{}, false
}

func basicNodes(v *view) (finding, bool) {
	for _, platform := range v.all("tgt.platform") {
		for _, nodes := range v.all("tgt.capacity") {
			sum := 0
			for _, r := range nodes.value.Rows {
				sum += max(r.Int("count"), r.Int("most"))
			}
			if platform.value.Text == "ack-basic" && sum > nodesOfBasic && (platform.env() == nodes.env() || platform.env() == "" || nodes.env() == "") {
				return tell([]fact{platform, nodes}, "集群为 %s，最多 %s 个节点，计划却要 %s 个", "the cluster is %s with %s nodes at most, yet %s are planned", platform.show(""), plain("%d", nodesOfBasic), plain("%d", sum))
			}
		}
	}
	return finding{}, false
}

func memoryNode(v *view) (finding, bool) {
	for _, nodes := range v.all("tgt.capacity") {
		largest := nodes.most("memory")
		for _, use := range v.all("perf.memory") {
			for _, column := range []string{"peak", "heap"} {
				n, err := survey.Bytes(use.column(column))
				if err == nil && largest > 0 && n > int64(largest)<<30 {
					return tell([]fact{use, nodes}, "单实例内存要 %s，最大的节点却只有 %s GiB：没有节点放得下", "one instance needs %s of memory, yet the largest node has %s GiB: it fits nowhere", plain("%s", use.column(column)), plain("%d", largest))
				}
			}
		}
	}
	return finding{}, false
}

// namespaceTwice: two environments in one namespace overwrite each other.
func namespaceTwice(v *view) (finding, bool) {
	envs, ok := v.one("tgt.envs")
	if !ok {
		return finding{}, false
	}
	seen := map[[2]string]string{}
	for _, r := range envs.value.Rows {
		at := [2]string{r.Get("cluster"), r.Get("namespace")}
		if at[1] == "" {
			continue
		}
		if other, twice := seen[at]; twice {
			return tell([]fact{envs}, "环境 %s 和 %s 在同一集群的同一命名空间 %s：会互相覆盖", "the environments %s and %s are in one namespace %s of one cluster: they overwrite each other", plain("%s", other), plain("%s", r.Get("name")), plain("%s", at[1]))
		}
		seen[at] = r.Get("name")
	}
	return finding{}, false
}
