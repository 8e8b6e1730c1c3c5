package interview

import (
	"regexp"
	"slices"
	"strconv"

	"github.com/gantry-ack/gantry/internal/i18n"
)

func imageRules() []rule {
	offline := side{id: "net.egress", column: "build", is: []string{"isolated"}}
	return []rule{
		{
			id: "offline-base-images", reads: []string{"sec.image", "net.egress"},
			pair:   both(side{id: "sec.image", column: "bases", is: []string{"public"}}, offline, "基础镜像来自“%s”，构建环境却“%s”：拉不到基础镜像", "base images come from %q, yet the build is %q: they cannot be pulled"),
			advice: i18n.Text{ZH: "把基础镜像复制到自己的 ACR，并在 net.proxy 写明镜像前缀。", EN: "Copy the base images to your own ACR and give its prefix in net.proxy."},
		},
		{
			id: "offline-mirrors", reads: []string{"net.mirrors", "net.egress"},
			pair:   both(side{id: "net.mirrors", is: []string{"china", "none"}}, offline, "依赖源为“%s”，构建环境却“%s”：依赖下载不了", "package sources: %q, yet the build is %q: nothing can be downloaded"),
			advice: i18n.Text{ZH: "在内网准备 Maven、npm 等依赖源并写入 net.proxy，net.mirrors 改为只用自己的源。", EN: "Provide package sources inside, name them in net.proxy, and let net.mirrors say your own only."},
		},
		{
			id: "offline-constraint", reads: []string{"net.egress", "biz.constraints"},
			pair: both(side{id: "net.egress", test: func(f fact) bool { return f.column("build") == "direct" || f.column("run") == "direct" }}, side{id: "biz.constraints", is: []string{"no-internet"}},
				"网络访问为“%s”，限制里却写着“%s”", "access to the internet: %q, yet the constraints say %q"),
			advice: i18n.Text{ZH: "问清限制针对构建、运行还是两者，改正其中一个答案。", EN: "Find out whether the constraint is about builds, runtime or both, and correct one of the answers."},
		},
		{
			id: "native-architecture", reads: []string{"app.native", "tgt.arch"}, check: nativeArchitecture,
			advice: i18n.Text{ZH: "向供应方要目标架构的版本，或为它保留匹配的节点池。", EN: "Ask the supplier for the architecture, or keep a node pool that fits it."},
		},
		{
			id: "native-base", reads: []string{"app.native", "sec.image", "cur.os"}, check: nativeBase,
			advice: i18n.Text{ZH: "为它选用 C 库相同的基础镜像，或在目标基础镜像里重新编译。", EN: "Choose a base image with the same C library for it, or rebuild it on the base image."},
		},
		{
			id: "domestic-base", reads: []string{"sec.image", "sec.localization"},
			pair: both(side{id: "sec.image", column: "family", is: []string{"debian", "alpine", "rhel", "distroless"}}, side{id: "sec.localization", is: []string{"os"}},
				"基础镜像限定为“%s”，信创要求却包括“%s”", "base images are %q, yet the localization demands %q"),
			advice: i18n.Text{ZH: "确认要求是否包括容器里的系统；包括的，基础镜像改用 openEuler、麒麟、统信或龙蜥。", EN: "Find out whether it covers the system inside containers; if so, use openEuler, Kylin, UOS or Anolis as the base."},
		},
		{
			id: "java-cgroup", reads: []string{"app.stack", "tgt.runtime"}, check: javaCgroup,
			advice: i18n.Text{
				ZH: "镜像里换成 8u372、11.0.16 或更新的 JDK；换不了的，用 -Xmx 写明堆大小并留余量。",
				EN: "Put JDK 8u372, 11.0.16 or later into the image; where that cannot be, set the heap with -Xmx and leave room.",
			},
		},
	}
}

// nativeArchitecture: a library that cannot be rebuilt lacks an architecture for
// which images are built.
func nativeArchitecture(v *view) (finding, bool) {
	native, ok := v.one("app.native")
	if !ok {
		return finding{}, false
	}
	lacks := map[string]string{"amd64": "arm64", "arm64": "amd64"}
	for _, nodes := range v.all("tgt.arch") {
		for _, r := range native.value.Rows {
			if missing := lacks[r.Get("arch")]; missing != "" && nodes.value.Has(missing) && !isYes(r, "source") {
				return tell([]fact{native, nodes}, "%s 只有 %s 版本，节点架构却包括 %s", "%s exists for %s only, yet the nodes include %s", plain("%s", r.Get("name")), plain("%s", r.Get("arch")), nodes.show(""))
			}
		}
	}
	return finding{}, false
}

// nativeBase: programs linked with glibc do not run on musl, and the other way
// round; what was built on CentOS 6 or 7 is linked with glibc and with libraries
// that images without a package manager cannot be given.
func nativeBase(v *view) (finding, bool) {
	native, ok := v.one("app.native")
	image, known := v.one("sec.image")
	family := image.column("family")
	if !ok || !known || family == "" || family == "any" {
		return finding{}, false
	}
	os, _ := v.one("cur.os")
	old := slices.Contains([]string{"centos-6", "centos-7"}, os.value.Text)
	for _, r := range native.value.Rows {
		libc, facts := r.Get("libc"), []fact{native, image}
		if libc == "" && old {
			libc, facts = "glibc-old", append(facts, os)
		}
		unfit := libc == "glibc" && family == "alpine" || libc == "musl" && family != "alpine" ||
			libc == "glibc-old" && (family == "alpine" || family == "distroless")
		if unfit && !isYes(r, "source") {
			column, _ := native.question.Column("libc")
			return tell(facts, "%s 依赖“%s”，基础镜像却限定为“%s”：装进去也运行不了", "%s needs %q, yet base images are %q: it does not run there", plain("%s", r.Get("name")),
				i18n.Text{ZH: column.Show(libc, i18n.ZH), EN: column.Show(libc, i18n.EN)}, image.show("family"))
		}
	}
	return finding{}, false
}

func javaCgroup(v *view) (finding, bool) {
	stack, ok := v.one("app.stack")
	if !ok || !slices.Contains([]string{"", "java"}, stack.column("language")) {
		return finding{}, false
	}
	version := stack.column("full-version")
	if version == "" {
		version = stack.column("version")
	}
	if !ignoresCgroup2(version, stack.column("language") == "java") {
		return finding{}, false
	}
	nodes, ok := first(v.orDefault("tgt.runtime"), func(f fact) bool { return f.column("cgroup") == "v2" })
	if !ok {
		return finding{}, false
	}
	return tell([]fact{stack, nodes}, "JDK 为 %s，节点为 cgroup %s：JVM 看不到容器的内存上限，会按整台节点的内存设置堆", "the JDK is %s, the nodes have cgroup %s: the JVM does not see the container's memory and sizes its heap by the node's", plain("%s", version), nodes.show("cgroup"))
}

var javaRE = regexp.MustCompile(`^(?i)(?:jdk|java|openjdk)?[ -]?(?:1\.)?(\d{1,2})(?:u(\d{1,3})|\.0[._](\d{1,3}))?(?:[^0-9.].*|\..*)?$`)

// ignoresCgroup2 tells whether a JDK surely does not know cgroup v2. Support came
// with 15 and was brought to 11.0.16 and 8u372 (OpenJDK JDK-8230305). A version
// that does not name its update is not surely old.
func ignoresCgroup2(version string, java bool) bool {
	m := javaRE.FindStringSubmatch(version)
	if m == nil {
		return false
	}
	feature, _ := strconv.Atoi(m[1])
	update, err := strconv.Atoi(m[2] + m[3])
	switch {
	case !java && m[2] == "":
		return false // it may be another language: 8u202 is Java, 10.0.2 may be Node
	case feature == 8:
		return err == nil && update < 372
	case feature == 11:
		return err == nil && update < 16
	}
	return feature >= 5 && feature < 15
}
