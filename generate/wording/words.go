package wording

import (
	"maps"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/dockerfile"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// word is how one aspect is told.
type word struct {
	name           i18n.Text
	perEnvironment bool
	values         map[string]i18n.Text   // of values that are codes
	say            func(string) i18n.Text // of the others; nil where they read as they are
}

func text(zh, en string) i18n.Text { return i18n.Text{ZH: zh, EN: en} }

// words are all aspects with a fixed name.
func words() map[string]word {
	all := map[string]word{}
	for _, some := range []map[string]word{runningWords(), safetyWords(), buildWords(), environmentWords(), applicationWords()} {
		maps.Copy(all, some)
	}
	return all
}

func none(zh, en string) map[string]i18n.Text { return map[string]i18n.Text{"none": text(zh, en)} }

func runningWords() map[string]word {
	return map[string]word{
		generate.AspectKind: {name: text("运行方式", "way of running"), values: map[string]i18n.Text{
			string(generate.Deployment): text("常驻服务", "service"), string(generate.StatefulSet): text("有状态服务", "stateful service"),
			string(generate.CronJob): text("定时任务", "scheduled job"), string(generate.Job): text("一次性任务", "one-off job")}},
		generate.AspectSchedule: {name: text("执行计划", "schedule")},
		generate.AspectPorts:    {name: text("端口", "ports"), values: none("不监听端口", "none"), say: list},
		generate.AspectExposure: {name: text("访问范围", "reach"), values: map[string]i18n.Text{
			"exposed": text("可从集群外访问", "reached from outside the cluster"), "internal": text("只在集群内访问", "inside the cluster only")}},
		generate.AspectSession: {name: text("会话", "sessions"), values: map[string]i18n.Text{
			"free": text("不要求回到同一实例", "any instance may answer"), "sticky": text("同一会话回到同一实例", "one session stays at one instance")}},
		generate.AspectRoutes: {name: text("路径转发", "routes"), values: none("不转发", "none"), say: list},
		generate.AspectRollout: {name: text("发布方式", "rollout"), values: map[string]i18n.Text{
			"rolling": text("先起新实例再停旧实例", "new instances first, then the old ones stop"), "recreate": text("先停旧实例再起新实例", "the old instance stops before the new one starts"),
			"ordered": text("按编号逐个替换", "one after the other, by number"), "next run": text("下一次执行起用新版本", "from the next run on")}},
		generate.AspectGrace:          {name: text("停止宽限时间", "time to stop"), say: duration},
		generate.AspectProbeStartup:   {name: text("启动探针", "startup probe"), values: none("没有", "none"), say: probe},
		generate.AspectProbeReadiness: {name: text("就绪探针", "readiness probe"), values: none("没有", "none"), say: probe},
		generate.AspectProbeLiveness:  {name: text("存活探针", "liveness probe"), values: none("没有", "none"), say: probe},
		generate.AspectVolumes:        {name: text("可写目录", "writable directories"), values: none("没有", "none"), say: volumes},
		generate.AspectNetwork:        {name: text("网络策略", "network policy"), say: network},
	}
}

func safetyWords() map[string]word {
	return map[string]word{
		generate.AspectUser: {name: text("运行用户", "user"), values: map[string]i18n.Text{"0": text("root", "root")}, say: func(v string) i18n.Text { return plain("UID " + v) }},
		generate.AspectReadOnlyRoot: {name: text("根文件系统", "root file system"), values: map[string]i18n.Text{
			"true": text("只读", "read-only"), "false": text("可写", "writable")}},
		generate.AspectPrivileged: {name: text("特权", "privileges"), values: map[string]i18n.Text{
			"none": text("不需要", "none"), "privileged": text("特权容器", "a privileged container")}, say: list},
		generate.AspectSecrets:      {name: text("敏感变量", "secret variables"), values: none("没有", "none"), say: list},
		generate.AspectSecretsFixed: {name: text("文件中的明文敏感配置", "plain-text secrets in files"), say: list},
	}
}

func buildWords() map[string]word {
	usual := map[string]i18n.Text{"usual": text("按技术栈的惯例", "as usual for the stack")}
	return map[string]word{
		generate.AspectBuildVersion: {name: text("语言版本", "language version")},
		generate.AspectBuildContext: {name: text("构建上下文", "build context"), values: map[string]i18n.Text{".": text("仓库根目录", "the root of the repository")}},
		generate.AspectBuildBase:    {name: text("基础镜像", "base images"), say: list},
		generate.AspectBuildCommand: {name: text("构建命令", "build command"), values: usual},
		generate.AspectStart:        {name: text("启动命令", "start command"), values: usual},
		generate.AspectTimeZone:     {name: text("时区", "time zone")},
		generate.AspectLocale:       {name: text("语言环境", "locale"), values: none("不指定", "not set")},
		generate.AspectFonts: {name: text("中文字体", "Chinese fonts"), values: map[string]i18n.Text{
			"true": text("安装", "installed"), "false": text("不安装", "not installed")}},
		generate.AspectPackages: {name: text("运行时系统包", "system packages at run time"), values: none("不需要", "none")},
		generate.AspectTests: {name: text("构建时的单元测试", "unit tests in the build"), values: map[string]i18n.Text{
			"gate": text("通过后才构建", "they must pass before the build"), "stage": text("可单独运行，不卡流水线", "run on request, holding nothing up"), "none": text("没有", "none")}},
		dockerfile.AspectDependencies: {name: text("依赖安装", "dependencies")},
		dockerfile.AspectEntrypoint:   {name: text("镜像入口", "entry point of the image")},
		dockerfile.AspectFrontEnd:     {name: text("一并构建的前端", "front end that is built along")},
		dockerfile.AspectServer:       {name: text("应用服务器", "application server")},
		dockerfile.AspectProxy: {name: text("前端对后端的请求", "calls of the front end"), values: map[string]i18n.Text{
			"ingress": text("由入口转发", "passed on by the ingress"), "mounted": text("由挂载的路由转发", "passed on by mounted routes")}},
	}
}

func environmentWords() map[string]word {
	return map[string]word{
		generate.AspectReplicas:  {name: text("副本数", "replicas"), perEnvironment: true},
		generate.AspectAutoscale: {name: text("自动伸缩", "autoscaling"), perEnvironment: true, values: none("不伸缩", "off"), say: autoscale},
		generate.AspectResources: {name: text("资源", "resources"), perEnvironment: true, say: resources},
		generate.AspectDisruption: {name: text("中断预算", "disruption budget"), perEnvironment: true, values: map[string]i18n.Text{
			"none": text("没有", "none"), "maxUnavailable 1": text("一次最多少一个实例", "one instance at a time")}},
		generate.AspectSpread: {name: text("跨可用区分散", "spread over zones"), perEnvironment: true, values: map[string]i18n.Text{
			"none": text("不要求", "not asked for"), "zones": text("尽量分散", "as far as possible")}},
		generate.AspectHosts: {name: text("域名", "host names"), perEnvironment: true, values: none("没有", "none"), say: list},
	}
}

func applicationWords() map[string]word {
	return map[string]word{
		generate.AspectEnvironments: {name: text("环境", "environments"), say: list},
		generate.AspectRegistry:     {name: text("镜像仓库", "registry")},
		generate.AspectMirrors: {name: text("依赖下载源", "package sources"), values: map[string]i18n.Text{
			"china": text("国内公共镜像源", "public mirrors in China"), "custom": text("客户自己的源", "the customer's own"), "none": text("官方源", "the official ones")}},
		generate.AspectPlatforms: {name: text("镜像架构", "platforms of the images"), say: list},
		generate.AspectPipeline:  {name: text("代码仓库与分支", "repository and branch")},
	}
}
