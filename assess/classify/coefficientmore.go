package classify

import (
	"github.com/gantry-ack/gantry/internal/i18n"
)

func (m *Model) riskGroup() Group {
	r := &m.Risk
	return Group{
		Title: text("风险", "Risk"),
		Rationale: text("风险从 0 累加到 100，同类项目有上限，免得许多小问题压过一个否决项。一个红色的否决性回答就到中风险；未知也是风险，所以未回答的否决性问题会加分。",
			"Risk adds up from 0 to 100; items of one kind are capped, so that many small ones do not outweigh a veto. One red answer to a blocker question makes medium risk. What is unknown is a risk, so blocker questions without an answer add to it."),
		Coefficients: []Coefficient{
			point("risk.blocker-red", &r.BlockerRed, "否决性问题的红色回答", "red answer to a blocker question"),
			point("risk.red", &r.Red, "其他红色回答", "another red answer"),
			point("risk.yellow", &r.Yellow, "黄色回答", "yellow answer"),
			point("risk.answers-most", &r.AnswersMost, "回答合计的上限", "most for all answers"),
			point("risk.finding.high", &r.Finding.High, "要改代码、改配置或待确认的高级别发现，同一规则只计一次", "high finding that asks for a change or a decision; each rule counts once"),
			point("risk.finding.medium", &r.Finding.Medium, "中级别发现", "medium finding"),
			point("risk.finding.low", &r.Finding.Low, "低级别发现", "low finding"),
			point("risk.findings-most", &r.FindingsMost, "发现合计的上限", "most for all findings"),
			point("risk.no-tests", &r.NoTests, "没有测试", "no tests"),
			point("risk.tests-unknown", &r.TestsUnknown, "不知道有没有测试", "nobody knows whether there are tests"),
			point("risk.ended", &r.Ended, "运行时或框架已停止维护", "runtime or framework without support"),
			point("risk.conflict", &r.Conflict, "每个未解决的事实矛盾", "each open conflict between facts"),
			point("risk.conflicts-most", &r.ConflictsMost, "矛盾合计的上限", "most for all conflicts"),
			point("risk.unknown-blocker", &r.UnknownBlocker, "每个未回答的否决性问题", "each blocker question without an answer"),
			point("risk.unknown-most", &r.UnknownMost, "未知合计的上限", "most for what is unknown"),
			point("risk.no-source", &r.NoSource, "没有读过源码", "no source was read"),
			point("risk.large-data", &r.LargeData, "要搬的数据量大", "much data to move"),
			point("risk.huge-data", &r.HugeData, "要搬的数据量很大", "very much data to move"),
			number("risk.large-gib", &r.LargeGiB, text("GiB", "GiB"), 0, 1e7, "多少算大", "from how much it is much"),
			number("risk.huge-gib", &r.HugeGiB, text("GiB", "GiB"), 0, 1e7, "多少算很大", "from how much it is very much"),
			point("risk.short-freeze", &r.ShortFreeze, "要搬数据而停写时间很短", "data to move and hardly any time without writing"),
			number("risk.freeze-hours", &r.FreezeHours, text("小时", "hours"), 0, 1000, "停写时间短于多少算很短", "below how many hours that is"),
			point("risk.critical-core", &r.CriticalCore, "核心应用", "core application"),
			point("risk.critical-important", &r.CriticalImportant, "重要应用", "important application"),
			point("risk.no-people", &r.NoPeople, "没有人能独立排查 Kubernetes 的问题", "nobody can trace a problem on Kubernetes alone"),
			point("risk.high-from", &r.HighFrom, "高风险的起点", "score from which risk is high"),
			point("risk.medium-from", &r.MediumFrom, "中风险的起点", "score from which risk is medium"),
		},
	}
}

func (m *Model) componentGroup() Group {
	e := &m.Effort
	return Group{
		Title: text("工作量：每个组件", "Effort: each component"),
		Rationale: text("发现的人时由各条规则给出（docs/rules.md），待确认的下限按 0 计；这里是规则之外、每个组件都要做的事。Dockerfile、清单和流水线由 Gantry 生成，所以只计复核和适配；从空白手写约需两到三倍。静态前端的这些工作少得多。",
			"The hours of findings come with their rules (docs/rules.md), where what is to be decided takes nothing at the least; these are the things to do for every component beside them. Dockerfiles, manifests and pipelines are generated, so that review and adaptation are counted; written by hand they take about two to three times as long. Static front ends need much less of it."),
		Coefficients: []Coefficient{
			span("effort.image", &e.Image, "镜像：复核 Dockerfile，构建并跑通（研发）", "image: review the Dockerfile, build and run it (developers)"),
			span("effort.configuration", &e.Configuration, "配置外置（研发）", "configuration out of the image (developers)"),
			span("effort.setting", &e.Setting, "每个写在文件里的地址或密钥（研发）", "each address or secret that stands in a file (developers)"),
			span("effort.verify-developers", &e.VerifyDevelopers, "容器内的功能验证（研发）", "verification in the container (developers)"),
			span("effort.verify-operations", &e.VerifyOperations, "部署验证（运维）", "verification of the deployment (operations)"),
			span("effort.manifests", &e.Manifests, "部署清单：资源、探针、密钥、存储（运维）", "manifests: resources, probes, secrets, storage (operations)"),
			span("effort.pipeline", &e.Pipeline, "流水线（运维）", "pipeline (operations)"),
			span("effort.regression", &e.Regression, "回归测试（研发与测试）", "regression (developers and testers)"),
			number("effort.static-factor", &e.StaticFactor, factor(), 0, 1, "静态前端的上述工作按多少计", "share of this work for a static front end"),
			number("effort.repeat-factor", &e.RepeatFactor, factor(), 0, 1, "与前面的组件同一技术栈时，镜像、配置、清单、流水线、部署验证和复核按多少计；前面的组件有同样的发现时，它的工时也按此计", "share of image, configuration, manifests, pipeline, verification of the deployment and review where an earlier component has the same stack, and of the hours of a finding that an earlier component has too"),
			number("effort.tested-factor", &e.TestedFactor, factor(), 0, 1, "有自动化测试时，回归测试按多少计", "share of regression where tests run by themselves"),
			span("effort.review", &e.Review, "复核（顾问）", "review (consultant)"),
			span("effort.rehost-operations", &e.RehostOperations, "平迁到 ECS 时代替上述各项（运维）", "in place of all this when it moves to ECS (operations)"),
			span("effort.rehost-verify", &e.RehostVerify, "平迁后的验证（研发）", "verification after the move to ECS (developers)"),
		},
	}
}

func (m *Model) applicationGroup() Group {
	e := &m.Effort
	return Group{
		Title: text("工作量：每个应用", "Effort: each application"),
		Rationale: text("分工按工作说明书：代码改造、部署和测试由客户做，顾问做方案、复核、答疑和割接支持。这里按“客户执行”计算，示例应用由双方一起做时，顾问另投入的时间由组合计划体现。一人日按 6 个有效小时计，其余时间用于会议和等待。资料越少，预留越多：上限按（1 − 完整度）放大，单列为一行。",
			"Who does what follows the statement of work: the customer changes code, deploys and tests; the consultant designs, reviews, answers and supports the cutover. This is counted as carried out by the customer; what a consultant adds to the sample application, which both do together, is for the portfolio plan. A person-day has 6 productive hours, the rest goes into meetings and waiting. The less is known, the more is set aside: a line of its own, in proportion to what completeness lacks."),
		Coefficients: []Coefficient{
			number("effort.hours-per-day", &e.HoursPerDay, hours(), 1, 12, "一人日的有效小时", "productive hours of a person-day"),
			number("effort.support-share", &e.SupportShare, share(), 0, 1, "顾问答疑占研发工作量的比例", "consultant's support, as a share of the developers' hours"),
			number("effort.unknown-most", &e.UnknownMost, share(), 0, 5, "一无所知时的预留占上限的比例", "share of the greatest sum that is set aside when nothing is known"),
			span("effort.design", &e.Design, "容器化方案（顾问）", "design (consultant)"),
			span("effort.pipeline-first", &e.PipelineFirst, "流水线的公共部分（运维）", "what pipelines have in common (operations)"),
			span("effort.regression-application", &e.RegressionApplication, "整体联调与回归（研发与测试）", "regression of the whole (developers and testers)"),
			span("effort.load-test", &e.LoadTest, "核心和重要应用的压测（运维）", "load test of core and important applications (operations)"),
			span("effort.cutover-developers", &e.CutoverDevelopers, "割接（研发）", "cutover (developers)"),
			span("effort.cutover-operations", &e.CutoverOperations, "割接与演练（运维）", "cutover and its rehearsal (operations)"),
			span("effort.cutover-operations-each", &e.CutoverOperationsEach, "割接中每个组件另加（运维）", "for each component in addition (operations)"),
			span("effort.cutover-consultant", &e.CutoverConsultant, "割接支持（顾问）", "support of the cutover (consultant)"),
			span("effort.refactor", &e.Refactor, "重构前的设计与拆分（研发）", "design before it is refactored (developers)"),
			span("effort.data-move", &e.DataMove, "同种数据库搬迁（运维）", "move to the same kind of database (operations)"),
			span("effort.data-step", &e.DataStep, "每一步数据量的复制与校验（运维）", "copying and checking one step of data (operations)"),
			number("effort.gib-per-step", &e.GiBPerStep, text("GiB", "GiB"), 1, 1e6, "一步的数据量", "data of one step"),
			span("effort.data-rehearsal", &e.DataRehearsal, "数据搬迁的演练（运维）", "rehearsal of the data move (operations)"),
			span("effort.data-heterogeneous", &e.DataHeterogeneous, "换另一种数据库（研发）", "move to another kind of database (developers)"),
			span("effort.data-split", &e.DataSplit, "拆库（研发）", "splitting the database (developers)"),
			span("effort.retire-operations", &e.RetireOperations, "下线：归档与关停（运维）", "retirement: archive and switch off (operations)"),
			span("effort.retain-operations", &e.RetainOperations, "保留：打通与集群之间的网络并验证（运维）", "retained: network to the cluster and its verification (operations)"),
			span("effort.rehost-consultant", &e.RehostConsultant, "平迁方案（顾问）", "design of the move to ECS (consultant)"),
		},
	}
}

func (m *Model) answersGroup() Group {
	g := Group{
		Title: text("工作量：回答带来的工作", "Effort: what answers ask for"),
		Rationale: text("选了这些选项就有相应的工作。源码里已有同一维度、带工时的发现时不再计，免得算两遍。",
			"These options mean work. It is not counted where the source has findings with hours in the same dimension, so that nothing counts twice."),
	}
	for i := range m.Effort.Answers {
		w := &m.Effort.Answers[i]
		by := w.By.Text()
		g.Coefficients = append(g.Coefficients, Coefficient{
			Key: "effort.answers." + w.Question + "=" + w.Option, Unit: hours(), Most: 2000, hours: &w.Hours,
			Meaning: i18n.Text{ZH: "问题 " + w.Question + " 回答 " + w.Option + "（" + by.ZH + "）", EN: "question " + w.Question + " answered " + w.Option + " (" + by.EN + ")"},
		})
	}
	return g
}
