package dockerfile

import (
	"cmp"
	"strings"

	"github.com/gantry-ack/gantry/generate"
	"github.com/gantry-ack/gantry/generate/dockerfile/ast"
	"github.com/gantry-ack/gantry/internal/i18n"
)

// Names of the build arguments, the same in every Dockerfile. An empty value
// switches back to the tool's own source.
const (
	ArgMaven  = "MAVEN_MIRROR"
	ArgGradle = "GRADLE_MIRROR"
	ArgNPM    = "NPM_REGISTRY"
	ArgPyPI   = "PIP_INDEX_URL"
	ArgGo     = "GOPROXY"
	ArgApt    = "APT_MIRROR"
)

// Arg is a build argument with its default.
type Arg struct {
	Name, Default string
	Text          i18n.Text // what it is
}

// mirrorArgs is every argument, sorted as people look for them.
func mirrorArgs(m generate.Mirrors) []Arg {
	return []Arg{
		{ArgMaven, given(m.Maven), i18n.Text{ZH: "Maven Central 的镜像", EN: "mirror of Maven Central"}},
		{ArgGradle, gradleMirror(m), i18n.Text{ZH: "Gradle 发行包的镜像", EN: "mirror of the Gradle distributions"}},
		{ArgNPM, given(m.NPM), i18n.Text{ZH: "npm 源", EN: "npm registry"}},
		{ArgPyPI, given(m.PyPI), i18n.Text{ZH: "PyPI 源", EN: "PyPI index"}},
		{ArgGo, given(m.GoProxy), i18n.Text{ZH: "Go 模块代理", EN: "Go module proxy"}},
		{ArgApt, aptHost(m.Apt), i18n.Text{ZH: "apt 源的主机", EN: "host of the apt mirror"}},
	}
}

// given reads "none" as nothing.
func given(s string) string {
	if s == "none" {
		return ""
	}
	return s
}

// aptHost drops the scheme: packages are signed, and small images hold no
// certificates with which to check a connection.
func aptHost(s string) string {
	if _, rest, ok := strings.Cut(s, "://"); ok {
		s = rest
	}
	return strings.TrimSuffix(given(s), "/")
}

// gradleMirror goes with the public Maven mirror of Alibaba Cloud; a repository of
// the customer's own says nothing of distributions.
func gradleMirror(m generate.Mirrors) string {
	if strings.Contains(m.Maven, "maven.aliyun.com") {
		return "https://mirrors.cloud.tencent.com/gradle"
	}
	return ""
}

// arg declares a mirror argument in a stage, with a line that says what it is.
func (b *builder) arg(s *ast.Stage, name string) {
	for _, a := range mirrorArgs(b.app.Mirrors) {
		if a.Name == name {
			s.Add(ast.Arg{Name: name, Default: a.Default}, b.argComment(a)...)
			b.explain(s.Name+".ARG."+name, generate.AppDecision(generate.AspectMirrors))
		}
	}
}

// argComment says how the argument is switched off, where there is a default.
func (b *builder) argComment(a Arg) []string {
	assumed := Assumed(b.app, generate.AspectMirrors, a.Default)
	if a.Default == "" {
		return append(assumed, b.text("%[1]s，默认官方源", "%[2]s; the official one by default", a.Text.ZH, a.Text.EN))
	}
	return append(assumed, b.text("%[1]s；--build-arg %[3]s= 改用官方源", "%[2]s; --build-arg %[3]s= for the official one", a.Text.ZH, a.Text.EN, a.Name))
}

// Assumed is the line that marks a value which a decision of the application as a
// whole rests on an assumption for: its part alone, where the decision is of many values.
func Assumed(app generate.Application, aspect, value string) []string {
	d, ok := app.Decision(generate.AppDecision(aspect))
	if !ok || !d.Assumption() || value == "" {
		return nil
	}
	d.Value = value
	return []string{d.Comment(app.Lang)}
}

// ownSource tells whether a mirror is one of the customer's, which may want a login.
func ownSource(mirror string) bool {
	for _, public := range []string{
		"aliyun.com", "npmmirror.com", "goproxy.cn", "goproxy.io", "tencent.com", "huaweicloud.com", "163.com", "edu.cn", "golang.org", "pypi.org", "npmjs.org", "apache.org",
	} {
		if strings.Contains(mirror, public) {
			return false
		}
	}
	return cmp.Or(mirror, "none") != "none"
}
