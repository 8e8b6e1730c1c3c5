package symbolic_test

import (
	"testing"

	"github.com/gantry-ack/gantry/assess/internal/symbolic"
)

func TestParseListen(t *testing.T) {
	for in, want := range map[string]symbolic.Listen{
		"8080":           {Port: 8080},
		":8080":          {Port: 8080},
		"0.0.0.0:80":     {Port: 80},
		"[::]:50051":     {Port: 50051},
		"localhost:6060": {Host: "localhost", Port: 6060},
		"tcp://:53":      {Port: 53},
	} {
		if got, ok := symbolic.ParseListen(in); !ok || got != want {
			t.Errorf("ParseListen(%q) = %v, %v, want %v", in, got, ok, want)
		}
	}
	for _, in := range []string{"", ":", "http", "unix:/run/a.sock", "/run/a.sock:80", "70000", ":0"} {
		if got, ok := symbolic.ParseListen(in); ok {
			t.Errorf("ParseListen(%q) = %v, want nothing", in, got)
		}
	}
}

func TestParseEndpoint(t *testing.T) {
	for in, want := range map[string]symbolic.Endpoint{
		"redis://:s3cret@cache:6379/0":                     {Kind: "redis", Address: "cache:6379"},
		"mysql+pymysql://u:p@ss@db:3306/shop?charset=utf8": {Kind: "mysql", Address: "db:3306"},
		"postgresql://u:${PW}@${DB_HOST:localhost}/x":      {Kind: "postgresql", Address: "${DB_HOST:localhost}"},
		"root:root@tcp(127.0.0.1:3306)/test?loc=Local":     {Kind: "mysql", Address: "127.0.0.1:3306"},
		"host=db port=5432 password=s3cret":                {Address: "db:5432"},
		"sqlite:///data.db":                                {Kind: "sqlite", Address: "data.db"},
		"mongo:27017":                                      {Address: "mongo:27017"},
		"a:1,b:2":                                          {Address: "a:1,b:2"},
		"http://es:9200/":                                  {Address: "es:9200"},
		"u:s3cret@nowhere":                                 {},
		"not a host":                                       {},
	} {
		if got := symbolic.ParseEndpoint(in); got != want {
			t.Errorf("ParseEndpoint(%q) = %+v, want %+v", in, got, want)
		}
	}
}

func TestMerge(t *testing.T) {
	alts := symbolic.Merge([]symbolic.Text{symbolic.Lit(""), symbolic.Lit("3550"), symbolic.EnvOr("PORT", nil)})
	if got := alts[0].String(); got != "${PORT:3550}" {
		t.Errorf("the variable with its fallback is %s", got)
	}
	if got := alts[0].Default(); got != "3550" {
		t.Errorf("default is %q", got)
	}
}

func TestJoinIsBounded(t *testing.T) {
	many := make([]symbolic.Text, 100)
	for i := range many {
		many[i] = symbolic.Lit("x")
	}
	for range 10 {
		many = symbolic.Join(many, many)
	}
	if len(many) > 8 {
		t.Errorf("%d alternatives", len(many))
	}
}
