package ini_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/internal/ini"
	"github.com/gantry-ack/gantry/internal/conf"
)

func TestParse(t *testing.T) {
	got := ini.Parse("appname = shop\n; note\n[server]\nport: 8080\n  \n[options]\ninstall_requires =\n    flask>=2\n    redis\npath = \"a b\"\nnonsense\n")
	want := conf.Settings{
		{Key: "appname", Value: "shop", Line: 1},
		{Key: "server.port", Value: "8080", Line: 4},
		{Key: "options.install_requires", Value: "flask>=2\nredis", Line: 7},
		{Key: "options.path", Value: "a b", Line: 10},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
