package catalog

import (
	"fmt"
	"strings"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// Edition is the size of the service that the customer bought.
type Edition string

// The editions of the statement of work, each containing the one before.
const (
	Standard Edition = "standard" // 标准版
	Upgraded Edition = "upgraded" // 升级版
	Premium  Edition = "premium"  // 尊享版
)

// AllEditions lists the editions from the smallest to the largest.
func AllEditions() Editions { return Editions{Standard, Upgraded, Premium} }

// ParseEdition accepts the id of an edition in any case, or its Chinese name.
func ParseEdition(s string) (Edition, error) {
	name := strings.TrimSpace(s)
	for _, e := range AllEditions() {
		if strings.EqualFold(name, string(e)) || name == e.Text().ZH {
			return e, nil
		}
	}
	return "", fmt.Errorf("parsing edition %q: use standard, upgraded or premium (标准版, 升级版, 尊享版)", s)
}

// Text names the edition.
func (e Edition) Text() i18n.Text {
	switch e {
	case Standard:
		return i18n.Text{ZH: "标准版", EN: "Standard"}
	case Upgraded:
		return i18n.Text{ZH: "升级版", EN: "Upgraded"}
	case Premium:
		return i18n.Text{ZH: "尊享版", EN: "Premium"}
	}
	return i18n.Text{ZH: string(e), EN: string(e)}
}
