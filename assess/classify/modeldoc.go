package classify

import (
	"fmt"
	"strconv"
	"strings"
)

// Document is docs/estimation.md: how judgements are calculated, every coefficient of the model with
// its unit, and how to calibrate them, in both languages side by side.
func (m Model) Document() string {
	var b strings.Builder
	b.WriteString(documentHead)
	own := m.clone()
	for _, g := range own.Coefficients() {
		fmt.Fprintf(&b, "\n## %s · %s\n\n%s\n\n%s\n\n| 键 Key | 值 Value | 单位 Unit | 含义 | Meaning |\n| --- | ---: | --- | --- | --- |\n",
			g.Title.ZH, g.Title.EN, g.Rationale.ZH, g.Rationale.EN)
		for _, c := range g.Coefficients {
			unit := c.Unit.ZH
			if c.Unit.EN != unit {
				unit += " " + c.Unit.EN
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", c.Key, c.shown(), unit, c.Meaning.ZH, c.Meaning.EN)
		}
	}
	return b.String()
}

// shown is the value as a table has it.
func (c Coefficient) shown() string {
	var out []string
	for _, v := range c.Value() {
		out = append(out, strconv.FormatFloat(v, 'g', -1, 64))
	}
	return strings.Join(out, "–")
}

const documentHead = `# 判断与估算 · Judgements and estimates

<!-- generated from the model; go test ./assess/classify -update rewrites it -->

这里列出判断一个应用所用的全部系数。它们是本工具自己的假设：按这类工作通常的分工和先后定出，没有用项目数据拟合过，不应当作行业基准引用。
每个判断都附有由这些系数算出的各项，各项相加等于结果，可用 ` + "`gantry assess --why`" + ` 逐项查看，直到文件和行。

These are all coefficients by which an application is judged. They are assumptions of this tool, made from how such work is
usually split and ordered; they were not fitted to data of projects and are no benchmark to quote. Every judgement carries
the terms that follow from them, which add up to the result; ` + "`gantry assess --why`" + ` shows them, down to files and lines.

## 三个数 · Three numbers

适合度、完整度、置信度各自独立，都只由已知的东西累加而成，所以未知的东西不会抬高任何一个：把一个回答改成“不知道”，去掉一条事实或整个源码，
三个数都不会上升；多一个发现，适合度不会上升。由此有两点要记住：

- 适合度是“已经证明”的适合程度。源码没有问题、但没有访谈过的应用只有五十多分；访谈完、回答都好，才接近 100。比较两个应用时先看完整度。
- 置信度不是已知部分的平均把握，否则去掉一条不可靠的证据反而会抬高它；它是各方面最可靠的证据合计的把握。已知很少时，再确定也不高。

Suitability, completeness and confidence are independent of each other. Each adds up from what is known only, so that what is
unknown raises none of them: an answer that becomes unknown, a fact or a whole source that is taken away raise none, and another
finding never raises suitability. Two things follow:

- Suitability is what has been shown. An application with a clean source and no interview has little more than fifty points; it
  comes near 100 when the interview was held and the answers are good. Look at completeness before comparing two applications.
- Confidence is no mean over what is known, or else taking weak evidence away would raise it; it sums the surest evidence in every
  area. Where little is known it is low, however sure that little is.

红色的回答在适合度里和未知一样不得分；它的后果在策略、风险和就绪度里。A red answer earns as little as an unknown one in
suitability; what it means shows in the strategy, the risk and the readiness.

## 怎样校准 · How to calibrate

1. 示例应用做完后，按 ` + "`gantry assess --why effort`" + ` 的各行记下实际人时：谁做的、做了什么。
2. 每行的实际值除以估算范围的中点，按任务分组取中位数。只有一个应用时，只改偏差超过一倍的系数。
3. 把改过的系数写进工作区的 ` + "`estimation.yaml`" + `，注明依据；没写的仍用默认值。写错的键、单位和超出范围的值都会报出来。
4. 重新估算其余应用，与客户核对前后的变化，再排波次。

Steps: when the sample application is done, note the real hours of each line of ` + "`gantry assess --why effort`" + `, who did it and what
was done. Divide them by the middle of the estimated range and take the median by task; from a single application, change only
coefficients that are off by more than a factor of two. Write them into ` + "`estimation.yaml`" + ` of the workspace with the reason;
what is not there keeps its default, and wrong keys and values outside of their bounds are named. Then estimate the other
applications again, go through the changes with the customer, and plan the waves.

` + "```yaml" + `
schema: ` + ModelSchema + `
estimation:
  effort:
    hours-per-day: 5.5                 # 会议多 / many meetings
    regression: [10, 24]               # 示例应用实际 18 人时 / 18 hours in the sample application
  effort.answers.state.session=memory-sticky: [4, 8]
` + "```" + `
`
