package image

import (
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// rule is a readiness rule about images. Title may have verbs for what was found; both languages take the
// same arguments.
type rule struct {
	id        string
	dimension assess.Dimension
	severity  assess.Severity
	action    assess.Action
	by        assess.Party
	effort    assess.Hours
	title     i18n.Text
	rationale i18n.Text
	remedy    i18n.Text
}

// Ids of the findings about images.
const (
	ruleRoot          = "image-root-user"
	ruleSecretEnv     = "image-secret-in-env"
	ruleSecretHistory = "image-secret-in-history"
	ruleSecretFile    = "image-secret-file"
	ruleOldBase       = "image-old-base"
	ruleEndedOS       = "image-eol-os"
	ruleEndedRuntime  = "image-eol-runtime"
	ruleOldJDK        = "image-old-jdk-cgroups"
	ruleWaste         = "image-waste"
	ruleCache         = "image-package-cache"
	ruleTools         = "image-build-tools"
	ruleLarge         = "image-large"
	ruleShell         = "image-shell-entrypoint"
	ruleScript        = "image-script-without-exec"
	ruleKeepAlive     = "image-keep-alive"
	ruleMany          = "image-several-processes"
	ruleArchitecture  = "image-single-architecture"
	ruleOtherArch     = "image-architecture"
	ruleWindows       = "image-windows"
	ruleMissing       = "image-missing-library"
	ruleLatest        = "image-mutable-tag"
	ruleBacking       = "image-backing-service"
	ruleForeign       = "image-foreign-layers"
	ruleUnlisted      = "image-packages-unlisted"
)

// allRules returns the rules about images.
func allRules() []rule {
	return append(append(securityRules(), processRules()...), buildRules()...)
}

func securityRules() []rule {
	return []rule{
		{ruleRoot, assess.DimSecurity, assess.Medium, assess.Configure, assess.Developers, assess.Hours{1, 4},
			i18n.Text{ZH: "镜像以 root 用户运行", EN: "the image runs as root"},
			i18n.Text{ZH: "容器内的 root 一旦逃逸就是节点的 root；ACK 的 Pod 安全策略（restricted）会拒绝这样的容器。",
				EN: "Root in a container that is broken out of is root of the node, and the restricted Pod security standard refuses such containers."},
			i18n.Text{ZH: "新建普通用户并在 Dockerfile 末尾写 USER 10001；把要写的目录 chown 给它；监听 1024 以上的端口。",
				EN: "Create a plain user and end the Dockerfile with USER 10001; give it the directories that it writes to; listen above port 1024."}},
		{ruleSecretEnv, assess.DimSecurity, assess.High, assess.Configure, assess.Operations, assess.Hours{2, 6},
			i18n.Text{ZH: "镜像的环境变量里有明文密钥：%[1]s", EN: "the image's environment holds secrets in plain text: %[1]s"},
			i18n.Text{ZH: "任何能拉取镜像的人用 docker inspect 就能看到；删除变量不会使旧镜像失效。",
				EN: "Whoever can pull the image reads them with docker inspect, and older images keep them after they are removed."},
			i18n.Text{ZH: "先作废并更换这些密钥，再从 Dockerfile 删除；运行时由 Secret（KMS 或 ack-secret-manager 同步）注入。",
				EN: "Revoke and replace them first, then remove them from the Dockerfile; at run time they come from a Secret, synchronised from KMS with ack-secret-manager."}},
		{ruleSecretHistory, assess.DimSecurity, assess.High, assess.Configure, assess.Developers, assess.Hours{2, 6},
			i18n.Text{ZH: "镜像的构建历史里有明文密钥：%[1]s", EN: "the image's history holds secrets in plain text: %[1]s"},
			i18n.Text{ZH: "构建参数（ARG）会写进镜像历史，docker history 就能看到。", EN: "Build arguments are written into the history, where docker history shows them."},
			i18n.Text{ZH: "作废并更换；构建时改用 RUN --mount=type=secret。", EN: "Revoke and replace them; have the build take them from RUN --mount=type=secret."}},
		{ruleSecretFile, assess.DimSecurity, assess.High, assess.Configure, assess.Developers, assess.Hours{2, 6},
			i18n.Text{ZH: "镜像里有含密钥的文件：%[1]s", EN: "the image holds files with secrets: %[1]s"},
			i18n.Text{ZH: "能拉取镜像就能取出文件；后面的层删除它也没用，前面的层里还在。",
				EN: "Whoever can pull the image has the files; deleting them in a later layer does not help, the earlier one keeps them."},
			i18n.Text{ZH: "作废并更换密钥；用 .dockerignore 排除文件；构建时用 RUN --mount=type=secret，运行时挂载 Secret。",
				EN: "Revoke and replace the secrets; keep the files out with .dockerignore; use RUN --mount=type=secret while building and mount a Secret at run time."}},
		{ruleEndedOS, assess.DimSecurity, assess.High, assess.Configure, assess.Developers, assess.Hours{4, 16},
			i18n.Text{ZH: "镜像里的 %[1]s 已于 %[2]s 停止免费维护", EN: "free support of %[1]s in the image ended on %[2]s"},
			i18n.Text{ZH: "新漏洞不再有补丁，镜像扫描（ACR、云安全中心）会持续告警。", EN: "New holes are no longer fixed, and image scanners (ACR, Security Center) keep reporting them."},
			i18n.Text{ZH: "换到仍受支持的基础镜像（如 Alibaba Cloud Linux 3、Debian 12），重新构建并做一轮回归测试。来源：%[3]s",
				EN: "Move to a base that is supported, such as Alibaba Cloud Linux 3 or Debian 12, build again and test. Source: %[3]s"}},
		{ruleEndedRuntime, assess.DimSecurity, assess.Medium, assess.Change, assess.Developers, assess.Hours{8, 40},
			i18n.Text{ZH: "镜像里的 %[1]s 已于 %[2]s 停止维护", EN: "support of %[1]s in the image ended on %[2]s"},
			i18n.Text{ZH: "语言运行时不再有安全补丁，新的依赖库也会逐步放弃它。", EN: "The runtime gets no more security fixes, and libraries give it up one after the other."},
			i18n.Text{ZH: "升级到受支持的版本并回归测试；与容器化分开排期，先原样上云也可以。来源：%[3]s",
				EN: "Move to a supported version and test; plan it apart from the move into containers, which can go first. Source: %[3]s"}},
	}
}

func processRules() []rule {
	return []rule{
		{ruleShell, assess.DimProcess, assess.Low, assess.Configure, assess.Developers, assess.Hours{0.5, 2},
			i18n.Text{ZH: "启动命令经 sh -c 运行，SIGTERM 可能到不了应用", EN: "the start command goes through sh -c, and SIGTERM may not reach the program"},
			i18n.Text{ZH: "Kubernetes 停止 Pod 时只给 1 号进程发 SIGTERM；shell 不转发，应用等到超时后被 SIGKILL 强杀，请求中断。sh -c 是否让应用顶替自己取决于 shell：Debian 10、Ubuntu 20.04 及更早的 dash 不会。",
				EN: "Kubernetes sends SIGTERM to process 1 only. A shell does not pass it on, so that the program is killed after the grace period and requests are cut off. Whether sh -c gives way to the program depends on the shell: dash of Debian 10, Ubuntu 20.04 and before does not."},
			i18n.Text{ZH: `改用数组形式：ENTRYPOINT ["java","-jar","/app/app.jar"]；需要变量展开时写 sh -c "exec java $JAVA_OPTS …"。`,
				EN: `Use the array form, ENTRYPOINT ["java","-jar","/app/app.jar"]; where variables must be expanded, sh -c "exec java $JAVA_OPTS ...".`}},
		{ruleScript, assess.DimProcess, assess.Medium, assess.Change, assess.Developers, assess.Hours{0.5, 2},
			i18n.Text{ZH: "启动脚本 %[1]s 最后没有用 exec 启动应用", EN: "the start script %[1]s does not end with exec"},
			i18n.Text{ZH: "脚本的 shell 占着 1 号进程且不转发 SIGTERM，应用收不到停止信号，滚动发布时请求中断。",
				EN: "The shell stays process 1 and does not pass SIGTERM on, so that the program never hears that it must stop, and a rolling update cuts requests off."},
			i18n.Text{ZH: "在启动应用的那一行前加 exec，例如 exec java $JAVA_OPTS -jar app.jar。", EN: "Put exec in front of the line that starts the program, as in exec java $JAVA_OPTS -jar app.jar."}},
		{ruleKeepAlive, assess.DimProcess, assess.High, assess.Change, assess.Developers, assess.Hours{2, 8},
			i18n.Text{ZH: "应用在后台运行，容器靠 tail 或 sleep 维持", EN: "the program runs in the background, and tail or sleep keeps the container alive"},
			i18n.Text{ZH: "应用崩溃后容器仍显示运行中，Kubernetes 不会重启它；停止信号也到不了应用。",
				EN: "When the program crashes the container still runs, so that Kubernetes does not restart it; nor does the signal to stop reach it."},
			i18n.Text{ZH: "让应用在前台运行并用 exec 启动；日志改为输出到标准输出，由 SLS 采集。", EN: "Run the program in the foreground and start it with exec; have it log to standard output, which SLS collects."}},
		{ruleMany, assess.DimProcess, assess.Medium, assess.Decide, assess.Developers, assess.Hours{8, 40},
			i18n.Text{ZH: "镜像用 %[1]s 在一个容器里运行多个进程", EN: "the image runs several processes in one container with %[1]s"},
			i18n.Text{ZH: "其中一个进程挂掉时 Kubernetes 看不到；各进程不能分别扩缩容，日志也混在一起。",
				EN: "Kubernetes does not see when one of them fails; they cannot be scaled apart, and their logs are mixed."},
			i18n.Text{ZH: "拆成每个进程一个容器（同 Pod 的 sidecar 或各自的 Deployment）；暂不拆分的，存活探针要能反映主进程。",
				EN: "Make a container of each, as sidecars in one Pod or as Deployments of their own; until then the liveness probe must speak for the main one."}},
		{ruleOldJDK, assess.DimResources, assess.Medium, assess.Configure, assess.Developers, assess.Hours{2, 8},
			i18n.Text{ZH: "镜像里的 JDK %[1]s %[2]s", EN: "JDK %[1]s in the image %[3]s"},
			i18n.Text{ZH: "JVM 会按整个节点的内存和 CPU 决定堆和线程数，超过容器限额后被 OOM 杀死。",
				EN: "The JVM sizes its heap and threads by the whole node, exceeds the container's limit and is killed for it."},
			i18n.Text{ZH: "升级到同一大版本的最新补丁（8u372 以上、11.0.16 以上，或 17 以上，如 Alibaba Dragonwell）；升级前用 -Xmx 和 -XX:ActiveProcessorCount 写死。",
				EN: "Move to the newest release of the same major version (8u372, 11.0.16 or 17 and later, such as Alibaba Dragonwell); until then set -Xmx and -XX:ActiveProcessorCount."}},
		{ruleMissing, assess.DimNative, assess.High, assess.Configure, assess.Developers, assess.Hours{1, 8},
			i18n.Text{ZH: "程序 %[1]s 需要的库镜像里没有：%[2]s", EN: "%[1]s needs libraries that the image does not have: %[2]s"},
			i18n.Text{ZH: "动态链接的程序缺库就启动不了；常见于 glibc 编译的程序放进 Alpine（musl）。", EN: "A program without its libraries does not start. It is common where a program built for glibc is put into Alpine, which has musl."},
			i18n.Text{ZH: "安装缺少的系统包，或换成与编译环境相同的基础镜像；Go 程序可用 CGO_ENABLED=0 静态编译。",
				EN: "Install the missing packages, or use the base that the program was built on; build a Go program with CGO_ENABLED=0."}},
	}
}
