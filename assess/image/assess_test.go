package image_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"

	"github.com/gantry-ack/gantry/assess"
	"github.com/gantry-ack/gantry/assess/fact"
	"github.com/gantry-ack/gantry/assess/image"
)

// debian is a base with its system, and the CMD that ends it.
func debian(version, name string) []made {
	old := time.Date(2022, 1, 10, 0, 0, 0, 0, time.UTC)
	return []made{
		{"/bin/sh -c #(nop) ADD file:1 in / ", []e{
			{name: "etc/os-release", body: "PRETTY_NAME=\"" + name + "\"\nID=debian\nVERSION_ID=\"" + version + "\"\n"}, {name: "bin/sh", body: "x", mode: 0o755},
			{name: "var/lib/dpkg/status", body: "Package: libc6\nStatus: install ok installed\nVersion: 2.28-10\n\nPackage: gone\nStatus: deinstall ok config-files\nVersion: 1\n"},
			{name: "lib/x86_64-linux-gnu/libc.so.6", body: "x"}, {name: "lib64/ld-linux-x86-64.so.2", body: "x"},
		}, old},
		{`/bin/sh -c #(nop)  CMD ["bash"]`, nil, old},
	}
}

func zipOf(t testing.TB, entries ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(entries); i += 2 {
		w, err := z.Create(entries[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, entries[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const class17 = "\xca\xfe\xba\xbe\x00\x00\x00\x3d"

func bootJar(t testing.TB) string {
	return zipOf(t, "META-INF/MANIFEST.MF", "Start-Class: com.shop.Orders\nSpring-Boot-Version: 3.2.5\n", "BOOT-INF/classes/com/shop/Orders.class", class17,
		"BOOT-INF/classes/application.yml", "server: {port: 9100}\nspring: {datasource: {url: 'jdbc:mysql://db:3306/x'}}\n",
		"BOOT-INF/lib/spring-boot-3.2.5.jar", "", "BOOT-INF/lib/spring-boot-starter-web-3.2.5.jar", "", "BOOT-INF/lib/mysql-connector-j-8.3.0.jar", "")
}

// described is a component in one line, and then the ids of all findings.
func described(a assess.Assessment) []string {
	var out []string
	for _, c := range a.Components {
		var ports, services []string
		for _, p := range c.Ports {
			ports = append(ports, strings.TrimSuffix(strings.Join([]string{itoa(p.Port), p.Protocol}, "/"), "/"))
		}
		for _, s := range c.Services {
			services = append(services, s.Kind)
		}
		out = append(out, strings.Join([]string{
			c.Name, c.Path, string(c.Workload), c.Language.ID, c.Language.Version, c.Framework.ID, strings.Join(ports, " "), strings.Join(c.Start.Command, " "), strings.Join(services, " "),
		}, "|"))
	}
	for _, f := range a.Findings {
		out = append(out, f.ID)
	}
	return out
}

func itoa(n int) string {
	b, _ := json.Marshal(n)
	return string(b)
}

func TestAssess(t *testing.T) {
	for title, c := range map[string]struct {
		config v1.Config
		steps  []made
		want   []string
	}{
		"a jar of Spring Boot on an old JDK": {
			v1.Config{
				Entrypoint: []string{"sh", "-c", "java $JAVA_OPTS -jar /app/orders.jar"}, WorkingDir: "/app", ExposedPorts: map[string]struct{}{"9100/tcp": {}},
				Env: []string{"PATH=/usr/bin", "JAVA_HOME=/opt/java", "JAVA_OPTS=-Xmx512m", "DB_PASSWORD=hunter2"},
			},
			append(debian("9", "Debian GNU/Linux 9 (stretch)"),
				made{"RUN install java", []e{{name: "opt/java/bin/java", body: "x"}, {name: "opt/java/bin/javac", body: "x"}, {name: "opt/java/release", body: "JAVA_VERSION=\"1.8.0_181\"\nIMPLEMENTOR=\"Oracle\"\n"}}, time.Time{}},
				made{"COPY orders.jar /app/", []e{{name: "app/orders.jar", body: bootJar(t)}}, time.Time{}}),
			[]string{
				"orders|app|web|java|17|spring-boot|9100/http|java -Xmx512m -jar /app/orders.jar|mysql",
				"image-build-tools", "image-eol-os", "image-old-base", "image-old-jdk-cgroups", "image-root-user", "image-secret-in-env", "image-shell-entrypoint",
			},
		},
		"layers of Spring Boot": {
			v1.Config{Entrypoint: []string{"java", "org.springframework.boot.loader.launch.JarLauncher"}, WorkingDir: "/application", User: "1000"},
			[]made{{"COPY layers", []e{
				{name: "application/META-INF/MANIFEST.MF", body: "Start-Class: com.shop.Orders\nSpring-Boot-Version: 3.2.5\n"},
				{name: "application/BOOT-INF/classes/com/shop/Orders.class", body: class17}, {name: "application/BOOT-INF/classes/application.properties", body: "server.port=9101\n"},
				{name: "application/BOOT-INF/lib/spring-boot-3.2.5.jar", body: zipOf(t)}, {name: "application/BOOT-INF/lib/spring-boot-starter-web-3.2.5.jar", body: zipOf(t)},
			}, time.Time{}}},
			[]string{"shop|application|web|java|17|spring-boot|9101/http|java org.springframework.boot.loader.launch.JarLauncher|"},
		},
		"classes of Jib": {
			v1.Config{Entrypoint: []string{"java", "-cp", "@/app/jib-classpath-file", "com.shop.Orders"}, User: "1000"},
			[]made{{"jib-maven-plugin:3.4.1", []e{{name: "app/libs/spring-boot-3.2.5.jar", body: zipOf(t)}, {name: "app/libs/spring-boot-starter-web-3.2.5.jar", body: zipOf(t)}}, time.Time{}},
				{"jib-maven-plugin:3.4.1", []e{{name: "app/resources/application.properties", body: "server.port=9102\n"}, {name: "app/classes/com/shop/Orders.class", body: class17}, {name: "app/jib-classpath-file", body: "/app/resources:/app/classes:/app/libs/*"}}, time.Time{}}},
			[]string{"shop|app|web|java|17|spring-boot|9102/http|java -cp @/app/jib-classpath-file com.shop.Orders|"},
		},
		"a war in Tomcat": {
			v1.Config{Cmd: []string{"catalina.sh", "run"}, WorkingDir: "/usr/local/tomcat", ExposedPorts: map[string]struct{}{"8080/tcp": {}}, User: "tomcat", Env: []string{"PATH=/usr/local/tomcat/bin", "CATALINA_HOME=/usr/local/tomcat"}},
			[]made{{"RUN tomcat", []e{{name: "usr/local/tomcat/conf/server.xml", body: "<Server/>"}, {name: "usr/local/tomcat/bin/catalina.sh", body: "#!/bin/sh\n", mode: 0o755}}, time.Time{}},
				{"COPY crm.war", []e{{name: "usr/local/tomcat/webapps/crm.war", body: zipOf(t, "WEB-INF/web.xml", "<web-app/>", "WEB-INF/classes/A.class", "\xca\xfe\xba\xbe\x00\x00\x00\x34", "WEB-INF/lib/spring-webmvc-5.3.1.jar", "")}}, time.Time{}}},
			[]string{"crm|usr/local/tomcat/webapps|web|java|8|spring-mvc|8080/http|catalina.sh run|"},
		},
		"Node.js": {
			v1.Config{Entrypoint: []string{"/app/start.sh"}, WorkingDir: "/app", User: "node", Env: []string{"NODE_VERSION=16.20.0", "PATH=/usr/local/bin"}},
			[]made{{"RUN node", []e{{name: "usr/local/bin/node", body: "x"}}, time.Time{}}, {"COPY . .", []e{
				{name: "app/package.json", body: `{"name":"web","dependencies":{"express":"^4.18.0"},"scripts":{"start":"node server.js"}}`}, {name: "app/package-lock.json", body: "{}"},
				{name: "app/server.js", body: "const app = require('express')();\napp.listen(process.env.PORT || 3000);\n"},
				{name: "app/node_modules/express/package.json", body: `{"name":"express","version":"4.18.2"}`}, {name: "app/start.sh", body: "#!/bin/sh\necho hi\nnode server.js\n", mode: 0o755},
			}, time.Time{}}},
			[]string{"web|app|web|javascript|16|express|3000/http|node server.js|", "image-eol-runtime", "image-script-without-exec"},
		},
		"what is recognised by the configuration alone": {
			v1.Config{Cmd: []string{"php-fpm"}, WorkingDir: "/var/www/html", User: "www-data", ExposedPorts: map[string]struct{}{"9000/tcp": {}}, Env: []string{"PHP_VERSION=7.4.33", "PATH=/usr/local/bin"}},
			[]made{{"RUN php", []e{{name: "usr/local/bin/php", body: "x"}}, time.Time{}}, {"COPY . .", []e{{name: "var/www/html/index.php", body: "<?php echo 1;"}}, time.Time{}}},
			[]string{"shop|var/www/html|web|php|7.4||9000/tcp|php-fpm|", "image-eol-runtime"},
		},
		"static pages": {
			v1.Config{Cmd: []string{"nginx", "-g", "daemon off;"}, ExposedPorts: map[string]struct{}{"80/tcp": {}}, User: "nginx"},
			[]made{{"ADD rootfs /", []e{{name: "usr/sbin/nginx", body: "x"}}, time.Time{}}, {"COPY dist /", []e{{name: "usr/share/nginx/html/index.html", body: "<html>"}}, time.Time{}}},
			[]string{"shop|usr/share/nginx/html|static||||80/http|nginx -g daemon off;|"},
		},
		"nothing but a configuration": {
			v1.Config{Cmd: []string{"/usr/bin/shopd"}, User: "9"}, []made{{"ADD", []e{{name: "usr/bin/shopd", body: "x"}}, time.Time{}}},
			[]string{"shop|usr/bin/shopd|worker|||||/usr/bin/shopd|"},
		},
	} {
		t.Run(title, func(t *testing.T) {
			im := open(t, saved(t, imageOf(t, c.config, c.steps...), "team/shop:1"), image.Options{})
			a, err := im.Assess(t.Context(), nil, now)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, described(a)); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
			var b bytes.Buffer
			if err := a.Encode(&b); err != nil || strings.Contains(b.String(), "hunter2") {
				t.Errorf("encoding: %v, or a secret is told", err)
			}
		})
	}
}

// TestProgramOfGo looks into the test itself, which is a program of Go.
func TestProgramOfGo(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the test is no ELF file here")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	im := open(t, archiveOf(t, tarOf(t, e{name: "server", body: string(b), mode: 0o755}), func(c map[string]any) {
		c["config"] = map[string]any{"Entrypoint": []string{"/server"}, "User": "65532"}
	}), image.Options{})
	r := im.Report(now)
	if len(r.Programs) != 1 || r.Programs[0].Language != "go" || r.Programs[0].Format != "elf" {
		t.Fatalf("programs %+v", r.Programs)
	}
	a, err := im.Assess(t.Context(), nil, now)
	if err != nil || len(a.Components) != 1 {
		t.Fatalf("components %v, %v", a.Components, err)
	}
	if c := a.Components[0]; c.Name != "server" || c.Language.ID != "go" || c.Packaging != "binary" || c.Start.Command[0] != "/server" {
		t.Errorf("component %+v", c)
	}
}

// TestRulesAreComplete holds the texts to both languages and to what a finding needs.
func TestFindingsAreComplete(t *testing.T) {
	im := open(t, saved(t, imageOf(t, v1.Config{Entrypoint: []string{"sh", "-c", "run"}, Env: []string{"TOKEN=abcdef"}}, debian("8", "Debian 8")...), "mysql:latest"), image.Options{})
	for _, f := range im.Findings(now) {
		if !f.Title.Complete() || !f.Rationale.Complete() || !f.Remedy.Complete() || f.Action == "" || f.By == "" || len(f.Evidence) == 0 {
			t.Errorf("%s lacks something: %+v", f.ID, f)
		}
		if text := f.Title.ZH + f.Title.EN + f.Remedy.ZH + f.Remedy.EN; strings.Contains(text, "%!") || strings.Contains(text, "%[") {
			t.Errorf("%s: %s", f.ID, text)
		}
		for _, ev := range f.Evidence {
			if ev.Path == image.ConfigPath {
				continue
			}
			if _, err := im.FS().Open(ev.Path); err != nil && !strings.Contains(err.Error(), "not kept") {
				t.Errorf("%s points to nothing: %v", f.ID, err)
			}
		}
	}
}

func ids(fs []assess.Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, f.ID)
	}
	slices.Sort(out)
	return out
}

func TestSecrets(t *testing.T) {
	const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n"
	im := open(t, saved(t, imageOf(t, v1.Config{User: "1", Env: []string{
		"GPG_KEY=0123456789ABCDEF0123456789ABCDEF01234567", "API_TOKEN_FILE=/run/secrets/token", "DB_PASSWORD=${DB_PASSWORD}", "TOKEN_TTL=3600", "SECRET_ENABLED=true", "EMPTY_PASSWORD=",
		"REDIS_URL=redis://:p4ssw0rdXX@cache:6379/0", "JWT_SECRET=keyboardcat", "OSS_ID=LTAI5tAbCdEfGhIjKlMn",
	}},
		made{"COPY . .", []e{
			{name: "app/.env", body: "A=1\nDB_PASS=swordfish\n"}, {name: "app/.env.example", body: "DB_PASS=swordfish\n"}, {name: "app/tls.pem", body: "-----BEGIN CERTIFICATE-----\n"},
			{name: "root/.ssh/id_rsa", body: key}, {name: "usr/lib/python3/test/keycert.pem", body: key}, {name: "app/node_modules/x/test.pem", body: key}, {name: "root/.npmrc", body: "//r/:_authToken=${NPM_TOKEN}\n"},
		}, time.Time{}},
		made{"RUN |1 NPM_TOKEN=npm_abcdefgh /bin/sh -c npm ci", []e{{name: "root/.ssh/.wh.id_rsa"}}, time.Time{}},
	), "a:b"), image.Options{})
	var got []string
	for _, s := range im.Report(now).Secrets {
		line := s.Path + " " + s.What
		if s.Gone {
			line += " gone"
		}
		got = append(got, line)
	}
	want := []string{
		"image/config.json REDIS_URL", "image/config.json JWT_SECRET", "image/config.json OSS_ID", "image/config.json NPM_TOKEN", "app/.env DB_PASS", "root/.ssh/id_rsa PRIVATE KEY gone",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	b, err := json.Marshal(struct {
		R image.Report
		F []assess.Finding
		S fact.Set
	}{im.Report(now), im.Findings(now), im.Facts()})
	if err != nil {
		t.Fatal(err)
	}
	shown, err := im.FS().Open(image.ConfigPath)
	if err != nil {
		t.Fatal(err)
	}
	config, err := io.ReadAll(shown)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"p4ssw0rdXX", "keyboardcat", "LTAI5t", "npm_abcdefgh", "swordfish", "MIIB"} {
		if strings.Contains(string(b)+string(config), secret) {
			t.Errorf("%s is told", secret)
		}
	}
	if d := cmp.Diff([]string{"image-secret-file", "image-secret-in-env", "image-secret-in-history"}, ids(im.Findings(now))); d != "" {
		t.Error(d)
	}
}

// TestStart holds which ways to start a program keep signals from it.
func TestStart(t *testing.T) {
	for title, c := range map[string]struct {
		args   []string
		script string // of /run.sh
		want   string
	}{
		"an array":                       {[]string{"java", "-jar", "x.jar"}, "", ""},
		"a shell":                        {[]string{"/bin/sh", "-c", "java -jar x.jar"}, "", "image-shell-entrypoint"},
		"a shell with exec":              {[]string{"/bin/sh", "-c", "exec java -jar x.jar"}, "", ""},
		"a shell that prepares":          {[]string{"bash", "-lc", "cd /x && exec java -jar x.jar"}, "", ""},
		"an init before a shell":         {[]string{"/sbin/tini", "--", "sh", "-c", "java -jar x.jar"}, "", "image-shell-entrypoint"},
		"a script":                       {[]string{"/run.sh"}, "#!/bin/sh\nset -e\nexport A=1\njava $JAVA_OPTS -jar /x.jar\n", "image-script-without-exec"},
		"a script by a shell":            {[]string{"sh", "/run.sh"}, "#!/bin/sh\njava -jar /x.jar\n", "image-script-without-exec"},
		"a script with exec":             {[]string{"/run.sh", "serve"}, "#!/bin/bash\nif [ \"$1\" = serve ]; then\n  exec gunicorn app\nfi\nexec \"$@\"\n", ""},
		"a script that ends in a branch": {[]string{"/run.sh"}, "#!/bin/sh\nif [ -n \"$A\" ]; then exec a; else exec b; fi\n", ""},
		"a script that only prepares":    {[]string{"/run.sh"}, "#!/bin/sh\nmkdir /x\n", ""},
		"tail":                           {[]string{"/run.sh"}, "#!/bin/sh\nnohup java -jar /x.jar &\ntail -f /var/log/x.log\n", "image-keep-alive"},
		"wait":                           {[]string{"/run.sh"}, "#!/bin/sh\na &\nb &\nwait\n", "image-keep-alive"},
		"supervisor":                     {[]string{"/usr/bin/supervisord", "-n"}, "", "image-several-processes"},
		"a program that is no script":    {[]string{"/run.sh"}, "\x7fELF", ""},
		"a script that is no shell's":    {[]string{"/run.sh"}, "#!/usr/bin/python3\nprint(1)\n", ""},
		"nothing":                        {nil, "", ""},
	} {
		t.Run(title, func(t *testing.T) {
			im := open(t, saved(t, imageOf(t, v1.Config{Entrypoint: c.args, User: "1"}, made{"COPY", []e{{name: "run.sh", body: c.script, mode: 0o755}}, time.Time{}}), "a:b"), image.Options{})
			if got := strings.Join(ids(im.Findings(now)), " "); got != c.want {
				t.Errorf("findings %q, want %q", got, c.want)
			}
		})
	}
}

// TestOldShell holds that a shell is worse where it never gives way to the program.
func TestOldShell(t *testing.T) {
	for version, want := range map[string]assess.Severity{"9": assess.Medium, "10": assess.Medium, "11": assess.Low, "12": assess.Low} {
		im := open(t, saved(t, imageOf(t, v1.Config{Entrypoint: []string{"sh", "-c", "java -jar x.jar"}, User: "1"}, debian(version, "Debian "+version)...), "a:b"), image.Options{})
		for _, f := range im.Findings(time.Time{}) {
			if f.ID == "image-shell-entrypoint" && f.Severity != want {
				t.Errorf("Debian %s: %s", version, f.Severity)
			}
		}
	}
}

// TestOldJava holds which virtual machines know the limits of their container.
func TestOldJava(t *testing.T) {
	for version, want := range map[string]string{
		"1.8.0_121": "high", "1.8.0_181": "high", "1.8.0_191": "medium", "1.8.0_362": "medium", "1.8.0_372": "", "1.8.0_402-internal": "", "9.0.4": "high", "10.0.2": "medium", "11.0.9": "medium",
		"11.0.16": "", "11.0.22.1": "", "13.0.2": "medium", "17": "", "17.0.15": "", "21.0.2": "", "1.7.0_80": "high", "1.8.0": "", "11": "", "": "", "junk": "",
	} {
		im := open(t, saved(t, imageOf(t, v1.Config{User: "1"}, made{"COPY", []e{{name: "jdk/bin/java", body: "x"}, {name: "jdk/release", body: "JAVA_VERSION=\"" + version + "\"\n"}}, time.Time{}}), "a:b"), image.Options{})
		got := ""
		for _, f := range im.Findings(now) {
			if f.ID == "image-old-jdk-cgroups" {
				got = string(f.Severity)
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", version, got, want)
		}
	}
}
