package inventory

import (
	"regexp"
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey/typed"
)

// mapped finds the first pattern that a text matches, in the order given.
func mapped(s string, patterns [][2]string) string {
	s = strings.ToLower(typed.Fold(s))
	for _, p := range patterns {
		if regexp.MustCompile(p[1]).MatchString(s) {
			return p[0]
		}
	}
	return ""
}

// envName is the name that an environment has in the survey.
func envName(s string) string {
	if s == "" {
		return "prod"
	}
	name := mapped(s, [][2]string{
		{"preprod", `预发|预生产|准生产|灰度|pre-?prod`}, {"staging", `staging|^stg$|^stage$`}, {"uat", `uat|验收`},
		{"prod", `生产|线上|正式|^prd$|^prod(uction)?$`}, {"test", `测试|^test(ing)?$|^sit$|^qa$`}, {"dev", `开发|^dev(elopment)?$`}, {"dr", `灾备|容灾|^dr$`},
	})
	if name == "" {
		name = Slug(s)
	}
	return name
}

// criticality is the option for a word about how important an application is. Ranks
// such as A or P0 are no impact, so that it is an assumption.
func criticality(s string) string {
	return mapped(s, [][2]string{
		{"core", `核心|关键|最高|极高|^(一|1)级?$|^[as](级|类)?$|^p0$|^tier ?[01]$|critical|^very high$`},
		{"important", `重要|较高|^高|^(二|2)级?$|^b(级|类)?$|^p1$|^tier ?2$|^high$|important`},
		{"negligible", `可忽略|^低|^(四|4)级?$|^d(级|类)?$|^p3$|^low$|negligible`},
		{"normal", `一般|普通|^中|^(三|3)级?$|^c(级|类)?$|^p2$|^tier ?3$|^medium$|normal`},
	})
}

func languageKey(s string) string {
	return mapped(s, [][2]string{
		{"javascript", `javascript|typescript|node|vue|react|angular|^[jt]s$`}, {"java", `java|jdk|kotlin|scala|spring`}, {"python", `python|django|flask`},
		{"php", `php|laravel`}, {"dotnet", `\.net|c#|asp`}, {"ruby", `ruby|rails`}, {"rust", `rust`}, {"c-cpp", `c\+\+|^c$|c/c`}, {"go", `golang|\bgo\b`},
	})
}

var languageVersionRE = regexp.MustCompile(`(?i)(?:java|jdk|python|node(?:\.?js)?|go(?:lang)?|php|\.net(?: core)?|ruby|rust|kotlin|scala)\s*-?v?(\d+(?:\.\d+)*)`)

// versionIn is the version in a text such as JDK 1.8; of Java its usual number.
func versionIn(s string) string {
	m := languageVersionRE.FindStringSubmatch(typed.Fold(s))
	if m == nil {
		return ""
	}
	return plainVersion(m[1])
}

var onlyVersionRE = regexp.MustCompile(`(?i)^(?:java|jdk|openjdk)?\s*v?([\d.]+\S*)$`)

func plainVersion(s string) string {
	s = typed.Fold(s)
	if m := onlyVersionRE.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	switch s {
	case "1.5", "1.6", "1.7", "1.8":
		return s[2:]
	}
	return s
}

func osKey(s string) string {
	return mapped(s, [][2]string{
		{"domestic", `麒麟|kylin|统信|\buos|openeuler|欧拉|anolis|龙蜥`}, {"alibaba-cloud-linux", `alibaba|alinux|aliyun`},
		{"centos-6", `(centos|rhel|red ?hat|oracle linux)\D*6`}, {"centos-7", `(centos|rhel|red ?hat|oracle linux)\D*7`}, {"centos-8", `(centos|rhel|red ?hat|rocky|alma|oracle linux)\D*([89]|10)`},
		{"debian", `debian|ubuntu`}, {"suse", `suse|sles`}, {"windows", `windows`}, {"other-linux", `linux`},
	})
}

var productRE = regexp.MustCompile(`^(.*?)[\s_-]*[vV]?(\d+(?:\.\w+)*)?$`)

// product takes MySQL 5.7 apart. Products are called as the survey calls them.
func product(s string) (kind, version string) {
	s = typed.Fold(s)
	if m := productRE.FindStringSubmatch(s); m != nil && m[1] != "" {
		s, version = m[1], m[2]
	}
	known := mapped(s, [][2]string{
		{"dameng", `达梦|^dm\d?$|^dameng`}, {"kingbase", `金仓|kingbase`}, {"gaussdb", `gauss|高斯`}, {"oceanbase", `oceanbase`}, {"tidb", `tidb`}, {"polardb", `polardb`},
		{"postgresql", `postgres|^pg$`}, {"mysql", `mysql`}, {"mariadb", `mariadb`}, {"oracle", `oracle`}, {"sqlserver", `sql ?server|mssql`},
		{"mongodb", `mongo`}, {"redis", `redis`}, {"rocketmq", `rocketmq`}, {"rabbitmq", `rabbit`}, {"kafka", `kafka`}, {"activemq", `activemq`},
		{"nacos", `nacos`}, {"zookeeper", `zookeeper|^zk$`}, {"elasticsearch", `elastic|^es$`}, {"nginx", `nginx`}, {"minio", `minio`},
	})
	if known == "" {
		known = Slug(s)
	}
	return known, version
}

func gitProduct(url string) string {
	return mapped(url, [][2]string{
		{"codeup", `codeup`}, {"gitlab", `gitlab`}, {"gitee", `gitee`}, {"github", `github`}, {"gerrit", `gerrit`}, {"svn", `svn`},
	})
}
