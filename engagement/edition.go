package engagement

import "github.com/gantry-ack/gantry/engagement/catalog"

// Edition is the size of the service that the customer bought.
type Edition = catalog.Edition

// The editions, each containing the one before.
const (
	Standard = catalog.Standard // 标准版
	Upgraded = catalog.Upgraded // 升级版
	Premium  = catalog.Premium  // 尊享版
)

// ParseEdition accepts standard, upgraded, premium and 标准版, 升级版, 尊享版.
func ParseEdition(s string) (Edition, error) { return catalog.ParseEdition(s) }
