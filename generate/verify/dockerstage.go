package verify

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// stageReferences checks that every COPY --from and RUN --mount=from names a
// stage before it, a context of the build, or an image with a tag.
func stageReferences(_ *Tree, d *dockerfile) []Finding {
	var out []Finding
	for i, s := range d.stages {
		for _, c := range s.Commands {
			for _, from := range froms(c) {
				if why, ok := d.refers(d.word(from, s), i); !ok {
					out = append(out, d.at(c).problem(why, i18n.Text{
						ZH: "改为前面某个阶段的名字，或写出完整的镜像名与标签", EN: "name a stage that comes before, or an image with its tag"}))
				}
			}
		}
	}
	return out
}

func froms(c instructions.Command) []string {
	var out []string
	switch c := c.(type) {
	case *instructions.CopyCommand:
		out = append(out, c.From)
	case *instructions.RunCommand:
		for _, m := range instructions.GetMounts(c) {
			out = append(out, m.From)
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// refers tells whether a name can be copied from in stage number i.
func (d *dockerfile) refers(name string, i int) (why i18n.Text, ok bool) {
	if n, err := strconv.Atoi(name); err == nil {
		if n >= 0 && n < i {
			return i18n.Text{}, true
		}
		return i18n.Textf("阶段 %[1]d 不在本阶段之前", "stage %[1]d does not come before this one", n), false
	}
	for j, s := range d.stages {
		if s.Name != "" && strings.EqualFold(s.Name, name) {
			if j < i {
				return i18n.Text{}, true
			}
			return i18n.Textf("阶段 %[1]s 不在本阶段之前", "the stage %[1]s does not come before this one", name), false
		}
	}
	if slices.Contains(d.contexts(), name) {
		return i18n.Text{}, true
	}
	if _, tag, digest := imageName(name); (tag != "" && tag != "latest") || digest != "" {
		return i18n.Text{}, true
	}
	return i18n.Textf("%[1]s 不是任何阶段，作为镜像也没有标签", "%[1]s is no stage, and as an image it has no tag", name), false
}

// baseTags checks that base images are pinned to a version.
func baseTags(_ *Tree, d *dockerfile) []Finding {
	var out []Finding
	for _, s := range d.stages {
		if s.parent >= 0 || s.base == "scratch" || slices.Contains(d.contexts(), s.base) {
			continue
		}
		repository, tag, digest := imageName(s.base)
		where := place{d.path, s.line}
		switch {
		case repository == "" || strings.Contains(s.base, "$"):
			out = append(out, where.problem(i18n.Textf("基础镜像 %[1]q 无法从默认值得出", "the base image %[1]q cannot be told from the defaults", s.BaseName),
				i18n.Text{ZH: "为它使用的 ARG 写上默认值", EN: "give its ARG a default"}))
		case digest == "" && (tag == "" || tag == "latest"):
			out = append(out, where.problem(i18n.Textf("基础镜像 %[1]s 没有固定版本", "the base image %[1]s is not pinned to a version", s.base),
				i18n.Text{ZH: "写明版本标签或摘要", EN: "name a version tag or a digest"}))
		}
	}
	return out
}

// user checks that the image runs as a user that is numeric, which is how
// Kubernetes can tell that it is not root.
func user(t *Tree, d *dockerfile) []Finding {
	final := d.final()
	remedy := i18n.Text{ZH: "在最后一个阶段写 USER 数字（例如 USER 10001:10001）", EN: "set a numeric USER in the last stage, e.g. USER 10001:10001"}
	for _, s := range d.chain(final) {
		for _, c := range slices.Backward(s.Commands) {
			u, ok := c.(*instructions.UserCommand)
			if !ok {
				continue
			}
			name, _, _ := strings.Cut(d.word(u.User, s), ":")
			id, err := strconv.ParseInt(name, 10, 64)
			switch {
			case err != nil:
				return []Finding{d.at(c).problem(i18n.Textf("运行用户 %[1]q 不是数字，runAsNonRoot 无法判断", "the user %[1]q is not numeric, so runAsNonRoot cannot tell", name), remedy)}
			case id == 0 && t.meantForRoot(d):
				return []Finding{d.at(c).caution(i18n.Text{ZH: "镜像以 root 运行，清单也这样要求", EN: "the image runs as root, as the manifests ask"}, remedy)}
			case id == 0:
				return []Finding{d.at(c).problem(i18n.Text{ZH: "镜像以 root 运行", EN: "the image runs as root"}, remedy)}
			}
			return nil
		}
	}
	return []Finding{place{d.path, final.line}.problem(i18n.Text{ZH: "没有 USER，运行用户取决于基础镜像", EN: "there is no USER, so the base image decides"}, remedy)}
}

// meantForRoot tells whether the manifests say in so many words that the image runs
// as root: a choice that was made, not an oversight.
func (t *Tree) meantForRoot(d *dockerfile) bool {
	for _, o := range t.overlays {
		for _, p := range o.pods() {
			s := p.spec.SecurityContext
			if s == nil || s.RunAsNonRoot == nil || *s.RunAsNonRoot {
				continue
			}
			for _, c := range p.containers() {
				repository, _, _ := imageName(c.Image)
				if slices.ContainsFunc(d.builds, func(b Build) bool { return b.Name != "" && b.Name == path.Base(repository) }) {
					return true
				}
			}
		}
	}
	return false
}

// entryPoint checks that the container has a process, and that no shell stands
// between it and the signals that stop it. The shell form is a lint rule.
func entryPoint(_ *Tree, d *dockerfile) []Finding {
	final := d.final()
	for _, s := range d.chain(final) {
		for _, c := range slices.Backward(s.Commands) {
			var line []string
			switch c := c.(type) {
			case *instructions.EntrypointCommand:
				line = c.CmdLine
			case *instructions.CmdCommand:
				line = c.CmdLine
			default:
				continue
			}
			if shellWithoutExec(line) {
				return []Finding{d.at(c).caution(i18n.Text{ZH: "进程由 shell 启动且没有 exec，收不到 SIGTERM", EN: "a shell starts the process without exec, so SIGTERM does not reach it"},
					i18n.Text{ZH: "直接写程序的 JSON 形式，或在命令前加 exec", EN: "name the program in JSON form, or put exec in front of the command"})}
			}
			return nil
		}
	}
	chain := d.chain(final)
	if chain[len(chain)-1].base != "scratch" {
		return nil // the base image may have one, as nginx does
	}
	return []Finding{place{d.path, final.line}.problem(i18n.Text{ZH: "没有 ENTRYPOINT 或 CMD，容器无法启动", EN: "there is neither ENTRYPOINT nor CMD, so the container cannot start"},
		i18n.Text{ZH: "写上启动命令", EN: "add the start command"})}
}

func shellWithoutExec(line []string) bool {
	if len(line) != 3 || line[1] != "-c" || !slices.Contains([]string{"sh", "/bin/sh", "bash", "/bin/bash"}, line[0]) {
		return false
	}
	return !strings.Contains(line[2], "exec ")
}

// addURLs flags downloads, which no lock file pins.
func addURLs(_ *Tree, d *dockerfile) []Finding {
	var out []Finding
	for _, s := range d.stages {
		for _, c := range s.Commands {
			add, ok := c.(*instructions.AddCommand)
			if !ok || add.Checksum != "" {
				continue
			}
			for _, src := range add.SourcePaths {
				if remoteSource(src) {
					out = append(out, d.at(c).caution(i18n.Textf("ADD 从网络下载 %[1]s，内容未固定", "ADD downloads %[1]s, whose content is not pinned", src),
						i18n.Text{ZH: "加上 --checksum，或把文件放进源代码", EN: "add --checksum, or keep the file in the source"}))
				}
			}
		}
	}
	return out
}

func remoteSource(src string) bool {
	return strings.Contains(src, "://") || strings.HasPrefix(src, "git@")
}
