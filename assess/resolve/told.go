package resolve

import (
	"slices"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Ids of the findings that facts of a component make.
const (
	FindingMissingFile  = "source.missing-file"
	FindingDevAtRuntime = "build.dev-at-runtime"
	FindingNoLock       = "build.no-lock-file"
	FindingStartStep    = "start.before"
	FindingBuildAddress = "build.address"
	FindingLogin        = "build.login"
)

// toldFindings says what a person must settle of the components that are deployed:
// what the source lacks, and what today's start does beside starting.
func toldFindings(cs []assess.Component) []assess.Finding {
	var out []assess.Finding
	for _, c := range cs {
		if !c.Deployable {
			continue
		}
		for _, f := range c.Facts {
			if made, ok := told(c, f); ok {
				made.Component, made.Evidence = c.Name, f.Evidence
				out = append(out, made)
			}
		}
		if f, ok := unlocked(c); ok {
			out = append(out, f)
		}
	}
	return out
}

// told makes the finding of one fact.
func told(c assess.Component, f fact.Fact) (assess.Finding, bool) {
	switch f.Key {
	case fact.BuildMissingFile:
		return missingFile(c, f), true
	case fact.BuildDevAtRuntime:
		return assess.Finding{
			ID: FindingDevAtRuntime, Dimension: assess.DimBuild, Severity: assess.Medium,
			Title: i18n.Textf("%[1]s 启动时加载 %[2]s，但它只声明为开发依赖", "%[1]s loads %[2]s when it starts, but declares it for development only", c.Name, f.Value),
			Remedy: i18n.Text{ZH: "把它移到 dependencies；在此之前镜像保留全部开发依赖。",
				EN: "Move it to dependencies; until then the image keeps all development dependencies."},
		}, true
	case fact.StartBefore:
		return startStep(c, f)
	case fact.BuildLogin:
		return assess.Finding{
			ID: FindingLogin, Dimension: assess.DimBuild, Severity: assess.High,
			Title: i18n.Textf("%[1]s 的 %[2]s 里有依赖源的登录凭据", "%[2]s of %[1]s holds a login to the registry of packages", c.Name, f.Value),
			Remedy: i18n.Text{ZH: "作废并更换该凭据，从仓库中删除；构建时由 --secret id=npmrc 提供，不进镜像层。",
				EN: "Revoke and replace it and remove it from the repository; the build takes it from --secret id=npmrc, and no layer holds it."},
		}, f.Confidence == fact.High
	case fact.BuildAddress:
		name, address := fact.Property(f.Value)
		return assess.Finding{
			ID: FindingBuildAddress, Dimension: assess.DimBuild, Severity: assess.Medium,
			Title: i18n.Textf("%[1]s 构建时把 %[2]s=%[3]s 写进页面，每个环境都会访问这个地址", "the build of %[1]s puts %[2]s=%[3]s into its pages, so that every environment calls this address", c.Name, name, address),
			Remedy: i18n.Text{ZH: "确认地址；后端与页面同域时改为相对路径（如 /api），由入口或 nginx 转发，同一镜像才能用于各环境。",
				EN: "Confirm the address; where the backend is on the same host, make it a relative path such as /api that the ingress or nginx passes on, so that one image suits all environments."},
		}, true
	}
	return assess.Finding{}, false
}

func missingFile(c assess.Component, f fact.Fact) assess.Finding {
	out := assess.Finding{
		ID: FindingMissingFile, Dimension: assess.DimSource, Severity: assess.High,
		Title: i18n.Textf("%[1]s 加载 %[2]s，源码里没有这个文件，启动会失败", "%[1]s loads %[2]s, which the source does not hold, so it will not start", c.Name, f.Value),
		Remedy: i18n.Text{ZH: "提供该文件（常见原因是它被 .gitignore 排除）：放进仓库，或作为 ConfigMap/Secret 挂载到该路径。",
			EN: "Supply the file, which .gitignore often keeps out: commit it, or mount it at that path from a ConfigMap or Secret."},
	}
	if n := len(f.Evidence); n > 1 {
		out.Remedy = i18n.Textf("按样例 %[1]s 准备内容，作为 ConfigMap 挂载到该路径；含密码时用 Secret。", "Write it after the sample %[1]s and mount it at that path from a ConfigMap, or from a Secret when it holds passwords.", f.Evidence[n-1].Path)
	}
	return out
}

// startStep tells of a step that the image takes no more when it starts. Files are
// gathered and compiled when the image is built instead.
func startStep(c assess.Component, f fact.Fact) (assess.Finding, bool) {
	args := fact.Args(f.Value)
	if fact.BuildStep(args) {
		return assess.Finding{}, false
	}
	command := strings.Join(args, " ")
	out := assess.Finding{
		ID: FindingStartStep, Dimension: assess.DimProcess, Severity: assess.Medium,
		Title: i18n.Textf("%[1]s 现在的启动脚本还先执行 %[2]s，镜像启动时不再执行", "today's start of %[1]s first runs %[2]s, which the image does not when it starts", c.Name, command),
		Remedy: i18n.Text{ZH: "确认还需要它：需要的话在发布流程中单独执行一次（Job），不要由每个副本各做一遍。",
			EN: "Find out whether it is still needed: if so, run it once as a Job of the release and not in every replica."},
	}
	if migrates(command) {
		out.Severity = assess.High
		out.Title = i18n.Textf("%[1]s 的启动脚本会先改数据库结构（%[2]s），生成物不会自动执行", "the start of %[1]s changes the database first (%[2]s), which nothing that was generated does", c.Name, command)
		out.Remedy = i18n.Text{ZH: "上线前与 DBA 确认执行人和时机：发布前用同一镜像以 Job 执行一次并先备份。",
			EN: "Agree with the database administrators on who runs it and when: once before the release, as a Job of the same image and after a backup."}
	}
	return out, true
}

func migrates(command string) bool {
	return slices.ContainsFunc([]string{"migrat", "upgrade", "syncdb", "flyway", "liquibase", "db:", "init_db", "initdb", "create_table"}, func(word string) bool {
		return strings.Contains(command, word)
	})
}

// unlocked tells of a build of Node or Python whose dependencies may be others with
// every run.
func unlocked(c assess.Component) (assess.Finding, bool) {
	manifest, ok := c.Facts.Best(fact.BuildFile)
	if c.Language.ID != "javascript" || !ok || c.Facts.Value(fact.BuildLockFile) != "" {
		return assess.Finding{}, false
	}
	return assess.Finding{
		ID: FindingNoLock, Component: c.Name, Dimension: assess.DimBuild, Severity: assess.Medium,
		Title:    i18n.Textf("%s 没有锁文件，每次构建装到的依赖版本可能不同", "%s has no lock file, so every build may install other versions", c.Name),
		Remedy:   i18n.Textf("用现在能运行的版本生成 %s 的锁文件并提交；旧项目直接取最新版本往往构建失败。", "Generate a lock file of %s from the versions that run today and commit it: old projects often do not build with the newest ones.", c.BuildTool.ID),
		Evidence: manifest.Evidence,
	}, true
}
