package image

import (
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func buildRules() []rule {
	return append(weightRules(), []rule{
		{ruleOldBase, assess.DimBuild, assess.Medium, assess.Configure, assess.Developers, assess.Hours{2, 8},
			i18n.Text{ZH: "基础镜像 %[1]s 已有 %[2]d 天没有更新", EN: "the base image %[1]s is %[2]d days old"},
			i18n.Text{ZH: "基础镜像里的系统补丁停在那一天，之后公布的漏洞都还在。", EN: "Fixes of the system stop at that day, and every hole that was published since is open."},
			i18n.Text{ZH: "重新构建（docker build --pull），并在流水线里定期（如每月）重建。", EN: "Build again with docker build --pull, and have the pipeline do so regularly, such as each month."}},
		{ruleArchitecture, assess.DimBuild, assess.Low, assess.Know, assess.Developers, assess.Hours{},
			i18n.Text{ZH: "镜像只有 %[1]s 一种架构", EN: "the image is there for %[1]s alone"},
			i18n.Text{ZH: "只能调度到同架构的节点；倚天（ARM）实例性价比更高，但需要 arm64 镜像。",
				EN: "It runs on nodes of that architecture only; Yitian (Arm) instances cost less for the same work and need an image for arm64."},
			i18n.Text{ZH: "需要时用 docker buildx build --platform linux/amd64,linux/arm64 构建多架构镜像。", EN: "Where it pays, build with docker buildx build --platform linux/amd64,linux/arm64."}},
		{ruleOtherArch, assess.DimBuild, assess.High, assess.Decide, assess.Developers, assess.Hours{2, 16},
			i18n.Text{ZH: "镜像的架构是 %[1]s，不是常见节点的 amd64", EN: "the image is for %[1]s, not for amd64 as most nodes are"},
			i18n.Text{ZH: "在 x86 节点上启动时报 exec format error。", EN: "On x86 nodes it ends with exec format error."},
			i18n.Text{ZH: "确认目标节点池的架构；用 docker buildx 构建 linux/amd64 的镜像，或准备 ARM 节点池。", EN: "Find out what the node pool is; build for linux/amd64 with docker buildx, or provide Arm nodes."}},
		{ruleWindows, assess.DimBuild, assess.High, assess.Decide, assess.Developers, assess.Hours{8, 80},
			i18n.Text{ZH: "这是 Windows 镜像", EN: "this is an image for Windows"},
			i18n.Text{ZH: "只能运行在 ACK 的 Windows 节点池，版本必须与节点一致，很多组件（Terway 部分功能、日志采集）不支持。",
				EN: "It runs in Windows node pools of ACK only, of a matching version, and much of what runs beside applications does not."},
			i18n.Text{ZH: "优先迁移到 .NET 8 以上的 Linux 镜像；确实不能的再规划 Windows 节点池。", EN: "Move to .NET 8 or later on Linux first; plan a Windows node pool for what cannot."}},
		{ruleLatest, assess.DimBuild, assess.Low, assess.Configure, assess.Operations, assess.Hours{0.5, 1},
			i18n.Text{ZH: "镜像用的是会变的标签 %[1]s", EN: "the image goes by the tag %[1]s, which moves"},
			i18n.Text{ZH: "同一个标签在不同时间是不同的镜像，无法确认在跑的是哪一个，也无法回滚。", EN: "The same tag is another image tomorrow: nobody can tell which one runs, nor go back to the one before."},
			i18n.Text{ZH: "每次构建用唯一的标签（版本号或提交号），部署时带上摘要。", EN: "Give every build a tag of its own, such as the version or the commit, and deploy by digest."}},
		{ruleBacking, assess.DimState, assess.Medium, assess.Decide, assess.Operations, assess.Hours{2, 16},
			i18n.Text{ZH: "这是后端服务 %[1]s 的镜像，不是应用", EN: "this is an image of the backing service %[1]s, not of an application"},
			i18n.Text{ZH: "有状态的中间件自建在集群里要自己负责备份、高可用和升级。", EN: "Who runs stateful middleware in the cluster answers for its backups, availability and upgrades."},
			i18n.Text{ZH: "优先用云产品（RDS、云数据库 Tair、消息队列、MSE 等）；确要自建的用 StatefulSet 和云盘。", EN: "Prefer the cloud's services (RDS, Tair, message queues, MSE); else a StatefulSet with cloud disks."}},
		{ruleForeign, assess.DimSource, assess.Medium, assess.Know, assess.Consultant, assess.Hours{},
			i18n.Text{ZH: "镜像有 %[1]d 层不在仓库里，没有读取", EN: "%[1]d layers of the image are kept elsewhere and were not read"},
			i18n.Text{ZH: "这些层（多为 Windows 基础层）由第三方地址提供，为安全起见不去下载。", EN: "Such layers, mostly of Windows, come from other addresses, which are not asked."},
			i18n.Text{ZH: "用 docker save 导出后再评估。", EN: "Save the image with docker save and assess the file."}},
		{ruleUnlisted, assess.DimSource, assess.Low, assess.Know, assess.Consultant, assess.Hours{},
			i18n.Text{ZH: "镜像里有 RPM 数据库，包清单没有读取", EN: "the image has an RPM database, whose packages are not listed"},
			i18n.Text{ZH: "因此关于系统包的结论不完整。", EN: "What is said about system packages is incomplete for that."},
			i18n.Text{ZH: "需要清单时在容器里执行 rpm -qa，或用 ACR 的镜像扫描。", EN: "Where the list is needed, run rpm -qa in a container, or scan the image in ACR."}},
	}...)
}

func weightRules() []rule {
	return []rule{
		{ruleWaste, assess.DimBuild, assess.Low, assess.Configure, assess.Developers, assess.Hours{1, 4},
			i18n.Text{ZH: "镜像里有 %[1]s 被后面的层删除或覆盖，仍要传输和存储", EN: "%[1]s of the image are deleted or replaced by later layers, and are stored and transferred all the same"},
			i18n.Text{ZH: "删除只是遮住：每个节点拉取时都要下载，扩容变慢。", EN: "Deleting only hides: every node downloads it, which slows scaling down."},
			i18n.Text{ZH: "在同一条 RUN 里安装并清理；改权限用 COPY --chown；用多阶段构建只复制产物。", EN: "Install and clean up in one RUN; set owners with COPY --chown; copy only what was built out of a stage of its own."}},
		{ruleCache, assess.DimBuild, assess.Low, assess.Configure, assess.Developers, assess.Hours{0.5, 2},
			i18n.Text{ZH: "镜像里留有 %[1]s 的包管理器缓存", EN: "the image keeps %[1]s of package managers' caches"},
			i18n.Text{ZH: "缓存运行时用不到，只会拖慢拉取。", EN: "Nothing that runs needs them, and they slow pulling down."},
			i18n.Text{ZH: "同一条 RUN 里清理（rm -rf /var/lib/apt/lists/*、pip --no-cache-dir、npm cache clean），或用 RUN --mount=type=cache。", EN: "Clean up in the same RUN (rm -rf /var/lib/apt/lists/*, pip --no-cache-dir, npm cache clean), or use RUN --mount=type=cache."}},
		{ruleTools, assess.DimBuild, assess.Low, assess.Configure, assess.Developers, assess.Hours{2, 8},
			i18n.Text{ZH: "镜像里有编译工具：%[1]s", EN: "the image holds build tools: %[1]s"},
			i18n.Text{ZH: "运行时用不到，增大镜像和攻击面。", EN: "Nothing that runs needs them; they make the image larger and easier to attack."},
			i18n.Text{ZH: "改为多阶段构建，最终镜像用 JRE、slim 或 distroless，只复制产物。", EN: "Build in stages: the last one starts from a JRE, slim or distroless image and copies only what was built."}},
		{ruleLarge, assess.DimBuild, assess.Low, assess.Configure, assess.Developers, assess.Hours{2, 8},
			i18n.Text{ZH: "镜像解压后有 %[1]s", EN: "the image unpacks to %[1]s"},
			i18n.Text{ZH: "新节点拉取要几分钟，弹性扩容跟不上流量。", EN: "A new node pulls it for minutes, and scaling out does not keep up with the traffic."},
			i18n.Text{ZH: "换更小的基础镜像并用多阶段构建；模型和数据放到 OSS 或 NAS；大镜像可用 ACR 按需加载。", EN: "Take a smaller base and build in stages; keep models and data in OSS or NAS; ACR can load large images on demand."}},
	}
}
