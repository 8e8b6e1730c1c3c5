package portfolio

import (
	"fmt"
	"strings"

	blocks "github.com/gantry-ack/gantry/internal/document"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Document is docs/portfolio.md: how a plan comes about, in words, and every coefficient.
func Document() string {
	d := blocks.Document{
		blocks.Heading{Level: 1, Text: "组合计划 · Portfolio plans"},
		blocks.Paragraph{Text: "<!-- generated from the model; go test ./assess/portfolio -update rewrites it -->"},
		blocks.Paragraph{Text: "计划由评估、答案和下列系数算出，没有随机，也不联网；同样的输入得到同样的计划。系数是本工具的假设，没有用项目数据拟合过，不是行业基准。"},
		blocks.Paragraph{Text: "A plan follows from assessments, answers and the coefficients below; nothing is random and no network is asked: the same input gives the same plan. " +
			"The coefficients are assumptions of this tool; they were not fitted to data of projects and are no benchmark."},
	}
	for _, c := range chapters() {
		d = append(d, blocks.Heading{Level: 2, Text: c.title}, blocks.Paragraph{Text: c.text.ZH}, blocks.Paragraph{Text: c.text.EN})
	}
	d = append(d, coefficientTables()...)
	return d.Markdown()
}

type chapter struct {
	title string
	text  i18n.Text
}

func chapters() []chapter {
	return []chapter{
		{"依赖图 · Graph", t(
			"边来自答案（dep.up、dep.down、dep.shareddb、dep.external、dep.registry、data.stores、dep.middleware、cur.colocated）和源码（配置里的地址、以应用命名的变量）。"+
				"应用按名称、biz.scope.apps 的用途、组件名、net.hosts 的域名对上；“订单服务”、order-service、ORDER 视为同一个；两个应用都能对上的名称不算。对不上的内部地址成为“不明”节点并列为问题，互联网域名成为“外部”节点。"+
				"两个应用的连接串指向同一个库而没有人说明时，先按都写处理并列为问题。",
			"Edges come from answers (dep.up, dep.down, dep.shareddb, dep.external, dep.registry, data.stores, dep.middleware, cur.colocated) and from sources (addresses in configuration, variables named after an application). "+
				"Applications are found by name, by the purpose in biz.scope.apps, by components and by host names of net.hosts; 订单服务, order-service and ORDER are the same, and a name that fits two is nobody's. "+
				"An address of the house that fits none becomes an unknown node and a problem; a name of the internet becomes one outside. Where two applications are configured for one database and nobody says why, both are taken to write and it becomes a problem.")},
		{"必须一起迁移 · What moves together", t(
			"硬依赖：两边都写同一张表；同一个库且本期要搬；同一个本地目录；同一台主机上配合运行；强依赖的同步调用且专线时延达到 waves.latencyMs；经注册中心调用而集群外到不了 Pod 网段；同一个分布式事务。"+
				"互相调用的应用（强连通分量）也一起迁移，除非其中一段是弱依赖。计划写出去掉哪一条就能拆开。",
			"Hard dependencies: both write the same tables; one database that moves this time; one local directory; working together on one machine; a strong synchronous call over a link as slow as waves.latencyMs; "+
				"a call through a registry where nothing outside reaches the pods; one distributed transaction. Applications that call each other (strongly connected components) move together, too, unless a part of the cycle is weak. The plan names each dependency without which they fall apart.")},
		{"波次 · Waves", t(
			"目标函数是代价，越小越好，对所有应用求和：价值 × 等待的波数；风险 ×（最后一波 − 所在波）；被依赖数（按 10 个封顶）×（最后一波 − 所在波）；每条依赖两端相隔的波数；被调用方先于调用方；割接日落在应用自己的封网期；晚于应用自己的固定日期的周数。"+
				"约束：必须一起迁移的在同一波；第 1 波只有示例应用；每波客户投入（研发与运维区间中值）不超过 人数 × share × days，单独一组就超过的自成一波并列为问题。"+
				"做法：有固定日期的和最急的先放，各放进第一个放得下的波；再反复移动单个组、交换相近的组，直到代价不再下降。这是启发式，不保证最优；计划写出改进前后的代价。",
			"The objective is a cost, summed over the applications; less is better: value x waves waited; risk x waves before the last; applications that need it (ten at most) x waves before the last; "+
				"waves between the ends of each dependency; callees that move before their callers; cutovers inside an application's own freeze; weeks by which a fixed date of its own is missed. "+
				"Constraints: what must move together is in one wave; the first wave is the sample alone; a wave takes no more of the customer's people (developers and operations, middle of the range) than people x share x days, and a group that is larger has a wave of its own and is a problem. "+
				"Method: those with a fixed date and the most urgent are placed first, each in the first wave with room; then single groups move and near ones change places until the cost falls no more. It is a heuristic and need not be the best; the plan shows the cost before and after.")},
		{"示例应用 · Sample", t(
			"各项相加得分，最高的推荐。不进容器、没有评估、没有人维护、风险高于 sample.riskMost、业务影响可忽略的不作示例。合同要求示例是核心应用；没有人确认时列为问题。",
			"The terms add up, and the highest is recommended. What does not go into containers, was not assessed, has nobody to maintain it, is above the risk sample.riskMost or is negligible is no sample. The contract wants a core application; where nobody has confirmed that, it is a problem.")},
		{"容量 · Capacity", t(
			"请求和副本按生成清单时的同一规则从答案和事实得出。每节点可用 =（规格 − 预留）× (1 − headroom)；节点数取 CPU、内存、Pod 三者中最大的。Terway 共享 ENI 的 Pod 上限 = (EniQuantity − 1) × EniPrivateIpAddressQuantity；"+
				"没有可靠来源的机型不填，写明至少要多少。生产按 capacity.survive 留备用，其他环境共留一台。机型取 vCPU + memoryWeight × GiB 总和最小的；其他机型写在 instanceTypes 里，数值用 DescribeInstanceTypes 查询。",
			"Requests and replicas follow from answers and facts by the very rules of the manifests. A node offers (size - reserve) x (1 - headroom); CPU, memory and pods each ask for a number of nodes, and the largest counts. The pod limit of Terway with shared ENIs is (EniQuantity - 1) x EniPrivateIpAddressQuantity; "+
				"for types without a reliable source it stays open and the least that is needed is told. Production has spare nodes by capacity.survive, other environments one in all. The type with the least vCPU + memoryWeight x GiB in all is chosen; further types go into instanceTypes, with the numbers of DescribeInstanceTypes.")},
		{"割接时长 · Cutover", t(
			"全量拷贝 = 数据量 ÷（带宽 × efficiency），期间业务照常；停机 = 停写 + 最后增量（catchUp 分钟的日增量）+ 比对 + 切流量 + 验证。日增量超过带宽的永远追不平，列为问题。数据不搬时只有切流量和验证。一组内的数据共用线路，依次拷贝。",
			"The bulk copy is volume / (bandwidth x efficiency), with everything running; the outage is the stop, the last changes (catchUp minutes at the daily growth), the comparison, the switch and the check. Where the growth is more than the line carries no copy catches up, which is a problem. "+
				"Where data stay there are only the switch and the check. Data of one group share the line and are copied one after another.")},
		{"日程 · Calendar", t(
			"准备期之后一波接一波；割接日取该波所有应用都不在封网期、且 mig.window 允许的第一天（未答按周末）。从 goal.deadline 和 sec.localized 的固定日期倒推最迟开工日；事项里写明应用的只约束那一波。"+
				"法定节假日只列国务院规定的放假日，调休未列，请按当年通知补进 calendar.holidays。",
			"Preparation comes first, then one wave after another; a cutover is on the first day on which none of the wave's applications is frozen and all their windows (mig.window; a weekend where it is not answered) allow it. From the fixed dates of goal.deadline and sec.localized the latest begins are counted backwards; "+
				"an event that names an application holds for its wave. Of public holidays only the days off by the State Council's rule are listed; days swapped with weekends are announced each year and belong into calendar.holidays.")},
	}
}

// coefficientTables list the model and the instance types.
func coefficientTables() blocks.Document {
	d := blocks.Document{
		blocks.Heading{Level: 2, Text: "系数 · Coefficients"},
		blocks.Paragraph{Text: "写在工作区 `estimation.yaml` 或 `--model` 文件的 `portfolio` 之下；没有写的保持默认。They go below `portfolio` into `estimation.yaml` of the workspace or into the `--model` file; what is left out keeps its default."},
		blocks.Code{Language: "yaml", Text: "schema: gantry.model/v1\nportfolio:\n  waves: {people: 12, share: 0.4}\n  instanceTypes:\n    # from aliyun ecs DescribeInstanceTypes\n    - {name: ecs.g8a.large, cpu: 2, memory: 8, enis: 3, ips: 6}\n"},
	}
	m := DefaultModel()
	section := ""
	var table blocks.Table
	flush := func() {
		if section != "" {
			d = append(d, blocks.Heading{Level: 3, Text: "`" + section + "`"}, table)
		}
	}
	for _, c := range m.Coefficients() {
		if own, _, _ := strings.Cut(c.Key, "."); own != section {
			flush()
			section, table = own, blocks.Table{Head: []string{"系数 Key", "默认 Default", "含义 Meaning", "依据 Basis"}}
		}
		value := c.text()
		if c.Unit != (i18n.Text{}) {
			value += " " + c.Unit.ZH + " " + c.Unit.EN
		}
		table.Rows = append(table.Rows, []string{"`" + c.Key + "`", value, c.Text.ZH + "<br>" + c.Text.EN, c.Basis.ZH + "<br>" + c.Basis.EN})
	}
	flush()
	types := blocks.Table{Head: []string{"机型 Type", "vCPU", "GiB", "Pod", "来源 Source"}}
	for _, x := range m.InstanceTypes {
		pods := "?"
		if limit := x.PodLimit(); limit > 0 {
			pods = fmt.Sprint(limit)
		}
		types.Rows = append(types.Rows, []string{x.Name, fmt.Sprint(x.CPU), fmt.Sprint(x.Memory), pods, x.Source.ZH + "<br>" + x.Source.EN})
	}
	return append(d,
		blocks.Heading{Level: 3, Text: "`instanceTypes`"}, types,
		blocks.Heading{Level: 3, Text: "`calendar.holidays`"}, blocks.Paragraph{Text: strings.Join(m.Calendar.Holidays, ", ")},
	)
}
