package main

import (
	"github.com/spf13/cobra"

	"github.com/gantry-ack/gantry/engagement"
)

func (a *app) initCommand() *cobra.Command {
	var customer, edition string
	c := &cobra.Command{
		Use:   "init DIR --customer NAME --edition EDITION",
		Short: a.say("新建一个项目工作区", "make the workspace of an engagement"),
		Example: a.say("  gantry init acme --customer 某某零售 --edition upgraded",
			"  gantry init acme --customer Acme --edition upgraded --lang en"),
		Args: countArgs(a, 1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			e, err := engagement.ParseEdition(edition)
			if err != nil {
				return usage(err)
			}
			w, err := engagement.Init(c.Context(), args[0], engagement.Options{Customer: customer, Edition: e, Lang: a.lang})
			if w.Root == "" {
				return err
			}
			if perr := a.printf("%s\n", a.sayf(
				"已建立 %[1]s（%[2]s，%[3]s）。\n下一步：在 %[1]s 的 gantry.yaml 中登记应用，进入该目录，用 gantry assess 读源代码，用 gantry survey 开始访谈。",
				"made %[1]s (%[2]s, %[3]s).\nNext: list the applications in gantry.yaml of %[1]s, change into it, read their sources with gantry assess, begin the interview with gantry survey.",
				w.Root, customer, e.Text().In(a.lang))); perr != nil {
				return perr
			}
			return err
		},
	}
	c.Flags().StringVar(&customer, "customer", "", a.say("客户名称（必填）", "name of the customer (required)"))
	c.Flags().StringVar(&edition, "edition", string(engagement.Standard), a.say("服务版本：standard 标准版、upgraded 升级版、premium 尊享版", "edition: standard, upgraded or premium"))
	return c
}
