package decide

import (
	"strings"

	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// The values of the decision on tests.
const (
	gateTests  = "gate"  // the pipeline runs them before the build
	stageTests = "stage" // a stage of the Dockerfile runs them on request
)

// tests decides whether the Dockerfile has a stage for the unit tests, and whether
// the pipeline runs it before the build. A test that needs a database would stop every
// build, so that where nobody said, only those of a component without services run.
func tests(q *inquiry, c component) (stage, gate bool, d generate.Decision) {
	row := q.ask("test.unit").Value.Record()
	f, found := q.fact(fact.Tests)
	present, saidPresent := row.Bool("present")
	alone, saidAlone := row.Bool("self-contained")
	command := strings.Join(fact.Args(f.Value), " ")
	switch {
	case !found:
		if len(q.inputs) == 0 {
			q.byDefault("test.unit", "no tests found")
		}
		return false, false, q.decide("", i18n.Textf("源码里没有找到测试", "no tests were found in the source"))
	case saidPresent && !present:
		return false, false, q.decide("", i18n.Textf("按答案没有可用的测试", "as answered there are no tests of use"))
	case saidAlone && !alone:
		return true, false, q.decide(stageTests, i18n.Textf("按答案测试依赖外部环境，不卡流水线；可用 docker build --target test 运行 %[1]s",
			"the tests need something outside, as answered, and hold nothing up; docker build --target test runs %[1]s", command))
	case saidAlone:
		return true, true, q.decide(gateTests, i18n.Textf("构建前运行 %s", "%s runs before the build", command))
	case len(c.Services) == 0:
		q.assume("test.unit", "self-contained")
		return true, true, q.decide(gateTests, i18n.Textf("组件不用任何后端服务，构建前运行 %s", "the component uses no services, so %s runs before the build", command))
	}
	q.factOf(fact.Service, c.Services[0].Kind)
	q.assume("test.unit", "not self-contained")
	return true, false, q.decide(stageTests, i18n.Textf("组件使用 %[1]s，测试能否脱离它运行没有人确认，不卡流水线；可用 docker build --target test 运行 %[2]s",
		"the component uses %[1]s and nobody said whether the tests run without it, so they hold nothing up; docker build --target test runs %[2]s", c.Services[0].Kind, command))
}
