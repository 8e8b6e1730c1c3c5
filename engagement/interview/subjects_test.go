package interview

import (
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
)

// TestDeclare: after applications are declared anew, the interview is what it would
// be if it had begun with them, whatever was looked at before.
func TestDeclare(t *testing.T) {
	shop := Application{Name: "shop", Components: []string{"api"}}
	crm := Application{Name: "crm"}
	said := []Event{choose("biz.criticality", "core", survey.Place{App: "crm"}), choose("net.mirrors", "none", survey.Place{})}
	for name, tc := range map[string]struct{ first, then []Application }{
		"one more":            {[]Application{shop}, []Application{shop, crm}},
		"one less":            {[]Application{shop, crm}, []Application{crm}},
		"one more, answered":  {nil, []Application{crm}},
		"none":                {[]Application{shop, crm}, nil},
		"other components":    {[]Application{shop}, []Application{{Name: "shop", Components: []string{"web"}}}},
		"without its answers": {[]Application{shop, {Name: "erp"}}, []Application{shop}},
	} {
		t.Run(name, func(t *testing.T) {
			s, log := session(t, "a", Options{Applications: tc.first})
			do(t, s, said...)
			s.Index("zh").Find("crm", 5)
			dump(t, s.Machine)
			s.Declare(tc.then)
			fresh := New(Options{Bank: bank(t), Device: "a", Applications: tc.then})
			fresh.Replay(log.events)
			sameDump(t, name, dump(t, fresh), dump(t, s.Machine))
			if a, b := len(fresh.Index("zh").Find("crm", 5)), len(s.Index("zh").Find("crm", 5)); a != b {
				t.Errorf("the search finds %d, not %d", b, a)
			}
		})
	}
}
