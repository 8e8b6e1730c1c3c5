package tui

import (
	"testing"

	"github.com/gantry-ack/gantry/engagement/interview"
	"github.com/gantry-ack/gantry/engagement/survey"
)

// TestAllEvidenceAtOnce: what the source shows about an application is confirmed
// in one step, without what the person left out, and taken back in one.
func TestAllEvidenceAtOnce(t *testing.T) {
	w := newWorld(t)
	at := survey.Place{App: shop().App}
	w.open(at, "biz.criticality")
	w.press("Y")
	w.shows("等待确认的证据", "src/Login.java:40")
	w.press("s")
	w.has(shop(), "state.session", "answered memory-sticky")
	e, _ := w.env.Session.Entry(shop(), "state.session")
	if e.Held[0].Origin != interview.Scan {
		t.Errorf("%+v", e.Held[0])
	}
	w.isAt(at, "biz.criticality")
	w.press("<ctrl+z>")
	w.has(shop(), "state.session", "suggested")
}

// TestReviewOfManyApplications: the review of a large portfolio lists the
// assumptions of one application, and leads to those of the others.
func TestReviewOfManyApplications(t *testing.T) {
	w := worldOf(t, landscape(t))
	w.size(120, 40)
	w.press("r<end>")
	apps := w.env.Session.Subjects().Applications
	last := apps[len(apps)-1].Name
	w.shows(last, "待确认")
	w.press("<enter><end>") // the review of the last one, which its own list leaves out
	w.shows(apps[len(apps)-2].Name)
	w.hides(last + "\n")
	w.press("<esc>")
	w.shows(last)
}
