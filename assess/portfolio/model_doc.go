package portfolio

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Coefficient is a number of the model with what it means and where it comes from.
type Coefficient struct {
	Key   string // as the model file nests it: waves.share
	Value any    // a number or a word
	Unit  i18n.Text
	Text  i18n.Text
	// Basis says where the default comes from, so that a customer can question it.
	Basis i18n.Text
}

func (c Coefficient) number() (float64, bool) {
	switch v := c.Value.(type) {
	case int:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

func sortedErrors(errs []error) []error {
	slices.SortFunc(errs, func(a, b error) int { return cmp.Compare(a.Error(), b.Error()) })
	return errs
}

// Coefficients lists the model in the order of its file, except the instance types and holidays.
func (m Model) Coefficients() []Coefficient {
	return slices.Concat(m.valueDoc(), m.waveDoc(), m.sampleDoc(), m.capacityDoc(), m.cutoverDoc(), m.calendarDoc())
}

type docs struct {
	prefix string
	basis  i18n.Text
	out    []Coefficient
}

func (d *docs) add(key string, value any, unit, text i18n.Text) {
	d.out = append(d.out, Coefficient{Key: d.prefix + "." + key, Value: value, Unit: unit, Text: text, Basis: d.basis})
}

// by sets the basis of the coefficients that follow.
func (d *docs) by(zh, en string) { d.basis = i18n.Text{ZH: zh, EN: en} }

func t(zh, en string) i18n.Text { return i18n.Text{ZH: zh, EN: en} }

func (m Model) valueDoc() []Coefficient {
	d, share, v := docs{prefix: "value"}, t("份额", "share"), m.Value
	d.by("本工具的取值：业务收益主要看应用今后还要不要发展，其次看发布与弹性上的需要", "our choice: the gain depends first on whether the application will grow, then on what releases and scaling need")
	d.add("lifecycle", v.Lifecycle, share, t("biz.lifecycle：重点投入 1，稳定维护 0.4，将被替换 0.1，将下线 0", "biz.lifecycle: invest 1, maintain 0.4, replace 0.1, retire 0"))
	d.add("criticality", v.Criticality, share, t("biz.criticality：核心 1，重要 0.7，一般 0.3，可忽略 0", "biz.criticality: core 1, important 0.7, normal 0.3, negligible 0"))
	d.add("frequency", v.Frequency, share, t("dev.frequency：随时 1，每天 0.8，每周 0.6，两周 0.4，每月 0.2，每季 0", "dev.frequency: on demand 1, daily 0.8, weekly 0.6, every two weeks 0.4, monthly 0.2, quarterly 0"))
	d.add("elasticity", v.Elasticity, share, t("perf.peaks：大促或突发 1，每日起伏 0.5，月末 0.5，平稳 0", "perf.peaks: promotions or sudden 1, within the day 0.5, turn of the month 0.5, steady 0"))
	d.add("pain", v.Pain, share, t("pain.top：容器化能直接缓解的痛点（发布慢、环境不一致、扩容慢、恢复慢、利用率低），每项 0.5，最多 1", "pain.top: troubles that containers relieve directly (slow releases, environments that differ, slow scaling, slow recovery, idle resources), 0.5 each, 1 at most"))
	return d.out
}

func (m Model) waveDoc() []Coefficient {
	d, w := docs{prefix: "waves"}, m.Waves
	d.by("未答 org.skills 时的假设，请在项目中改成实际人数", "an assumption for when org.skills is not answered; put the real number in")
	d.add("people", w.People, t("人", "people"), t("客户投入迁移的人数，org.skills 已答时以答案（开发、测试、运维、DBA 之和）为准", "people of the customer who take part; where org.skills is answered, its developers, testers, operations and database administrators count"))
	d.by("兼顾日常工作时的常见比例，由客户项目经理确认", "usual beside daily work; the customer's project manager confirms it")
	d.add("share", w.Share, t("份额", "share"), t("这些人用在迁移上的时间", "part of their time that the migration gets"))
	d.add("days", w.Days, t("工作日", "working days"), t("一波的长度；一波的人日上限 = 人数 × share × days", "length of a wave; a wave takes people x share x days person-days at most"))
	d.by("目标函数的权重，本工具的取值；只影响先后，不影响工作量", "weight of the objective, our choice; it changes the order and never the effort")
	points := t("分", "points")
	d.add("value", w.Value, points, t("价值为 1 的应用每推迟一波", "each wave that an application of value 1 waits"))
	d.add("risk", w.Risk, points, t("风险为 100 的应用每提前一波（相对最后一波）", "each wave before the last at which an application of risk 100 goes"))
	d.add("dependents", w.Dependents, points, t("被 10 个以上应用依赖的应用每提前一波，较少时按比例", "the same for an application that ten or more depend on, and less in proportion"))
	d.add("coupling", w.Coupling, points, t("每条依赖的两端每相隔一波（期间调用跨专线）", "each dependency and wave between its ends, while calls cross the line"))
	d.add("order", w.Order, points, t("被调用方先于调用方迁移（留在原处的调用方要改地址）", "each callee that moves before its caller, which must change the address"))
	d.add("freeze", w.Freeze, points, t("割接日落在该应用自己的封网期", "a cutover inside the application's own freeze"))
	d.add("date", w.Date, points, t("应用有自己的固定日期时，每晚一周（波次按满长估计）", "each week by which an application would miss a fixed date of its own, with waves taken at full length"))
	d.add("passes", w.Passes, t("轮", "rounds"), t("局部改进的最多轮数", "rounds of local improvement at most"))
	d.by("跨机房同步调用在毫秒级时延下可用，超过此值时一次请求的多次调用会明显变慢", "synchronous calls stand a few milliseconds; above this, requests of several calls become slow")
	d.add("latencyMs", w.LatencyMS, t("毫秒", "ms"), t("往返时延达到此值时，强依赖的同步调用视为必须一起迁移", "round trip from which both ends of a strong synchronous call must move together"))
	return d.out
}

func (m Model) sampleDoc() []Coefficient {
	d, s, points := docs{prefix: "sample"}, m.Sample, t("分", "points")
	d.by("合同验收：1 个示例核心应用成功容器化落地", "acceptance by contract: one sample core application runs in containers")
	d.add("core", s.Core, points, t("核心业务得满分，重要得八成，一般得两成", "core business gets all of it, important four fifths, normal one fifth"))
	d.by("本工具的取值", "our choice")
	d.add("mostCritical", s.MostCritical, points, t("扣分：被最多应用依赖的那个（至少 3 个），失败影响面太大", "taken off the application that most others depend on (three at least): its failure hits too many"))
	d.add("typical", s.Typical, points, t("与它同语言的应用占本期迁移应用的比例", "share of the moving applications in its language, which can follow it"))
	d.add("mediumRisk", s.MediumRisk, points, t("风险等于 riskAim 得满分，每差 1 分少 1/50", "all of it at the risk riskAim, a fiftieth less for each point away"))
	d.add("riskAim", s.RiskAim, t("分", "points"), t("最适合作示例的风险：太低学不到东西，太高难以成功", "risk at which a sample teaches something and still succeeds"))
	d.add("complete", s.Complete, points, t("信息完整度的比例", "times the completeness of what is known"))
	d.add("independent", s.Independent, points, t("独立迁移得满分，每多一个必须一起迁移的应用减三分之一", "all of it for one that moves alone, a third less for each application that must move with it"))
	d.add("team", s.Team, points, t("自有团队持续开发得满分，只做维护得六成，在服务的外包得三成", "a team that develops it gets all, upkeep three fifths, an engaged contractor three tenths"))
	d.add("chosen", s.Chosen, points, t("客户在 goal.pilot 里选定", "the customer chose it in goal.pilot"))
	d.add("riskMost", s.RiskMost, t("分", "points"), t("风险高于此值不作示例", "above this risk an application is no sample"))
	return d.out
}

func (m Model) capacityDoc() []Coefficient {
	d, c := docs{prefix: "capacity"}, m.Capacity
	d.by("经验值：系统组件与 DaemonSet（日志、监控、CSI、Terway）的占用，以集群实际 Allocatable 为准", "experience: system and daemon sets (logs, metrics, CSI, Terway); the Allocatable of the real cluster decides")
	d.add("reservedCpu", c.ReservedCPU, t("毫核/节点", "millicores a node"), t("每个节点留给系统的 CPU", "CPU of each node for the system"))
	d.add("reservedMemory", c.ReservedMemory, t("MiB/节点", "MiB a node"), t("每个节点留给系统的内存", "memory of each node for the system"))
	d.add("reservedPods", c.ReservedPods, t("个/节点", "pods a node"), t("每个节点上占用 Pod 上限的系统 Pod", "pods of the system that count against the limit of a node"))
	d.by("滚动发布时新旧副本并存，扩容前几分钟的突发也要放得下", "during a rollout old and new pods are there together, and a peak must fit before scaling helps")
	d.add("headroom", c.Headroom, t("份额", "share"), t("可分配资源中保持空闲的部分", "part of the allocatable that stays free"))
	d.by("goal.rto_rpo 的默认：方案要能承受一个可用区故障", "default of goal.rto_rpo: the design survives a zone")
	d.add("survive", c.Survive, i18n.Text{}, t("生产节点池在失去什么之后仍放得下全部请求：zone 一个可用区，node 每区一个节点；只有一个可用区时按 node", "what a production pool may lose with everything still running: a zone, or one node in each zone; with a single zone, node"))
	d.by("升级或更换一台节点时，同一可用区还有一台接替", "while one node is upgraded or replaced, another of its zone takes over")
	d.add("leastPerZone", c.LeastPerZone, t("台", "nodes"), t("生产节点池每个可用区至少的节点数", "nodes of a production pool in each zone at least"))
	d.by("本工具的取值", "our choice")
	d.add("mostNodes", c.MostNodes, t("台", "nodes"), t("一个节点池最多的节点数，超过即列为问题", "nodes of one pool at most; more is a problem"))
	d.add("memoryWeight", c.MemoryWeight, t("vCPU/GiB", "vCPU a GiB"), t("比较机型时 1 GiB 内存相当于多少 vCPU（不是价格）", "how many vCPU a GiB counts when types are compared; it is no price"))
	return d.out
}

func (m Model) cutoverDoc() []Coefficient {
	d, c, minutes := docs{prefix: "cutover"}, m.Cutover, t("分钟", "minutes")
	d.by("协议开销、校验与并行度不足的常见损耗，演练时实测", "usual loss to protocol, checks and parallelism; the rehearsal measures it")
	d.add("efficiency", c.Efficiency, t("份额", "share"), t("可用带宽中真正用于数据的部分", "part of the bandwidth that data gets"))
	d.by("问卷 data.migrate 的约定", "as question data.migrate says")
	d.add("linkShare", c.LinkShare, t("份额", "share"), t("没有写明搬迁带宽时，取专线带宽的此份额", "part of the link's bandwidth where the bandwidth of the copy is not given"))
	d.by("常见的割接步骤耗时，演练后改成实测值", "usual times of the steps; replace them after the rehearsal")
	d.add("catchUp", c.CatchUp, minutes, t("停写时同步尚未追平的改动量（按日增量折算）", "changes that are not copied yet when writing stops, by the daily growth"))
	d.add("stop", c.Stop, minutes, t("停写、排空", "stop writing and drain"))
	d.add("check", c.Check, minutes, t("数据比对（只在搬数据时）", "compare both sides, only where data moves"))
	d.add("switch", c.Switch, minutes, t("切流量并等待生效", "switch traffic and wait for it"))
	d.add("smoke", c.Smoke, minutes, t("冒烟验证；mig.acceptance 已答时以答案为准", "smoke tests; mig.acceptance wins where it is answered"))
	d.by("问卷 mig.window 的默认", "default of question mig.window")
	d.add("window", c.Window, minutes, t("未答时允许的停机", "outage that is allowed where nobody said"))
	return d.out
}

func (m Model) calendarDoc() []Coefficient {
	d, c, work := docs{prefix: "calendar"}, m.Calendar, t("工作日", "working days")
	d.by("服务说明第 3 节：至少提前 15 个工作日申请", "statement of work, section 3: apply 15 working days ahead at least")
	d.add("apply", c.Apply, work, t("服务申请的提前期", "lead time of applying for the service"))
	d.by("常见周期，由客户采购确认", "usual; the customer's purchasing confirms it")
	d.add("procure", c.Procure, work, t("云资源立项、采购、开通", "to approve, buy and open cloud resources"))
	d.by("本工具的取值", "our choice")
	d.add("platform", c.Platform, work, t("建集群和平台组件（tgt.cluster 已有集群时不计）", "to set the cluster up, not counted where tgt.cluster says that there is one"))
	d.by("问卷的默认", "default of the question")
	d.add("firewall", c.Firewall, t("天", "days"), t("未答 net.firewall 时开通网络访问的时间", "to open a network access, where net.firewall is not answered"))
	d.add("external", c.External, t("天", "days"), t("未写提前期的外部机构（dep.external）", "lead time of outside parties, where dep.external gives none"))
	d.by("本工具的取值", "our choice")
	d.add("rehearse", c.Rehearse, work, t("每波末尾的割接演练与回归", "rehearsal and regression test at the end of each wave"))
	d.add("observe", c.Observe, work, t("割接后的观察期", "observation after a cutover"))
	d.add("shortWave", c.ShortWave, work, t("一波至少的长度", "a wave takes this long at least"))
	return d.out
}

// text prints a value as the documentation does.
func (c Coefficient) text() string { return fmt.Sprint(c.Value) }
