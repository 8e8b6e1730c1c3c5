package decide

import (
	"strings"

	"github.com/gantry-ack/gantry/engagement/survey"
	"github.com/gantry-ack/gantry/generate"
)

// chinaMirrors are public mirrors that builds in China reach well.
func chinaMirrors() generate.Mirrors {
	return generate.Mirrors{
		Maven:   "https://maven.aliyun.com/repository/public",
		NPM:     "https://registry.npmmirror.com",
		PyPI:    "https://mirrors.aliyun.com/pypi/simple/",
		GoProxy: "https://goproxy.cn,direct",
		Apt:     "mirrors.aliyun.com",
	}
}

// mirrors decides where builds get packages from. Addresses of the customer's
// own win over the public ones; an isolated build has nothing but them.
func mirrors(q *inquiry) (generate.Mirrors, generate.Decision) {
	var m generate.Mirrors
	var why because
	choice := q.ask("net.mirrors")
	own, _ := q.rows("net.proxy")
	isolated := q.ask("net.egress").Value.Record().Get("build") == "isolated"
	kind := choice.Value.Text
	switch {
	case isolated:
		why.add("构建环境不通互联网，只用自己的源；未给出的用工具自身默认，需在内网可达",
			"the build does not reach the internet, so only sources of your own are used; what is not named stays at the tool's default and must be reachable inside")
	case choice.State == survey.NotApplicable || kind == "none":
		why.add("使用官方源", "the official sources are used")
	case kind == "custom":
		why.add("只用自己的源；未给出的用工具自身默认", "only sources of your own are used; what is not named stays at the tool's default")
	default:
		m = chinaMirrors()
		if choice.State == survey.Unknown {
			q.assume("net.mirrors", "china")
		}
		why.add("使用国内公共源，都是构建参数，可以在构建时改", "public mirrors in China are used; all are build arguments that a build can override")
	}
	value := "china"
	if isolated || kind == "custom" {
		value = "custom"
	} else if m == (generate.Mirrors{}) {
		value = none
	}
	if named := ownMirrors(&m, own); len(named) > 0 {
		why.add("自己的地址优先: %s", "addresses of your own win: %s", strings.Join(named, ", "))
		if value == none {
			value = "custom"
		}
	}
	recordMirrors(q, m)
	return m, q.decide(value, why.text())
}

// ownMirrors puts the rows of net.proxy in and returns their kinds.
func ownMirrors(m *generate.Mirrors, rows []survey.Row) []string {
	fields := map[string]*string{
		"http-proxy": &m.Proxy, "maven": &m.Maven, "npm": &m.NPM, "pypi": &m.PyPI, "goproxy": &m.GoProxy, "apt": &m.Apt, "images": &m.Images,
	}
	var kinds []string
	for _, r := range rows {
		kind, url := r.Get("kind"), r.Get("url")
		if kind == "images" || kind == "apt" {
			url = bareHost(url)
		}
		*fields[kind] = url
		kinds = append(kinds, kind)
	}
	return kinds
}

// recordMirrors records every source that is used.
func recordMirrors(q *inquiry, m generate.Mirrors) {
	for _, f := range []struct{ name, value string }{
		{"maven", m.Maven}, {"npm", m.NPM}, {"pypi", m.PyPI}, {"goproxy", m.GoProxy}, {"apt", m.Apt}, {"images", m.Images}, {"proxy", m.Proxy},
	} {
		if f.value != "" {
			q.byDefault("mirrors."+f.name, f.value)
		}
	}
}
