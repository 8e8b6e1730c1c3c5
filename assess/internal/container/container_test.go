package container

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gantry-ack/gantry/assess/fact"
)

// show prints facts as key=value, with the confidence when it is not high.
func show(b Builder) []string {
	var out []string
	for _, f := range b.Facts() {
		s := f.Key + "=" + f.Value
		if f.Confidence != fact.High {
			s += " (" + string(f.Confidence) + ")"
		}
		out = append(out, s)
	}
	return out
}

func TestInstall(t *testing.T) {
	for name, c := range map[string]struct {
		script string
		want   []string
	}{
		"apt": {"apt-get update && apt-get install -y --no-install-recommends ffmpeg=7:4.1 libgl1-mesa-glx vim && rm -rf /var/lib/apt", []string{"system-package=ffmpeg", "system-package=libgl"}},
		"headers mean the library and a build": {"apt-get -y install default-libmysqlclient-dev gcc", []string{
			"build.system-package=mysqlclient", "system-package=mysqlclient", "build.system-package=gcc"}},
		"apk":                            {"apk add --no-cache tini 'wkhtmltopdf>0.12'", []string{"system-package=tini", "system-package=wkhtmltopdf"}},
		"a virtual group is for a build": {"apk add --virtual .deps libxml2-dev make", []string{"build.system-package=libxml2", "build.system-package=gcc"}},
		"yum with an address":            {"yum -y install epel-release libaio https://example.com/x.rpm", []string{"system-package=libaio"}},
		"fonts of Chinese":               {"apt install -y fonts-noto-cjk fontconfig", []string{"fonts.cjk=true", "system-package=fontconfig"}},
		"not known":                      {"dnf install -y libfrobnicate", []string{"system-package=libfrobnicate (low)"}},
		"time zone":                      {"ln -sf /usr/share/zoneinfo/Asia/Shanghai /etc/localtime", []string{"time-zone=Asia/Shanghai"}},
		"packages of Python": {"pip install --upgrade pip && pip3 install --no-cache-dir -r requirements.txt -i https://x/simple gunicorn[gevent] uvicorn==0.30.1 ./lib && python -m pip install 'celery>=5'",
			[]string{"python.installed=gunicorn[gevent]", "python.installed=uvicorn==0.30.1", "python.installed=celery>=5"}},
		"lists and tools of Python": {"pip install . -c constraints.txt setuptools poetry==1.8 git+https://x/y.git $EXTRA && pip uninstall x", nil},
		"other programs":            {"pip download flask && npm install ffmpeg && apt-get purge -y git", nil},
		"variables":                 {"apt-get install -y $PACKAGES", nil},
	} {
		t.Run(name, func(t *testing.T) {
			b := Builder{Origin: fact.FromDeploy, Path: "f"}
			b.Install(c.script, 1)
			if d := cmp.Diff(c.want, show(b)); d != "" {
				t.Errorf("facts (-want +got):\n%s", d)
			}
		})
	}
}

func TestInstallBuild(t *testing.T) {
	for name, c := range map[string]struct {
		script string
		want   []string
	}{
		"compilers":       {"apk add --no-cache python3 make g++ git", []string{"build.system-package=gcc"}},
		"headers":         {"apt-get install -y libpq-dev curl", []string{"build.system-package=libpq"}},
		"what is copied":  {"pip install gunicorn", []string{"python.installed=gunicorn"}},
		"only at runtime": {"apt-get install -y ffmpeg libpq5", nil},
	} {
		t.Run(name, func(t *testing.T) {
			b := Builder{Origin: fact.FromDeploy, Path: "f"}
			b.InstallBuild(c.script, 1)
			if d := cmp.Diff(c.want, show(b)); d != "" {
				t.Errorf("facts (-want +got):\n%s", d)
			}
		})
	}
}

func TestHealthTest(t *testing.T) {
	for name, c := range map[string]struct {
		test []string
		want []string
	}{
		"curl":                          {[]string{"CMD-SHELL", "curl -f http://localhost:8080/actuator/health?x=1 || exit 1"}, []string{"health.tool=curl", "health=health:/actuator/health"}},
		"curl in short":                 {[]string{"CMD", "curl", "-fsS", "http://localhost:8080/health"}, []string{"health.tool=curl", "health=health:/health"}},
		"curl without -f proves a port": {[]string{"CMD", "curl", "-I", "http://config-server:8888"}, []string{"health.tool=curl"}},
		"a file name is no option":      {[]string{"CMD-SHELL", "curl -s -o /tmp/if-x http://localhost/ok"}, []string{"health.tool=curl"}},
		"an answer that is looked at":   {[]string{"CMD-SHELL", "curl -s http://localhost/health | grep UP"}, []string{"health.tool=curl", "health=health:/health"}},
		"curl that prints the status":   {[]string{"CMD-SHELL", `test $(curl -s -o /dev/null -w "%{http_code}" http://localhost/ok) = 200`}, []string{"health.tool=curl", "health=health:/ok"}},
		"a program of the image":        {[]string{"CMD", "python", "-c", "import urllib.request as u; u.urlopen('http://localhost:8000/healthz')"}, []string{"health=health:/healthz"}},
		"no path":                       {[]string{"CMD", "wget", "-q", "http://127.0.0.1"}, []string{"health.tool=wget", "health=health:/"}},
		"grpc":                          {[]string{"CMD", "/bin/grpc_health_probe", "-addr=:50051"}, []string{"health=grpc:"}},
		"of a database":                 {[]string{"CMD", "pg_isready"}, nil},
		"none":                          {[]string{"NONE"}, nil},
		"nothing":                       {nil, nil},
		"a variable":                    {[]string{"CMD-SHELL", "curl -f http://localhost/$PATH_OF_IT"}, []string{"health.tool=curl"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := Builder{Origin: fact.FromDeploy, Path: "f"}
			b.HealthTest(c.test, 1)
			if d := cmp.Diff(c.want, show(b)); d != "" {
				t.Errorf("facts (-want +got):\n%s", d)
			}
		})
	}
}

func TestEnvAndPorts(t *testing.T) {
	b := Builder{Origin: fact.FromDeploy, Path: "f"}
	b.Env("LANG", "zh_CN.GB18030", 1)
	b.Env("LC_ALL", "C.UTF-8", 1)
	b.Env("TZ", `"Asia/Shanghai"`, 2)
	b.Env("PATH", "/x", 3)
	b.Env("PIP_INDEX_URL", "x", 3)
	b.Env("SECRET_KEY", "x", 4)
	b.Env("SELF", "${SELF}", 5)
	b.Env("not a name", "x", 6)
	b.Env("PEM", "a\nb", 7)
	b.Env("PORT", "8080", 8)
	b.Port("8080", 9)
	b.Port("8080/udp", 9)
	b.Port("443", 9)
	b.Port("0", 9)
	b.Port("70000", 9)
	b.Port("8000-8010", 9)
	b.Port("9229", 9)
	b.NamedPort("Metrics", "9090", 10)
	b.Volume("/data/", 11)
	b.Volume("/etc/localtime", 11)
	b.Volume("relative", 11)
	b.User("1000:1000", 12)
	want := []string{
		"charset=GB18030", "locale=zh_CN.GB18030", "time-zone=Asia/Shanghai",
		"env.SECRET_KEY=", "env.SELF=", "env.PEM=",
		"port=8080/http (medium)", "env.PORT=8080", "port=8080/udp", "port=443/https", "port.metrics=9090/tcp",
		"local-write=/data", "run-user=1000",
	}
	if d := cmp.Diff(want, show(b)); d != "" {
		t.Errorf("facts (-want +got):\n%s", d)
	}
}
