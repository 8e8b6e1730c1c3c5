package interview

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/internal/i18n"
)

func TestSpell(t *testing.T) {
	s := newSpeller()
	for text, want := range map[string]string{
		"健康检查": "jkjc jiankangjiancha", "可重入": "kcr kechongru", "停机时长": "tjsc tingjishichang", "银行": "yh yinhang", "执行": "zx zhixing",
		"利用率": "lyl liyonglv", "弹性": "tx tanxing", "jdk 版本": "jdkbb jdkbanben", "重要": "zy zhongyao", "": " ", "（…）": " ",
	} {
		short, full := s.spell(text)
		if got := short + " " + full; got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestSearch(t *testing.T) {
	s, _ := session(t, "a", Options{Applications: []Application{{"订单系统", []string{"order-api", "order-web"}}, {"crm", nil}}})
	b := bank(t)
	do(t, s, say(t, b, "apps.订单系统 state.session memory-sticky"), say(t, b, "apps.crm state.session shared"),
		say(t, b, "goal.pilot application=crm,success=双十一零故障"),
		Event{Kind: Noted, Place: survey.Place{App: "crm"}, Question: "app.source", Text: "源码在堡垒机上"})
	for query, want := range map[string]string{
		"ops.health":     "question apps.crm ops.health",
		"健康检查":           "question apps.crm ops.health",
		"jkjc":           "question apps.crm ops.health",
		"jiankang":       "question apps.crm ops.health",
		"ＯＰＳ．ｈｅａｌｔｈ":     "question apps.crm ops.health",
		"Health":         "question apps.crm ops.health",
		"dingdan":        "place apps.订单系统 ",
		"ddxt":           "place apps.订单系统 ",
		"order-api":      "place apps.订单系统.components.order-api ",
		"ddxt session":   "question apps.订单系统 state.session",
		"订单 会话":          "question apps.订单系统 state.session",
		"零故障":            "answer org goal.pilot",
		"ssylgz":         "answer org goal.pilot",
		"堡垒机上":           "answer apps.crm app.source",
		"sticky 订单":      "question apps.订单系统 state.session",
		"nosuchword":     "",
		"  ":             "",
		"tgt.platform":   "question org tgt.platform",
		"ACK Pro":        "question org tgt.platform",
		"flannel":        "question org tgt.cni",
		"health 零故障 xyz": "",
	} {
		hits := s.Index(i18n.ZH).Find(query, 5)
		got := ""
		if len(hits) > 0 {
			got = fmt.Sprintf("%s %s %s", hits[0].Kind, hits[0].Place, hits[0].Question)
		}
		if !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	if hits := s.Index(i18n.EN).FindNear("session", survey.Place{App: "订单系统"}, 1); len(hits) != 1 || hits[0].Place.App != "订单系统" || !strings.Contains(hits[0].Text, "session") {
		t.Errorf("not near: %+v", hits)
	}
	for _, query := range []string{"cur.startup", "mlqd"} { // asked of components: those of the application at hand come first
		hits := s.Index(i18n.ZH).FindNear(query, survey.Place{App: "订单系统"}, 1)
		if want := (survey.Place{App: "订单系统", Component: "order-api"}); len(hits) != 1 || hits[0].Place != want {
			t.Errorf("%q near: %+v, want %s", query, hits, want)
		}
	}
	do(t, s, Event{Kind: Cleared, Place: survey.Place{}, Question: "goal.pilot"})
	if hits := s.Index(i18n.ZH).Find("零故障", 5); len(hits) > 0 {
		t.Errorf("what is cleared is still found: %+v", hits)
	}
}

func BenchmarkSearch(b *testing.B) {
	m, events := landscape(b, 200, 3)
	m.Replay(events)
	x := m.Index(i18n.ZH)
	x.Find("jkjc", 20)
	for _, query := range []string{"jkjc", "会话", "e", "应用-100 session", "yigehuida", "nosuchword"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				x.Find(query, 20)
			}
		})
	}
}

// BenchmarkFirstSearch builds the index.
func BenchmarkFirstSearch(b *testing.B) {
	m, events := landscape(b, 200, 3)
	for b.Loop() {
		b.StopTimer()
		fresh := New(Options{Bank: m.bank, Applications: m.subjects.declared})
		fresh.Replay(events)
		b.StartTimer()
		fresh.Index(i18n.ZH).Find("jkjc", 20)
	}
}
