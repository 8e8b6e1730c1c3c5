package survey

import "github.com/gantry-ack/gantry/internal/i18n"

// Drive is what an answer is for, in the words of a consultant.
type Drive struct {
	ID   string
	Text i18n.Text // a noun: what is decided or written with the answer
	// Later says that no decision of generate reads the answer: what does is built
	// on the assessment or the design as a whole. Other drives are aspects of
	// decisions, and tests hold the bank to them exactly.
	Later bool
}

// Drives returns everything that a question may drive: aspects of decisions first,
// then what is built later.
func Drives() []Drive { return append(aspects(), uses()...) }

// DriveText names a drive of a question.
func DriveText(id string) (i18n.Text, bool) {
	d, ok := drive(id)
	return d.Text, ok
}

// IsAspect tells whether a drive is an aspect of decisions that generate takes.
func IsAspect(id string) bool {
	d, ok := drive(id)
	return ok && !d.Later
}

func drive(id string) (Drive, bool) {
	for _, d := range Drives() {
		if d.ID == id {
			return d, true
		}
	}
	return Drive{}, false
}

func aspect(id, zh, en string) Drive { return Drive{ID: id, Text: i18n.Text{ZH: zh, EN: en}} }

func use(id, zh, en string) Drive {
	return Drive{ID: id, Text: i18n.Text{ZH: zh, EN: en}, Later: true}
}

// aspects are those of package generate.
func aspects() []Drive {
	return []Drive{
		aspect("kind", "工作负载类型", "kind of workload"),
		aspect("schedule", "定时执行的时间", "schedule"),
		aspect("ports", "容器端口", "ports"),
		aspect("exposure", "对外开放方式", "exposure"),
		aspect("hosts", "各环境的域名", "host names"),
		aspect("routes", "转发规则", "routes"),
		aspect("session", "会话粘滞", "sticky sessions"),
		aspect("replicas", "副本数", "number of instances"),
		aspect("autoscale", "自动扩缩", "autoscaling"),
		aspect("resources", "CPU 和内存的请求与上限", "CPU and memory, requests and limits"),
		aspect("disruption", "中断预算", "disruption budget"),
		aspect("spread", "可用区打散", "spread over zones"),
		aspect("rollout", "发布方式", "rollout"),
		aspect("grace", "停止宽限期", "grace period"),
		aspect("probes.startup", "启动探针", "startup probe"),
		aspect("probes.readiness", "就绪探针", "readiness probe"),
		aspect("probes.liveness", "存活探针", "liveness probe"),
		aspect("security.user", "运行用户", "user"),
		aspect("security.read-only-root", "只读根文件系统", "read-only root file system"),
		aspect("security.privileged", "特权与能力", "privileges and capabilities"),
		aspect("volumes", "存储卷", "volumes"),
		aspect("env", "环境变量", "environment variables"),
		aspect("secrets", "密钥", "secrets"),
		aspect("secrets.fixed", "写死的密钥", "secrets fixed in files"),
		aspect("network", "网络策略", "network policy"),
		aspect("build.version", "语言版本", "version of the language"),
		aspect("build.context", "构建目录", "build context"),
		aspect("build.base", "基础镜像", "base images"),
		aspect("build.command", "构建命令", "build command"),
		aspect("build.start", "启动命令", "start command"),
		aspect("build.time-zone", "时区", "time zone"),
		aspect("build.locale", "字符集", "locale"),
		aspect("build.fonts", "中文字体", "fonts for Chinese"),
		aspect("build.packages", "系统软件包", "system packages"),
		aspect("build.tests", "构建中的测试", "tests in the build"),
		aspect("environments", "环境清单", "environments"),
		aspect("registry", "镜像地址", "image registry"),
		aspect("mirrors", "依赖源", "package mirrors"),
		aspect("platforms", "镜像的 CPU 架构", "platforms of images"),
		aspect("pipeline", "流水线", "pipeline"),
	}
}

// uses are what later parts of the engagement make of answers.
func uses() []Drive {
	return []Drive{
		use("assess.risk", "风险评级", "risk rating"),
		use("assess.strategy", "迁移策略", "migration strategy"),
		use("assess.effort", "改造工作量", "effort of the changes"),
		use("plan.waves", "迁移波次", "migration waves"),
		use("plan.sample", "示例应用的选择", "choice of the sample application"),
		use("plan.capacity", "容量规划", "capacity plan"),
		use("plan.cost", "费用估算", "cost estimate"),
		use("plan.calendar", "项目日历", "project calendar"),
		use("cluster.network", "集群网络规划", "cluster network plan"),
		use("cluster.ingress", "流量入口", "cluster entry"),
		use("cluster.storage", "集群存储", "cluster storage"),
		use("cluster.secrets", "密钥托管方式", "keeping of secrets"),
		use("cluster.quota", "命名空间与配额", "namespaces and quotas"),
		use("cluster.addons", "集群组件清单", "cluster add-ons"),
		use("image.policy", "镜像规范", "image policy"),
		use("image.packages", "镜像构建的软件来源", "sources of software for images"),
		use("pipeline.triggers", "流水线触发规则", "pipeline triggers"),
		use("pipeline.gates", "质量门禁", "quality gates"),
		use("pipeline.approval", "上线审批", "release approval"),
		use("pipeline.notify", "流水线通知", "pipeline notices"),
		use("pipeline.release", "发布与回退步骤", "release and rollback steps"),
		use("pipeline.database", "库表变更步骤", "database changes"),
		use("blueprint.landing-zone", "云上架构设计", "cloud architecture"),
		use("blueprint.governance", "微服务治理方案", "microservice governance design"),
		use("blueprint.observability", "可观测性方案", "observability design"),
		use("blueprint.cutover", "割接方案", "cutover plan"),
		use("report.survey", "项目调研报告", "survey report"),
		use("report.architecture", "架构设计文档", "architecture document"),
		use("report.acceptance", "验收标准", "acceptance criteria"),
		use("report.handover", "运维交接", "handover to operations"),
	}
}
