package explain

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// practices are the fields that are the same in everything that is generated, by
// an element of their path, with the reason. No decision is recorded for them.
func practices() map[string]i18n.Text {
	return map[string]i18n.Text{
		"automountServiceAccountToken": text("程序不调用 Kubernetes API，不挂载令牌，被攻破时也拿不到集群权限", "the program does not call the Kubernetes API, so no token is mounted that an intruder could use"),
		"serviceAccountName":           text("每个组件一个身份，权限可以分别授予", "one identity for each component, so that rights can be given to each"),
		"seccompProfile":               text("restricted 安全级别要求，挡住用不到的系统调用", "the restricted security level asks for it; it blocks system calls that nobody needs"),
		"capabilities":                 text("restricted 安全级别要求去掉全部能力，需要的由回答加回", "the restricted security level drops all capabilities; answers add those that are needed"),
		"allowPrivilegeEscalation":     text("restricted 安全级别要求，setuid 程序不能提权", "the restricted security level asks for it; setuid programs gain nothing"),
		"runAsNonRoot":                 text("restricted 安全级别要求，镜像被换成 root 运行时拒绝启动", "the restricted security level asks for it; an image that runs as root is refused"),
		"enableServiceLinks":           text("不注入同命名空间各 Service 的变量，免得与程序自己的变量重名（例如 REDIS_PORT）", "no variables of the namespace's Services, which may clash with the program's own (REDIS_PORT for one)"),
		"topologySpreadConstraints":    text("实例分散到不同节点和可用区，一处故障不全断", "instances are spread over nodes and zones, so that losing one does not lose all"),
		"lifecycle":                    text("停止前先等待几秒，让负载均衡把实例摘除，正在路上的请求不丢", "a pause before the stop, in which load balancers take the instance out and no request is lost"),
		"preStop":                      text("停止前先等待几秒，让负载均衡把实例摘除，正在路上的请求不丢", "a pause before the stop, in which load balancers take the instance out and no request is lost"),
		"labels":                       text("Kubernetes 推荐的公共标签，选择器、监控和成本分摊都靠它", "the labels that Kubernetes recommends; selectors, monitoring and cost reports go by them"),
		"selector":                     text("选择器只用不会变的标签，Deployment 的选择器创建后不能改", "only labels that never change, since the selector of a Deployment cannot be changed"),
		"matchLabels":                  text("选择器只用不会变的标签，Deployment 的选择器创建后不能改", "only labels that never change, since the selector of a Deployment cannot be changed"),
		"envFrom":                      text("普通配置整份来自该组件的 ConfigMap，名字带内容摘要，改了就会滚动更新", "plain settings come from the component's ConfigMap, whose name has a hash of the content, so that a change rolls out"),
		"apiVersion":                   text("该类对象当前稳定的版本", "the version of this kind that is stable today"),
		"STOPSIGNAL":                   text("与 Kubernetes 停止容器的信号一致", "the signal with which Kubernetes stops containers"),
		"WORKDIR":                      text("程序都放在 /app，相对路径以它为准", "programs are in /app, from which relative paths are read"),
		"COPY":                         text("先复制依赖清单再复制源代码，依赖不变时命中缓存", "the lists of dependencies first and the source after them, so that layers are cached while those stay"),
	}
}

func text(zh, en string) i18n.Text { return i18n.Text{ZH: zh, EN: en} }

// practice returns the fixed practice that a field is part of, and how many elements
// of the path lead to it.
func practice(field string) (why i18n.Text, depth int, ok bool) {
	path := elements(field)
	for i, element := range slices.Backward(path) {
		if why, ok := practices()[element]; ok {
			return why, i + 1, true
		}
	}
	return i18n.Text{}, 0, false
}

// elements are the names in a field path, without indices.
func elements(field string) []string {
	return strings.FieldsFunc(field, func(r rune) bool { return r == '.' || r == '[' || r == ']' })
}
