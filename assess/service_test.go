package assess_test

import (
	"testing"

	"github.com/gantry-ack/gantry/assess"
)

func TestServiceNamed(t *testing.T) {
	services := []assess.Service{{Kind: "mysql"}, {Kind: "redis"}, {Kind: "elasticsearch", Optional: true}}
	for name, want := range map[string]string{
		"DB_PASSWORD": "mysql", "SPRING_DATASOURCE_URL": "mysql", "CACHE_HOST": "redis", "redis.password": "redis",
		"ES_API_KEY": "elasticsearch", "ELASTICSEARCH_PASSWORD": "elasticsearch", "SECRET_KEY": "", "DBS": "",
	} {
		if s, ok := assess.ServiceNamed(services, name); s.Kind != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", name, s.Kind, want)
		}
	}
}
