package verify

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerui"
	lintresult "github.com/moby/buildkit/frontend/subrequests/lint"
	"github.com/moby/buildkit/solver/pb"
	"github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// lintDockerfile runs BuildKit's own conversion and linter. What breaks the build
// comes first, since the linter stops there.
func lintDockerfile(t *Tree, d *dockerfile) (found []Finding) {
	defer func() {
		if r := recover(); r != nil {
			found = []Finding{d.unreadable(0, i18n.Textf("检查器无法处理：%[1]v", "the linter cannot take it: %[1]v", r))}
		}
	}()
	result, err := lint(d.content)
	if err != nil {
		return []Finding{d.unreadable(errorLine(err), i18n.Text{ZH: brief(err.Error()), EN: brief(err.Error())})}
	}
	if e := result.Error; e != nil {
		found = append(found, checked("dockerfile.build", place{d.path, firstLine(&e.Location)}.problem(
			i18n.Textf("无法构建：%[1]s", "it does not build: %[1]s", brief(e.Message)),
			i18n.Text{ZH: "修正该指令，再次检查（其后的规则尚未执行）", EN: "correct the instruction and check again; the rules after it have not run"})))
	}
	for _, w := range result.Warnings {
		if w.RuleName == "CopyIgnoredFile" {
			continue // made by dockerfile.copy-source, which knows the ignore file
		}
		found = append(found, Finding{Severity: lintSeverity(w.RuleName), Path: d.path, Line: firstLine(w.Location),
			Message: i18n.Textf("%[1]s：%[2]s", "%[1]s: %[3]s", w.RuleName, lintText(w.RuleName, w.Detail), w.Detail),
			Remedy:  i18n.Textf("%[1]s（%[2]s）", "%[1]s (%[2]s)", w.Description, w.URL)})
	}
	return found
}

func firstLine(l *pb.Location) int {
	if l == nil || len(l.Ranges) == 0 || l.Ranges[0].Start == nil {
		return 0
	}
	return int(l.Ranges[0].Start.Line)
}

// lintSeverity is an error for what must not be delivered: a secret in a layer,
// and a shell between the platform and the process that must get its signals.
func lintSeverity(rule string) Severity {
	switch rule {
	case "SecretsUsedInArgOrEnv", "JSONArgsRecommended", "DuplicateStageName", "ReservedStageName", "UndefinedArgInFrom":
		return Error
	}
	return Warning
}

// lintText is the rule in Chinese; the detail of a rule that is not known stays
// in the language of the linter.
func lintText(rule, detail string) string {
	zh := map[string]string{
		"ConsistentInstructionCasing":     "指令大小写应一致",
		"DuplicateStageName":              "阶段名重复",
		"ExposeInvalidFormat":             "EXPOSE 只写端口与协议，不写主机地址",
		"ExposeProtoCasing":               "EXPOSE 的协议应小写",
		"FromAsCasing":                    "FROM 与 AS 大小写应一致",
		"FromPlatformFlagConstDisallowed": "FROM --platform 不应写死平台",
		"InvalidBaseImagePlatform":        "基础镜像的平台与目标不符",
		"InvalidDefaultArgInFrom":         "FROM 使用的 ARG 默认值得不到有效的镜像名",
		"InvalidDefinitionDescription":    "注释格式不符合描述的写法",
		"JSONArgsRecommended":             "应使用 JSON（exec）形式，否则进程收不到信号",
		"LegacyKeyValueFormat":            "ENV 应写成 KEY=VALUE",
		"MaintainerDeprecated":            "MAINTAINER 已弃用，请用 LABEL",
		"MultipleInstructionsDisallowed":  "同一阶段内该指令只应出现一次",
		"NoEmptyContinuation":             "续行中不应有空行",
		"RedundantTargetPlatform":         "FROM --platform=$TARGETPLATFORM 是默认值，应去掉",
		"ReservedStageName":               "阶段名是保留字",
		"SecretsUsedInArgOrEnv":           "ARG 或 ENV 不得存放密钥，它会留在镜像里",
		"StageNameCasing":                 "阶段名应小写",
		"UndefinedArgInFrom":              "FROM 使用了未声明的 ARG",
		"UndefinedVar":                    "使用了未定义的变量",
		"WorkdirRelativePath":             "WORKDIR 应为绝对路径",
	}[rule]
	if zh == "" {
		return detail
	}
	return zh + "（" + detail + "）"
}

func lint(content []byte) (*lintresult.LintResults, error) {
	source := llb.NewSourceMap(nil, "Dockerfile", "dockerfile", content)
	source.Definition = &llb.Definition{} // nil is dereferenced by the linter
	linux := ocispecs.Platform{OS: "linux", Architecture: "amd64"}
	caps := pb.Caps.CapSet(pb.Caps.All())
	result, err := dockerfile2llb.DockerfileLint(context.Background(), content, dockerfile2llb.ConvertOpt{
		SourceMap: source, MetaResolver: anyImage{}, TargetPlatform: &linux, LLBCaps: &caps,
		Config: dockerui.Config{BuildArgs: map[string]string{}, TargetPlatforms: []ocispecs.Platform{linux}, BuildPlatforms: []ocispecs.Platform{linux}},
	})
	if err != nil {
		return nil, fmt.Errorf("linting the Dockerfile: %w", err)
	}
	return result, nil
}

// anyImage stands in for the registry: every image exists, for the platform
// that is asked for, and holds nothing.
type anyImage struct{}

// ResolveImageConfig implements [llb.ImageMetaResolver].
func (anyImage) ResolveImageConfig(_ context.Context, ref string, opt sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	image := ocispecs.Image{Platform: ocispecs.Platform{OS: "linux", Architecture: "amd64"}, Config: ocispecs.ImageConfig{Env: []string{"PATH=/usr/local/bin:/usr/bin:/bin"}}}
	if opt.ImageOpt != nil && opt.ImageOpt.Platform != nil {
		image.Platform = *opt.ImageOpt.Platform
	}
	// An image without layers is taken for scratch.
	image.RootFS = ocispecs.RootFS{Type: "layers", DiffIDs: []digest.Digest{digest.FromString(ref)}}
	config, err := json.Marshal(image)
	if err != nil {
		return "", "", nil, fmt.Errorf("describing the image %s: %w", ref, err)
	}
	return ref, digest.FromBytes(config), config, nil
}
