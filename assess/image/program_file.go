package image

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/detect"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/resolve"
	"github.com/gantry-ack/gantry/assess/scan"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// AssessProgram assesses the programs of a tree that are there as executable files and nothing else.
func AssessProgram(ctx context.Context, tree *scan.Tree, name string) (assess.Assessment, error) {
	var programs []Program
	for _, e := range tree.Entries() {
		if p, ok := programOf(tree, e); ok {
			p.Path = e.Path
			programs = append(programs, p)
		}
	}
	d := detect.Detector{Name: "program", Globs: []string{"**/*"}, Run: func(context.Context, detect.Input) (detect.Output, error) {
		var out detect.Output
		for _, p := range programs {
			facts := programFacts(p)
			if len(facts) == 0 {
				facts = unknownProgram(p)
			}
			out.Modules = append(out.Modules, detect.Module{Path: p.Path, Facts: facts})
		}
		if len(programs) == 0 {
			return out, &detect.FileError{Path: ".", Err: errors.New("no program that can be read")}
		}
		return out, nil
	}}
	return resolve.Assess(ctx, tree, resolve.Options{
		Name: name, Detectors: []detect.Detector{d}, More: func(a assess.Assessment) []assess.Finding {
			var out []assess.Finding
			for _, p := range programs {
				out = append(out, programFindings(a, p)...)
			}
			return out
		},
	})
}

func programOf(tree *scan.Tree, e scan.Entry) (Program, bool) {
	f, err := tree.FS().Open(e.Path)
	if err != nil {
		return Program{}, false
	}
	defer f.Close()
	r, ok := f.(io.ReaderAt)
	if !ok || e.Size > maxProgram {
		return Program{}, false
	}
	return readProgram(r, e.Size)
}

// unknownProgram states what is known of a program in a language that leaves no trace.
func unknownProgram(p Program) fact.Set {
	return fact.Set{
		fact.New(fact.Deployable, "true", fact.FromBuild, p.Path, 0).With(fact.Medium), fact.New(fact.Packaging, "binary", fact.FromBuild, p.Path, 0),
		fact.New(fact.BuildArtifact, p.Path, fact.FromBuild, p.Path, 0),
	}
}

// Ids of the findings about a program that is there as a file alone.
const (
	ruleProgramSystem    = "program-other-system"
	ruleProgramLibraries = "program-libraries"
)

// programFindings says what a container must have for the program, and whether it can run in one at all.
func programFindings(a assess.Assessment, p Program) []assess.Finding {
	name := ""
	if d := a.Deployables(); len(d) == 1 {
		name = d[0].Name
	}
	at := []fact.Evidence{{Path: p.Path}}
	if p.Format != "elf" && p.Language != "dotnet" {
		return []assess.Finding{{
			ID: ruleProgramSystem, Component: name, Dimension: assess.DimNative, Severity: assess.High, Action: assess.Decide, By: assess.Developers, Effort: assess.Hours{8, 80},
			Title:     i18n.Textf("%[1]s 是 %[2]s 程序，Linux 容器不能运行", "%[1]s is a program for %[3]s, which containers of Linux do not run", p.Path, systemOf(p.Format), systemOf(p.Format)),
			Rationale: i18n.Text{ZH: "容器与节点共用内核，别的操作系统的程序不能直接运行。", EN: "A container shares the kernel of its node and runs no programs of another system."},
			Remedy:    i18n.Text{ZH: "用源码为 linux/amd64 重新编译；没有源码的，评估 Windows 节点池或保留在虚拟机。", EN: "Build it for linux/amd64 from its source; without it, look at a Windows node pool or leave it on a virtual machine."}, Evidence: at,
		}}
	}
	if len(p.Libraries) == 0 {
		return nil
	}
	needs := strings.Join(p.Libraries[:min(len(p.Libraries), 8)], ", ")
	glibc := ""
	if p.Glibc != "" {
		glibc = " (glibc ≥ " + p.Glibc + ")"
	}
	return []assess.Finding{{
		ID: ruleProgramLibraries, Component: name, Dimension: assess.DimNative, Severity: assess.Low, Action: assess.Know, By: assess.Developers,
		Title:     i18n.Textf("%[1]s 运行时需要动态库：%[2]s%[3]s", "%[1]s needs shared libraries when it runs: %[2]s%[3]s", p.Path, needs, glibc),
		Rationale: i18n.Text{ZH: "镜像里缺少这些库或 glibc 版本过低时程序无法启动；Alpine 用 musl，不提供 glibc。", EN: "Without them, or with an older glibc, it does not start; Alpine has musl and no glibc."},
		Remedy:    i18n.Text{ZH: "选 glibc 不低于该版本的基础镜像（如 Debian 12、Alibaba Cloud Linux 3），并安装这些库。", EN: "Take a base whose glibc is no older, such as Debian 12 or Alibaba Cloud Linux 3, and install the libraries."}, Evidence: at,
	}}
}

func systemOf(format string) string {
	if format == "macho" {
		return "macOS"
	}
	return "Windows"
}
