package java

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		"localhost":                                        "localhost:6379",
		"10.0.0.1:7000,10.0.0.2:7000":                      "10.0.0.1:7000,10.0.0.2:7000",
		"redis://user:hunter2@r.example.com:6380/0":        "r.example.com:6380",
		"redis://:p@ss@r.example.com":                      "r.example.com:6379",
		"${REDIS_HOST:localhost}":                          "${REDIS_HOST:localhost}:6379",
		"${REDIS_HOST:localhost}:${REDIS_PORT:6379}":       "${REDIS_HOST:localhost}:${REDIS_PORT:6379}",
		"${NACOS_ADDR:nacos:8848}":                         "nacos:8848",
		"${A:http://${B:b.example.com}/x}":                 "${B:b.example.com}:80",
		"https://oss.example.com/bucket":                   "oss.example.com:443",
		"http://a:1/eureka/, http://u:hunter2@b:2/eureka/": "a:1,b:2",
		"[::1]:6379":         "[::1]:6379",
		"hunter2 is no host": "",
		"":                   "",
		"${":                 "",
	} {
		if got := Address(in, "6379"); got != want {
			t.Errorf("Address(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestJDBCURL(t *testing.T) {
	ports := map[string]string{"mysql": "3306", "postgresql": "5432", "oracle": "1521", "sqlserver": "1433", "dameng": "5236"}
	for in, want := range map[string][2]string{
		"jdbc:mysql://db/shop?password=hunter2":                                     {"mysql", "db:3306"},
		"jdbc:mysql://a:3306,b:3307/shop":                                           {"mysql", "a:3306,b:3307"},
		"jdbc:mysql:replication://a,b/shop":                                         {"mysql", "a:3306,b:3306"},
		"jdbc:p6spy:mysql://db:3306/shop":                                           {"mysql", "db:3306"},
		"jdbc:mysql://${MYSQL_HOST:db}:${MYSQL_PORT:3306}/shop":                     {"mysql", "${MYSQL_HOST:db}:${MYSQL_PORT:3306}"},
		"${DB_URL:jdbc:postgresql://pg.example.com:5433/shop}":                      {"postgresql", "pg.example.com:5433"},
		"r2dbc:postgresql://u:hunter2@pg/shop":                                      {"postgresql", "pg:5432"},
		"jdbc:oracle:thin:@10.0.0.1:1521:orcl":                                      {"oracle", "10.0.0.1:1521"},
		"jdbc:oracle:thin:scott/hunter2@//ora:1522/svc":                             {"oracle", "ora:1522"},
		"jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=o)(PORT=15)))": {"oracle", "o:15"},
		"jdbc:sqlserver://sql:1433;databaseName=x;password=hunter2":                 {"sqlserver", "sql:1433"},
		"jdbc:dm://dm:5236/SHOP":                                                    {"dameng", "dm:5236"},
		"jdbc:h2:mem:test":                                                          {"", ""},
		"no url":                                                                    {"", ""},
	} {
		kind, address, _, _ := jdbcURL(in, ports)
		if d := cmp.Diff(want, [2]string{kind, address}); d != "" {
			t.Errorf("%s: %s", in, d)
		}
	}
}

func TestVersions(t *testing.T) {
	for in, want := range map[string]string{
		"1.8": "8", "8": "8", "17": "17", "VERSION_1_8": "8", "JavaVersion.VERSION_21": "21", "JvmTarget.JVM_1_8": "8", "JVM_17": "17",
		"11.0.2": "11", "1.8.0": "8", "": "", "${x}": "", "latest": "", "0": "",
	} {
		if got := LanguageVersion(in); got != want {
			t.Errorf("LanguageVersion(%q) = %q, want %q", in, got, want)
		}
	}
	for _, c := range []struct {
		v            string
		major, minor int
		want         bool
	}{
		{"2.3.0.RELEASE", 2, 3, true}, {"2.2.13.RELEASE", 2, 3, false}, {"3.0.0-SNAPSHOT", 2, 3, true}, {"10.0", 2, 3, true},
		{"", 0, 0, false}, {"x.y", 1, 0, false},
	} {
		if got := AtLeast(c.v, c.major, c.minor); got != c.want {
			t.Errorf("AtLeast(%q, %d, %d) = %v", c.v, c.major, c.minor, got)
		}
	}
}

func TestPaths(t *testing.T) {
	for in, want := range map[[2]string]string{
		{"a", "../b"}: "b", {"a", "b"}: "a/b", {".", "x/./y"}: "x/y", {"a/b", `..\c`}: "a/c",
		{"a", "../../b"}: "", {"a", "/etc"}: "", {"a", "C:/x"}: "", {"a", "${x}"}: "",
	} {
		got, ok := Inside(in[0], in[1])
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("Inside(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[[2]string]string{
		{".", "a/b"}: "a/b", {"a", "a/b"}: "b", {"a", "a"}: ".", {"a/b", "a/c"}: "../c", {"a", "."}: "..", {"a", "ab"}: "../ab",
	} {
		if got := Relative(in[0], in[1]); got != want {
			t.Errorf("Relative(%q) = %q, want %q", in, got, want)
		}
	}
	if got := CommonDir("a/b", "a/c/d", "a/b/x"); got != "a" {
		t.Errorf("CommonDir = %q", got)
	}
	if got := CommonDir("a", "ab"); got != "." {
		t.Errorf("CommonDir = %q", got)
	}
}

func TestRate(t *testing.T) {
	for in, want := range map[string]string{"60 * 60 * 1000": "every 1h", "90_000L": "every 90s", "120000": "every 2m", "1500": "every 1500ms", "${x}": "every ${x}", "-1": "every -1"} {
		if got := Rate(in, "MILLISECONDS"); got != want {
			t.Errorf("Rate(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Rate("5", "MINUTES"); got != "every 5m" {
		t.Errorf("Rate in minutes = %q", got)
	}
}

// TestBlank holds that comments and strings are told apart and lines stay where they are.
func TestBlank(t *testing.T) {
	in := "a // \"x\n\"// no\" /* b\n*/ c '\"' d \"\"\"\n// text\n\"\"\" e"
	code, bare := blank(in)
	wantCode := "a      \n\"// no\"     \n   c '\"' d \"\"\"\n// text\n\"\"\" e"
	wantBare := "a      \n\"     \"     \n   c ' ' d \"\"\"\n       \n\"\"\" e"
	if d := cmp.Diff(wantCode, code); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(wantBare, bare); d != "" {
		t.Error(d)
	}
}

// FuzzMarks holds the source reader to any text.
func FuzzMarks(f *testing.F) {
	f.Add("package p; class A { public static void main(String[] a) { new Server(80); } }")
	f.Add("'\\")
	f.Add("\"\"\"")
	f.Add("/*/")
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range []string{"p/A.java", "p/A.kt"} {
			for _, m := range marks(name, text) {
				if m.At.Line < 1 {
					t.Errorf("mark without a line: %v", m)
				}
			}
		}
		Address(text, "1")
		jdbcURL(text, nil)
	})
}
