package detect

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/fact"
)

func TestGoModuleFacts(t *testing.T) {
	fs := GoModuleFacts([]GoModule{
		{"github.com/gin-gonic/gin", "v1.10.0"}, {"github.com/redis/go-redis/v9", "v9.5.1"}, {"gorm.io/driver/mysql", "v1.5.6"}, {"github.com/go-sql-driver/mysqlx", "v1"}, {"golang.org/x/net", "v0.30.0"},
	}, "app/server")
	if fs.Value(fact.Framework) != "gin" || fs.Value(fact.FrameworkVersion) != "1.10.0" {
		t.Errorf("framework %s %s", fs.Value(fact.Framework), fs.Value(fact.FrameworkVersion))
	}
	if d := cmp.Diff([]string{"mysql", "redis"}, fs.Values(fact.Service)); d != "" {
		t.Error(d)
	}
}
