package survey

import (
	"testing"

	"github.com/gantry-ack/gantry/internal/i18n"
)

// TestShowNumbers: a number says what it counts; a port counts nothing.
func TestShowNumbers(t *testing.T) {
	bank, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ id, column, value, zh, en string }{
		{"app.ports", "port", "8080", "端口：8080", "Port: 8080"},
		{"data.stores", "port", "3306", "端口：3306", "Port: 3306"},
		{"net.firewall", "days", "5", "平均时长：5 天", "Usual time: 5 days"},
	} {
		q, _ := bank.Question(c.id)
		v := Value{Rows: []Row{{{Column: c.column, Text: c.value}}}}
		if zh, en := q.ShowValue(v, i18n.ZH), q.ShowValue(v, i18n.EN); zh != c.zh || en != c.en {
			t.Errorf("%s: %q, %q; want %q, %q", c.id, zh, en, c.zh, c.en)
		}
	}
}
