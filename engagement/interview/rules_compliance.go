package interview

import (
	"slices"
	"strconv"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// daysOfMonth is what a month of keeping logs is counted as.
const daysOfMonth = 30

func complianceRules() []rule {
	return []rule{
		{
			id: "log-retention", reads: []string{"ops.logs", "sec.audit_months"}, check: logRetention,
			advice: i18n.Text{ZH: "迁移时把日志投递到 SLS，并按要求设置保存天数。", EN: "Send the logs to SLS with the migration and set the retention that is required."},
		},
		{
			id: "plain-http", reads: []string{"net.tls", "sec.regime"},
			pair:   both(side{id: "net.tls", column: "where", is: []string{"none"}}, side{id: "sec.regime", is: []string{"mlps3", "mlps4", "crypto-assessment", "pci-dss"}}, "HTTPS 证书“%s”，合规要求却包括“%s”，要求传输加密", "HTTPS: %q, yet the regimes include %q, which demand encrypted traffic"),
			advice: i18n.Text{ZH: "迁移时在入口启用 HTTPS，应用不需要改。", EN: "Turn HTTPS on at the entry when migrating; the application need not change."},
		},
		{
			id: "raw-test-data", reads: []string{"test.data", "data.sensitivity"},
			pair:   both(side{id: "test.data", is: []string{"raw"}}, side{id: "data.sensitivity", test: holdsPeople}, "测试数据为“%s”，其中却有个人或支付信息（%s）", "test data: %q, yet there is personal or payment data in it (%s)"),
			advice: i18n.Text{ZH: "脱敏后再用，或改为造数；测试环境按生产同级保护前不导入。", EN: "Mask it before use, or make data up; import nothing until the test environment is protected like production."},
		},
	}
}

func holdsPeople(f fact) bool {
	row := f.value.Record()
	return isYes(row, "personal") || isYes(row, "payment")
}

func logRetention(v *view) (finding, bool) {
	logs, ok := v.one("ops.logs")
	audit, known := v.one("sec.audit_months")
	months, err := strconv.Atoi(audit.value.Text)
	days := logs.value.Record().Int("days")
	if !ok || !known || err != nil || days == 0 || days >= months*daysOfMonth {
		return finding{}, false
	}
	if slices.Contains([]string{"none", ""}, logs.column("to")) {
		return finding{}, false
	}
	return tell([]fact{logs, audit}, "日志保留 %s 天，审计却要求 %s 个月", "logs are kept for %s days, yet audits demand %s months", plain("%d", days), plain("%d", months))
}
