package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry"
	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/report"
)

func (a *app) inspectCommand() *cobra.Command {
	var opt gantry.InspectOptions
	var format string
	c := &cobra.Command{
		Use:   "inspect IMAGE",
		Short: a.say("查看一个镜像：基础镜像、用户、启动方式、层与浪费、密钥、运行时", "look into an image: base, user, start, layers and waste, secrets, runtimes"),
		Long: a.say(`IMAGE 是仓库中的镜像（带标签，或写成 docker://REF）、docker save 的文件，或 OCI layout 目录；文件里有多个镜像时在路径后加 :标签。
使用 docker login 已有的登录信息，除本机外只走 HTTPS。密钥只报告位置，不显示值。只查看，不评估其中的应用；评估用 gantry assess IMAGE。`,
			`IMAGE is a reference at a registry (with a tag, or as docker://REF), a file that docker save wrote, or the directory of an OCI
layout; where a file holds several, put :TAG behind its path. The logins of docker are used, and HTTPS alone except on this
machine. Of secrets the place is told and never the value. It looks at the image; gantry assess IMAGE assesses the application in it.`),
		Args: countArgs(a, 1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			opt.Today = a.now()
			progress, done := a.progressLine()
			opt.Progress = progress
			in, err := gantry.Inspect(c.Context(), args[0], opt)
			done()
			if err != nil {
				return err
			}
			if format == formatJSON {
				return a.json(in)
			}
			return a.printInspection(in)
		},
	}
	c.Flags().StringVar(&opt.Platform, "platform", "", a.say("多架构镜像取哪一个，默认 linux/amd64", "which of several platforms, linux/amd64 unless given"))
	c.Flags().BoolVar(&opt.Insecure, "insecure", false, a.say("允许不加密访问仓库", "let a registry be asked without TLS"))
	a.formatFlag(c, &format)
	return c
}

func (a *app) printInspection(in gantry.Inspection) error {
	width := cmp.Or(a.width(), usualColumns)
	if err := a.printf("%s\n", in.Text(a.lang, width)); err != nil {
		return err
	}
	r := report.Report{Name: in.Image, Assessment: assess.Assessment{Findings: in.Findings}}
	return r.Text(a.out, report.TextOptions{Lang: a.lang, Width: width})
}
