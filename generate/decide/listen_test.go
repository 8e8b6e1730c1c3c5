package decide

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
)

// boots is a Spring Boot program with these ports, by the facts given.
func boots(services []string, ports []assess.Port, fs ...fact.Fact) assess.Component {
	c := assess.Component{Language: assess.Versioned{ID: "java"}, Framework: assess.Versioned{ID: "spring-boot"}, Packaging: "jar", Ports: ports, Workload: assess.Web, Facts: fs}
	for _, s := range services {
		c.Services = append(c.Services, assess.Service{Kind: s})
	}
	return c
}

// TestListening is the table of the variables that make a program listen where its
// container says. What the process then does must be what the container says, whatever the table wants.
func TestListening(t *testing.T) {
	main := func(n int) []assess.Port { return []assess.Port{{Port: n, Protocol: "http"}} }
	both := []assess.Port{{Port: 8080, Protocol: "http"}, {Port: 9000, Protocol: "http", Name: "management"}}
	port := func(value string, origin fact.Origin) fact.Fact { return at(fact.Port, value, origin, "x", 1) }
	usual := at(fact.Port, "8080/http", fact.FromDefault, "pom.xml", 1)
	tests := []struct {
		name    string
		c       assess.Component
		answers string
		want    map[string]string
	}{
		{name: "configuration", c: boots(nil, main(8081), port("8081/http", config))},
		{name: "an option of the start command", c: boots(nil, main(8081), port("8081/http", fact.FromStart), usual), want: map[string]string{"SERVER_PORT": "8081"}},
		{name: "an option over configuration", c: boots(nil, main(9001), port("9001/http", fact.FromStart), port("8081/http", config)), want: map[string]string{"SERVER_PORT": "9001"}},
		{name: "an option that goes with configuration", c: boots(nil, main(8888), port("8888/http", fact.FromStart), port("8888/http", config))},
		{name: "EXPOSE", c: boots(nil, main(9966), port("9966/tcp", deploy), usual), want: map[string]string{"SERVER_PORT": "9966"}},
		{name: "a property of the build", c: boots(nil, main(9966), port("9966/http", fact.FromBuild)), want: map[string]string{"SERVER_PORT": "9966"}},
		{name: "the default of the framework", c: boots(nil, main(8080), usual)},
		{name: "EXPOSE of the default", c: boots(nil, main(8080), port("8080/tcp", deploy))},
		{name: "another default", c: boots(nil, main(8989), port("8989/tcp", deploy), at(fact.Port, "8989/http", fact.FromDefault, "pom.xml", 1))},
		{name: "nothing at all", c: boots(nil, nil)},
		{name: "a configuration server may say otherwise", c: boots([]string{"config-server"}, main(8080), usual), want: map[string]string{"SERVER_PORT": "8080"}},
		{name: "a configuration server whose files are here", c: boots([]string{"config-server"}, main(8080), usual, at(fact.ConfigServed, "config/a.yml", config, "config/a.yml", 0))},
		{name: "an answer", c: boots(nil, main(8080), usual), answers: org("app.ports: [{port: 7070}]"), want: map[string]string{"SERVER_PORT": "7070"}},
		{name: "a manifest that says otherwise", c: boots(nil, main(8081), port("8081/http", config), at(fact.Env("SERVER_PORT"), "9000", deploy, "compose.yml", 1)), want: map[string]string{"SERVER_PORT": "8081"}},
		{name: "the management port of a command", c: boots(nil, both, port("8080/http", config), at(fact.PortNamed("management"), "9000/http", fact.FromStart, "unit", 2)),
			want: map[string]string{"MANAGEMENT_SERVER_PORT": "9000"}},
		{name: "the management port of configuration", c: boots(nil, both, port("8080/http", config), at(fact.PortNamed("management"), "9000/http", config, "a.yml", 2))},
		{name: "a path prefix of a command", c: boots(nil, main(8080), usual, at(fact.ContextPath, "/shop", fact.FromStart, "unit", 1)), want: map[string]string{"SERVER_SERVLET_CONTEXTPATH": "/shop"}},
		{name: "a path prefix of configuration", c: boots(nil, main(8080), usual, at(fact.ContextPath, "/shop", config, "a.yml", 1))},
		{name: "a program that reads PORT", c: ported(lang("go", env("PORT", ""), port("7000/tcp", deploy)), main(7000)...), want: map[string]string{"PORT": "7000"}},
		{name: "a variable for where it listens", c: ported(lang("go", env("HTTP_ADDR", ":7000"), at(fact.Env("HTTP_ADDR"), ":9000", deploy, "k8s.yaml", 1), port("7000/http", code)), main(7000)...),
			want: map[string]string{"HTTP_ADDR": ":7000"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := one(t, tt.c, tt.answers)
			got := plain(w.Env)
			delete(got, javaOptions)
			if d := cmp.Diff(orEmpty(tt.want), got); d != "" {
				t.Error(d)
			}
			if c := (component{Component: tt.c}); c.spring() && len(w.Ports) > 0 {
				if at := bootPort(c, got["SERVER_PORT"]); at != w.Ports[0].Number {
					t.Errorf("the container says %d, the program listens on %d", w.Ports[0].Number, at)
				}
			}
		})
	}
}

// bootPort is where Spring Boot listens, whose environment wins over its
// configuration, and that over its default.
func bootPort(c component, variable string) int {
	if n, err := strconv.Atoi(variable); err == nil {
		return n
	}
	for _, f := range c.Facts.All(fact.Port) {
		if f.Origin == config || f.Origin == fact.FromDefault {
			return portNumber(f)
		}
	}
	return 8080
}
